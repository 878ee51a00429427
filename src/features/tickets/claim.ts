import type { TicketCard } from '../../../contract/tickets'
import { advanceTicket, loadTicket } from './actions'
import { hasMovedOn } from './dispatch'
import { newsSince, newsText } from './news'
import { ticketKey, useTickets } from './store'

/** `others`: somebody was quicker, and what they did. */
export type Claimed = { is: 'mine' } | { is: 'others'; what: string }

/** Takes a ticket on from a list. After a lost answer a second try finds it one's own. */
export const claimTicket = async (
  card: Pick<TicketCard, 'communityId' | 'ticketId' | 'version'>,
): Promise<Claimed> => {
  try {
    await advanceTicket(card, { step: 'claim', seenVersion: card.version })
    return { is: 'mine' }
  } catch (error) {
    if (!hasMovedOn(error)) throw error
    await loadTicket(card.communityId, card.ticketId)
    const found = useTickets.getState().byId[ticketKey(card.communityId, card.ticketId)]
    if (found?.is !== 'ready') throw error
    const { ticket } = found
    if (ticket.assignedToMe && ticket.state === 'handling') return { is: 'mine' }
    // Only talk came between: what the person decided still holds.
    const news = newsSince(ticket, card.version)
    if (news.length === 0) return claimTicket(ticket)
    return { is: 'others', what: newsText(news) }
  }
}
