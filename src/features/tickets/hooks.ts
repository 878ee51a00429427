import { useEffect } from 'react'
import type { TicketCard } from '../../../contract/tickets'
import { textOf } from '@/api/api-error'
import { toast } from '@/platform/dialogs'
import { listName, loadTickets } from './actions'
import { useTickets, type ListQuery, type TicketList } from './store'

/** A list for a page that lays it out by itself: read when it is first shown, kept right by what is heard. */
export const useTicketCards = (
  communityId: string,
  query: ListQuery,
): { list: TicketList; cards: readonly TicketCard[]; read: () => Promise<void> } => {
  const name = listName(communityId, query)
  const list = useTickets(({ lists }) => lists[name]) ?? LOADING
  const read = () => loadTickets(communityId, query)
  useEffect(() => {
    read().catch((error: unknown) => toast(textOf(error)))
  }, [name]) // eslint-disable-line react-hooks/exhaustive-deps -- `read` follows from `name`
  return { list, cards: list.is === 'ready' ? list.cards : NONE, read }
}

const LOADING: TicketList = { is: 'loading' }
const NONE: readonly TicketCard[] = []
