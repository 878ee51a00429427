import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useEffect, useState, type ReactElement } from 'react'
import { Frame } from '@/features/frame/frame'
import { QueueEntry, type QueueAct } from '@/features/gridwork/components/queue-entry'
import { useKeptQueue } from '@/features/gridwork/kept-queue'
import { byDeadline, byDistance, metresFrom } from '@/features/gridwork/queue-order'
import { QUEUE_TEXT } from '@/features/gridwork/text'
import { useHere, type Here } from '@/features/gridwork/use-here'
import { afterSteps, useMySteps } from '@/features/tickets/after-kept'
import { claimTicket } from '@/features/tickets/claim'
import { KeptSteps } from '@/features/tickets/components/kept-steps'
import { StepSheetFor } from '@/features/tickets/components/step-sheet-for'
import { useTicketCards, type Card as TicketCard } from '@/features/tickets/hooks'
import { readAhead } from '@/features/tickets/kept-tickets'
import { KEPT_TEXT } from '@/features/tickets/text'
import { toast } from '@/platform/dialogs'
import { fetchAhead } from '@/platform/fetch-ahead'
import { back, go } from '@/platform/go'
import { nowMs } from '@/platform/now'
import { getReadyForPlaces } from '@/platform/place'
import { useShown } from '@/platform/use-shown'
import { useMembership } from '@/stores/community'
import { onComeback } from '@/stores/connection'
import { useMe, useSession } from '@/stores/session'
import { useAct } from '@/stores/use-act'
import { Button } from '@/ui/button'
import { Tabs } from '@/ui/choices'
import { Spoken } from '@/ui/spoken'
import { Empty, Skeleton } from '@/ui/states'
import { Tap } from '@/ui/tap'
import { whenText } from '@/ui/time'
import { useArrivals } from '@/ui/use-arrivals'
import './index.scss'

const QueuePage = () => {
  const { communityId: asked } = useRouter().params
  const me = useMe()
  const current = useMembership()
  const isStarting = useSession(({ session }) => session.is === 'starting')
  const worked = me?.memberships.filter(({ role }) => role === 'worker') ?? []
  const shown =
    worked.find((one) => one.communityId === (asked ?? current?.communityId)) ?? worked[0]
  return (
    <Frame>
      {isStarting ? (
        <Skeleton />
      ) : shown ? (
        <Queue key={shown.communityId} communityId={shown.communityId} />
      ) : (
        <NotMine isSignedIn={me !== null} />
      )}
    </Frame>
  )
}

const NotMine = ({ isSignedIn }: { isSignedIn: boolean }) =>
  isSignedIn ? (
    <Empty
      title={QUEUE_TEXT.closed}
      hint={QUEUE_TEXT.closedHint}
      act={QUEUE_TEXT.toGroup}
      onAct={back}
    />
  ) : (
    <Empty
      title={QUEUE_TEXT.signedOut}
      hint={QUEUE_TEXT.signedOutHint}
      act={QUEUE_TEXT.signIn}
      onAct={() => go('resident/sign-in/index')}
    />
  )

/** What a worker opens where no network is. */
const PAGES_AHEAD = ['resident/ticket/index']
const TO_DO: readonly TicketCard['state'][] = ['dispatched', 'handling']

type Order = 'due' | 'near'
const ORDERS = [
  { value: 'due', text: QUEUE_TEXT.byDue },
  { value: 'near', text: QUEUE_TEXT.byNear },
] as const

const Queue = ({ communityId }: { communityId: string }) => {
  const { list, read } = useTicketCards(communityId, { view: 'queue' })
  const mine = useTicketCards(communityId, { view: 'mine', limit: 30 })
  const queue = useKeptQueue(communityId, list.is === 'ready' ? list.cards : null)
  const [isOld, setOld] = useState(false)
  const [order, setOrder] = useState<Order>('due')
  const { here, ask } = useHere()
  const [sheet, setSheet] = useState<{ card: TicketCard; step: QueueAct } | null>(null)
  const [busyId, setBusyId] = useState<string | null>(null)
  const { isBusy, act } = useAct()
  const steps = useMySteps()

  const readAll = async () => {
    try {
      await Promise.all([read(), mine.read()])
      setOld(false)
    } catch {
      setOld(true) // said above the list, which stays
    }
  }
  useShown(readAll)
  const fresh = list.is === 'ready' ? list.cards : null
  useEffect(() => {
    if (fresh) void readAhead(fresh)
  }, [fresh])
  useEffect(() => {
    fetchAhead(PAGES_AHEAD)
    getReadyForPlaces()
  }, [])
  useEffect(() => onComeback(() => void readAll())) // with what this render knows

  const choose = (next: Order) => {
    setOrder(next)
    if (next === 'near') void ask()
  }
  const open = ({ ticketId }: TicketCard) => go('resident/ticket/index', { communityId, ticketId })
  const take = (card: TicketCard) => {
    setBusyId(card.ticketId)
    return act(async () => {
      const claimed = await claimTicket(card)
      if (claimed.is === 'waiting') return toast(KEPT_TEXT.waiting)
      toast(claimed.is === 'mine' ? QUEUE_TEXT.claimed : QUEUE_TEXT.wasQuicker(claimed.what))
      void readAll()
    })
  }

  // What was handed in a moment ago still lies in the list it was read with.
  const after = (card: TicketCard) => afterSteps(card, steps)
  const cards = (queue?.cards ?? []).map(after).filter(({ state }) => TO_DO.includes(state))
  const finds = mine.cards.map(after).filter(({ state }) => state === 'submitted')
  const ids = list.is === 'ready' ? list.cards.map(({ ticketId }) => ticketId) : null
  const news = useArrivals(communityId, ids)

  const entry = (card: TicketCard) => (
    <QueueEntry
      key={card.ticketId}
      card={card}
      metres={here.is === 'known' ? metresFrom(here, card) : null}
      isFresh={news.fresh.includes(card.ticketId)}
      isBusy={isBusy && busyId === card.ticketId}
      onOpen={() => {
        news.seen(card.ticketId)
        open(card)
      }}
      onAct={(step) => (step === 'claim' ? void take(card) : setSheet({ card, step }))}
    />
  )
  return (
    <View>
      <News cards={cards} news={news} />
      <KeptSteps steps={steps} />
      <View className="queue-top">
        <Tabs options={ORDERS} value={order} onChoose={choose} />
        <ReadAt at={queue?.at ?? null} isOld={isOld || list.is === 'failed'} />
      </View>
      {order === 'near' ? <Whereabouts here={here} onAsk={() => void ask()} /> : null}
      {finds.length > 0 ? (
        <>
          <View className="group__title">{QUEUE_TEXT.finds}</View>
          {finds.map(entry)}
        </>
      ) : null}
      {queue ? (
        <Entries cards={cards} order={order} here={here} entry={entry} />
      ) : list.is === 'failed' ? (
        <Empty
          sign="！"
          title={QUEUE_TEXT.notRead}
          hint={QUEUE_TEXT.notReadHint}
          act={QUEUE_TEXT.again}
          onAct={() => void readAll()}
        />
      ) : (
        <Skeleton />
      )}
      <View className="bottom-space" />
      <View className="bottom">
        <Button
          text={QUEUE_TEXT.patrol}
          onTap={() => go('resident/write/index', { communityId })}
        />
      </View>
      {sheet ? (
        <StepSheetFor
          key={`${sheet.card.ticketId}/${sheet.step}`}
          communityId={communityId}
          ticketId={sheet.card.ticketId}
          card={sheet.card}
          step={sheet.step}
          onClose={() => setSheet(null)}
          onDone={() => {
            setSheet(null)
            void readAll()
          }}
        />
      ) : null}
    </View>
  )
}

const Entries = ({
  cards,
  order,
  here,
  entry,
}: {
  cards: readonly TicketCard[]
  order: Order
  here: Here
  entry: (card: TicketCard) => ReactElement
}) => {
  if (cards.length === 0)
    return <Empty sign="✓" title={QUEUE_TEXT.empty} hint={QUEUE_TEXT.emptyHint} />
  if (order === 'near' && here.is === 'known')
    return <View>{byDistance(cards, here).map(entry)}</View>
  return (
    <View>
      {byDeadline(cards, nowMs()).map((section) => (
        <View key={section.key}>
          <View className={`queue-section queue-section--${section.key}`}>
            {`${QUEUE_TEXT[section.key]} ${section.cards.length}`}
          </View>
          {section.cards.map(entry)}
        </View>
      ))}
    </View>
  )
}

/** What was dispatched while the list was open: said, shown, and marked in the list. */
const News = ({
  cards,
  news: { fresh, seen },
}: {
  cards: readonly TicketCard[]
  news: ReturnType<typeof useArrivals>
}) => {
  const newest = cards.find(({ ticketId }) => ticketId === fresh.at(-1))
  const words = newest
    ? QUEUE_TEXT.fresh(fresh.length, `${newest.categoryName}，${newest.placeText}`)
    : ''
  return (
    <>
      <Spoken words={words} />
      {newest ? (
        <Tap className="queue-news" onTap={() => seen()}>
          <Text className="queue-news__words">{words}</Text>
          <Text>{QUEUE_TEXT.know}</Text>
        </Tap>
      ) : null}
    </>
  )
}

const ReadAt = ({ at, isOld }: { at: number | null; isOld: boolean }) => {
  if (at === null) return null
  const when = whenText(new Date(at).toISOString(), nowMs())
  return (
    <Text className={`queue-read ${isOld ? 'queue-read--old' : ''}`}>
      {isOld ? QUEUE_TEXT.oldRead(when) : QUEUE_TEXT.readAt(when)}
    </Text>
  )
}

const Whereabouts = ({ here, onAsk }: { here: Here; onAsk: () => void }) => {
  if (here.is === 'asking') return <View className="queue-where">{QUEUE_TEXT.locating}</View>
  if (here.is !== 'refused' && here.is !== 'unknown') return null
  return (
    <Tap className="queue-where" onTap={onAsk}>
      {here.is === 'refused' ? QUEUE_TEXT.whereRefused : QUEUE_TEXT.whereUnknown}
    </Tap>
  )
}

export default QueuePage
