import { OPEN_STATES } from '../../../domain/ticket/names'
import { AppError } from '../../ports/app-error'
import type { Work } from '../../ports/work'
import { addFollower, findFollowers, lockTicket, type TicketRow } from './ticket-repository'

/** Brings a ticket's reporters and followers to the main one. The main one must be open, public to them all, and itself not merged. */
export const mergeInto = async (
  { tx, now }: Work,
  row: TicketRow,
  mainId: string,
): Promise<void> => {
  const main = mainId === row.id ? undefined : await lockTicket(tx, row.community_id, mainId)
  const isOpen = main !== undefined && OPEN_STATES.some((state) => state === main.state)
  // A private report's reporter may see the main one; its neighbours must not come to see a private one by merging.
  if (!isOpen || (main.is_private && !row.is_private)) throw new AppError('needs-target')
  for (const { person_id, why } of await findFollowers(tx, row.community_id, row.id)) {
    if (person_id === main.reporter_id) continue
    await addFollower(tx, {
      communityId: row.community_id,
      ticketId: main.id,
      personId: person_id,
      why: why === 'reported' ? 'joined' : why,
      since: now,
    })
  }
}
