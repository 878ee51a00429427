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

/** Accepts where that is still to be done, then gives it to a worker. Naming the version makes a second try after a lost answer harmless. */
export const acceptAndDispatch = async (
  ticket: Pick<TicketDetail, 'communityId' | 'ticketId' | 'version' | 'state'>,
  toPersonId: string,
): Promise<void> => {
  try {
    const { version } =
      ticket.state === 'submitted'
        ? await advanceTicket(ticket, { step: 'accept', seenVersion: ticket.version })
        : ticket
    await advanceTicket(ticket, { step: 'dispatch', seenVersion: version, toPersonId })
  } catch (error) {
    if (hasMovedOn(error)) await loadTicket(ticket.communityId, ticket.ticketId)
    throw error
  }
}
