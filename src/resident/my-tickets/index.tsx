import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Frame } from '@/features/frame/frame'
import { JoinFirst } from '@/features/frame/join-first'
import { TicketList } from '@/features/tickets/components/ticket-list'
import { REPORT_TEXT } from '@/features/tickets/report-text'
import { TICKETS_TEXT } from '@/features/tickets/text'
import { go } from '@/platform/go'
import { useMembership } from '@/stores/community'
import { Tabs } from '@/ui/choices'

type View = 'mine' | 'following'
const VIEWS = [
  { value: 'mine', text: REPORT_TEXT.tabs.mine },
  { value: 'following', text: REPORT_TEXT.tabs.following },
] as const satisfies readonly { value: View; text: string }[]
const QUERIES = { mine: { view: 'mine' }, following: { view: 'following' } } as const

const MyTicketsPage = () => {
  const { params } = useRouter()
  const [view, setView] = useState<View>(params.view === 'following' ? 'following' : 'mine')
  const membership = useMembership()
  if (!membership) return <JoinFirst hint={REPORT_TEXT.joinFirstHint} />
  const { communityId } = membership
  const empty =
    view === 'mine'
      ? {
          title: TICKETS_TEXT.emptyMine,
          hint: TICKETS_TEXT.emptyMineHint,
          act: REPORT_TEXT.reportNow,
          onAct: () => go('pages/report/index'),
        }
      : { title: REPORT_TEXT.followingEmpty, hint: REPORT_TEXT.followingEmptyHint }
  return (
    <Frame>
      <Tabs options={VIEWS} value={view} onChoose={setView} />
      <TicketList
        communityId={communityId}
        query={QUERIES[view]}
        empty={empty}
        onOpen={({ ticketId }) => go('resident/ticket/index', { communityId, ticketId })}
      />
    </Frame>
  )
}

export default MyTicketsPage
