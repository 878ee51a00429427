import { useMemo, useState } from 'react'
import { Frame } from '@/features/frame/frame'
import { JoinFirst } from '@/features/frame/join-first'
import { TicketList } from '@/features/tickets/components/ticket-list'
import { REPORT_TEXT } from '@/features/tickets/report-text'
import { TICKETS_TEXT } from '@/features/tickets/text'
import { go } from '@/platform/go'
import { useMembership } from '@/stores/community'
import { Tabs } from '@/ui/choices'

const FILTERS = ['all', 'submitted', 'handling', 'handled', 'closed'] as const
type Filter = (typeof FILTERS)[number]
const OPTIONS = FILTERS.map((value) => ({ value, text: REPORT_TEXT.communityTabs[value] }))

const CommunityTicketsPage = () => {
  const [filter, setFilter] = useState<Filter>('all')
  const membership = useMembership()
  const query = useMemo(
    () => ({ view: 'community' as const, ...(filter !== 'all' && { state: filter }) }),
    [filter],
  )
  if (!membership) return <JoinFirst hint={REPORT_TEXT.joinFirstHint} />
  const { communityId } = membership
  return (
    <Frame>
      <Tabs options={OPTIONS} value={filter} onChoose={setFilter} />
      <TicketList
        communityId={communityId}
        query={query}
        empty={{ title: TICKETS_TEXT.emptyCommunity }}
        onOpen={({ ticketId }) => go('resident/ticket/index', { communityId, ticketId })}
      />
    </Frame>
  )
}

export default CommunityTicketsPage
