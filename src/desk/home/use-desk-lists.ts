import { useTicketCards } from '@/features/tickets/hooks'
import type { TicketList } from '@/features/tickets/store'
import { sortOut } from '@/features/desk/desk-work'

/** As many as the server gives at once; a desk that holds more than that shows it by a "+". */
const AT_MOST = 100

const inState = <const S extends 'accepted' | 'suspended' | 'handled'>(state: S) =>
  ({ view: 'desk', state, limit: AT_MOST }) as const

/** Everything on the desk. The figures are counted from the very lists that are shown, so that they never disagree. */
export const useDeskLists = (communityId: string) => {
  const submitted = useTicketCards(communityId, { view: 'triage', limit: AT_MOST })
  const accepted = useTicketCards(communityId, inState('accepted'))
  const out = useTicketCards(communityId, { view: 'queue' })
  const suspended = useTicketCards(communityId, inState('suspended'))
  const handled = useTicketCards(communityId, inState('handled'))
  const every = [submitted, accepted, out, suspended, handled]
  const lists = sortOut({
    submitted: submitted.cards,
    accepted: accepted.cards,
    out: out.cards,
    suspended: suspended.cards,
    handled: handled.cards,
  })
  const states: TicketList[] = every.map(({ list }) => list)
  return {
    lists,
    isReady: states.every(({ is }) => is === 'ready'),
    failed: states.find((list) => list.is === 'failed'),
    isMore: {
      triage: hasMore(submitted.list),
      check: hasMore(handled.list),
      working: hasMore(accepted.list) || hasMore(suspended.list),
      overdue: states.some(hasMore),
    },
    readAll: () => Promise.all(every.map(({ read }) => read())),
  }
}

const hasMore = (list: TicketList): boolean => list.is === 'ready' && list.next !== null
