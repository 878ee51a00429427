import type { TicketDetail } from '../../../contract/tickets'
import { ApiError } from '@/api/api-error'
import { advanceTicket, loadTicket } from './actions'

/** What a refused step says about the ticket on this phone: it is old. */
const MOVED_ON: readonly string[] = [
  'ticket-changed',
  'wrong-state',
  'nothing-to-agree-to',
  'already-proposed',
  'needs-second-person',
]
export const hasMovedOn = (error: unknown): boolean =>
  error instanceof ApiError && MOVED_ON.includes(error.code)

/** To whom a ticket goes: somebody chosen, or whom the routing table names. */
export type DispatchTo = { toPersonId: string } | 'by-rule'

/** Accepts where that is still to be done and gives it to a worker, in one act. Naming the version makes a second try after a lost answer harmless. */
export const acceptAndDispatch = async (
  ticket: Pick<TicketDetail, 'communityId' | 'ticketId' | 'version' | 'state'>,
  to: DispatchTo,
): Promise<TicketDetail> => {
  try {
    return await advanceTicket(ticket, {
      step: ticket.state === 'submitted' ? 'accept' : 'dispatch',
      seenVersion: ticket.version,
      ...(to !== 'by-rule' && to),
    })
  } catch (error) {
    if (hasMovedOn(error)) await loadTicket(ticket.communityId, ticket.ticketId)
    throw error
  }
}
