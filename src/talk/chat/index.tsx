import Taro, { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { reloadGroup, type Message } from '@/features/chat/actions'
import { TalkView } from '@/features/chat/components/talk-view'
import { sayInGroup } from '@/features/chat/outbox'
import { hearMessage } from '@/features/chat/store'
import { CHAT_TEXT } from '@/features/chat/text'
import { useTalk } from '@/features/chat/use-talk'
import { Frame } from '@/features/frame/frame'
import { PhoneNeeded } from '@/features/identity/components/phone-needed'
import { JoinFirst } from '@/features/frame/join-first'
import { useOrderActs } from '@/features/order/components/use-order-acts'
import { WhyMuted, WhyNotHere } from '@/features/order/components/why-not'
import { STATE_TAG } from '@/features/tickets/components/ticket-card'
import { STATE_TEXT } from '@/features/tickets/text'
import { go } from '@/platform/go'
import { useMe } from '@/stores/session'
import { Failed, Skeleton } from '@/ui/states'
import { TicketCardSheet } from './ticket-card-sheet'
import { ToTicketSheet } from './to-ticket-sheet'

const TalkPage = () => {
  const { communityId = '', groupId = '', seq } = useRouter().params
  const me = useMe()
  const [turning, setTurning] = useState<Message[] | null>(null)
  const [isChoosing, setChoosing] = useState(false)
  const at = Number(seq) || undefined
  const where = { communityId, groupId }
  const { group, problem, load } = useTalk(communityId, groupId, at, me?.personId)
  const order = useOrderActs({ ...where, meId: me?.personId ?? '' }, { onJudged: hearMessage })
  const name = group?.name ?? CHAT_TEXT.pageTitle
  useEffect(() => {
    void Taro.setNavigationBarTitle({ title: name })
  }, [name])
  useShareAppMessage(() => ({
    title: name,
    path: `/talk/chat/index?communityId=${communityId}&groupId=${groupId}`,
  }))
  if (!me) return <JoinFirst hint={CHAT_TEXT.emptyHint} />
  const toRecord = () => go('resident/order-record/index', { communityId })
  const isShut = problem !== '' || group?.me.isMember === false
  return (
    <Frame isFull>
      {isShut ? (
        <WhyNotHere
          {...where}
          onRecord={toRecord}
          onNews={load}
          otherwise={<Failed words={problem || CHAT_TEXT.notHere} onRetry={load} />}
        />
      ) : !group ? (
        <Skeleton />
      ) : (
        <TalkView
          where={where}
          meId={me.personId}
          start={at}
          tagOf={({ state }) => ({ text: STATE_TEXT[state], kind: STATE_TAG[state] })}
          onTicket={(ticketId) => go('resident/ticket/index', { communityId, ticketId })}
          onToTicket={setTurning}
          onTicketCard={() => setChoosing(true)}
          onInfo={() => go('talk/info/index', where)}
          moreActs={(message) => order.onMessage(message, group)}
          phoneNeeded={(onProved) => <PhoneNeeded onProved={onProved} />}
          whyMuted={
            <WhyMuted
              {...where}
              until={group.me.cannotPostUntil}
              onRecord={toRecord}
              onNews={() => void reloadGroup(where).catch(() => undefined)} // told anew on the next return
            />
          }
        />
      )}
      {isChoosing ? (
        <TicketCardSheet
          communityId={communityId}
          onChoose={(ticket) => {
            setChoosing(false)
            sayInGroup({ communityId, groupId, ticket })
          }}
          onClose={() => setChoosing(false)}
        />
      ) : null}
      {turning ? (
        <ToTicketSheet where={where} messages={turning} onClose={() => setTurning(null)} />
      ) : null}
      {order.sheet}
    </Frame>
  )
}

export default TalkPage
