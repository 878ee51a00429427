import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { CommunitySwitch } from '@/features/desk/components/community-switch'
import { DeskCounts, type DeskCount } from '@/features/desk/components/desk-counts'
import { DeskGate } from '@/features/desk/components/desk-gate'
import { DeskLinks } from '@/features/desk/components/desk-links'
import { DESK_TABS } from '@/features/desk/desk-work'
import { DESK_TEXT } from '@/features/desk/text'
import type { Desk } from '@/features/desk/which-desk'
import { Frame } from '@/features/frame/frame'
import { ORDER_TEXT } from '@/features/order/text'
import { useOrderQueue } from '@/features/order/use-order-queue'
import { toast } from '@/platform/dialogs'
import { go, goInstead } from '@/platform/go'
import { useFront } from '@/platform/use-front'
import { hasKeyboard, showElement, useKeys } from '@/platform/use-keys'
import { useShown } from '@/platform/use-shown'
import { useWide } from '@/platform/use-wide'
import { useAct } from '@/stores/use-act'
import { Spoken } from '@/ui/spoken'
import { Tap } from '@/ui/tap'
import { DeskList, entryId } from './desk-list'
import { PANE_ID, TicketPane } from './ticket-pane'
import { useDeskHome, type DeskHome } from './use-desk-home'
import './index.scss'

const DeskHomePage = () => {
  const { communityId } = useRouter().params
  const isWide = useWide()
  return (
    <Frame isWide isFull={isWide}>
      <DeskGate asked={communityId}>
        {(desk) => <Home key={desk.communityId} which={desk} isWide={isWide} />}
      </DeskGate>
    </Frame>
  )
}

const Home = ({ which, isWide }: { which: Desk & { is: 'open' }; isWide: boolean }) => {
  const { communityId } = which
  const desk = useDeskHome(communityId)
  const order = useOrderQueue(communityId)
  const { act } = useAct()
  const [openId, setOpenId] = useState<string | null>(null)
  useShown(() => Promise.all([act(desk.readAll), order.read()]))

  const open = (ticketId: string) => {
    desk.seen(ticketId)
    if (!isWide) return go('resident/ticket/index', { communityId, ticketId })
    desk.setCursor(ticketId)
    setOpenId(ticketId)
  }
  const isFront = useFront()
  useKeys(deskKeys(desk, open), isWide && isFront)

  const list = (
    <DeskList
      desk={desk}
      openId={isWide ? openId : null}
      isWide={isWide}
      onOpen={({ ticketId }) => open(ticketId)}
    />
  )
  const top = (
    <>
      <CommunitySwitch
        desk={which}
        name={desk.community?.name ?? ''}
        onSwitched={(id) => goInstead('desk/home/index', { communityId: id })}
      />
      <DeskCounts
        counts={[
          ...countsOf(desk, communityId, isWide),
          {
            key: 'order',
            name: ORDER_TEXT.title,
            count: order.state.is === 'ready' ? order.state.value.count : null,
            onTap: () => go('desk/order/index', { communityId }),
          },
        ]}
      />
      <DeskLinks communityId={communityId} />
    </>
  )
  if (!isWide)
    return (
      <View>
        <News desk={desk} onOpen={open} />
        {top}
        {list}
      </View>
    )
  return (
    <View className="desk">
      <View className="desk__top">{top}</View>
      <News desk={desk} onOpen={open} />
      <View className="desk__columns">
        <View className="desk__left">{list}</View>
        <TicketPane communityId={communityId} openId={openId} onOpenTicket={setOpenId} />
      </View>
    </View>
  )
}

/** A new report says by itself that it is there, and takes nothing away from who is at work. */
const News = ({ desk, onOpen }: { desk: DeskHome; onOpen: (ticketId: string) => void }) => {
  const { newest, fresh } = desk
  const words = newest
    ? DESK_TEXT.fresh(fresh.length, `${newest.categoryName}，${newest.placeText}`)
    : ''
  const look = () => {
    if (!newest) return
    desk.show('triage')
    onOpen(newest.ticketId)
    desk.seen()
  }
  return (
    <>
      <Spoken words={words} />
      {newest ? (
        <Tap className="desk-news" onTap={look}>
          <Text className="desk-news__words">{words}</Text>
          <Text>{DESK_TEXT.look}</Text>
        </Tap>
      ) : null}
    </>
  )
}

const countsOf = (desk: DeskHome, communityId: string, isWide: boolean): DeskCount[] => {
  const { counts, isMore, view, show } = desk
  const applications: DeskCount = {
    key: 'applications',
    name: DESK_TEXT.applications,
    count: desk.community?.waitingApplicationCount ?? null,
    onTap: () => go('desk/applications/index', { communityId }),
  }
  const tile = (key: 'triage' | 'overdue' | 'working' | 'check'): DeskCount => ({
    key,
    name: DESK_TEXT[key],
    count: counts?.[key] ?? null,
    isMore: isMore[key],
    isBad: key === 'overdue',
    isOn: view === key,
    onTap: () => show(key),
  })
  const four = [applications, tile('triage'), tile('overdue'), tile('working')]
  return isWide ? [...four, tile('check')] : four
}

const deskKeys = (desk: DeskHome, open: (ticketId: string) => void) => {
  const move = (by: 1 | -1) => {
    if (hasKeyboard(PANE_ID)) return false // there the arrows scroll
    const next = desk.move(by)
    if (next) showElement(entryId(next), true)
    return undefined
  }
  const tabs = Object.fromEntries(
    DESK_TABS.map((tab, index) => [String(index + 1), () => desk.show(tab)]),
  )
  return {
    ...tabs,
    '0': () => desk.show('overdue'),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => {
      if (!desk.cursor) return false
      open(desk.cursor)
      return undefined
    },
    ArrowRight: () => showElement(PANE_ID, true),
    Escape: () => {
      if (desk.cursor) showElement(entryId(desk.cursor), true)
    },
    '/': () => showElement('desk-search', true),
    r: () => {
      void desk.readAll().then(
        () => toast(DESK_TEXT.refreshed),
        () => undefined, // the page says by itself that there is no network
      )
    },
  }
}

export default DeskHomePage
