import type { TicketCard } from '../../../contract/tickets'
import { loadTicket } from './actions'
import { isConflict } from './came-between'
import { conflictText } from './conflict-text'
import { newKeptStep, takeOut } from './kept-steps'
import { takeKeptStep } from './send-steps'
import { ticketKey, useTickets } from './store'

/** `others`: somebody was quicker, and what they did. `waiting`: taken on this phone, told to the server when a network is back. */
export type Claimed = { is: 'mine' } | { is: 'waiting' } | { is: 'others'; what: string }

/** Takes a ticket on from a list. After a lost answer a second try finds it one's own. */
export const claimTicket = async (card: TicketCard): Promise<Claimed> => {
  const step = newKeptStep(card, 'claim')
  const taken = await takeKeptStep(step)
  if (taken.is === 'sent') return { is: 'mine' }
  if (taken.is === 'waiting') return taken
  // Said at once to who stands there with the phone in their hand; there is nothing to keep.
  takeOut(step.commandId)
  await loadTicket(card.communityId, card.ticketId)
  const found = useTickets.getState().byId[ticketKey(card.communityId, card.ticketId)]
  const ticket = found?.is === 'ready' ? found.ticket : null
  if (ticket?.assignedToMe && ticket.state === 'handling') return { is: 'mine' }
  if (!taken.came || !isConflict(taken.came.steps)) throw taken.error
  return { is: 'others', what: conflictText(taken.came) }
}
