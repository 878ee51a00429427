import { OPEN_STATES } from '../../../domain/ticket/names'
import { AppError } from '../../ports/app-error'
import type { Work } from '../../ports/work'
import { addFollower, findFollowers, lockTicket, type TicketRow } from './ticket-repository'

const isOwn = (row: TicketRow, main: TicketRow): boolean =>
  row.is_private && row.reporter_id !== null && row.reporter_id === main.reporter_id

/**
 * Brings a ticket's reporters and followers to the main one, which must be open. Nobody comes to see a private
 * ticket of somebody else that way; a private one may go into a public one, where its words stay hidden.
 */
export const mergeInto = async (
  { tx, now }: Work,
  row: TicketRow,
  mainId: string,
): Promise<void> => {
  const main = mainId === row.id ? undefined : await lockTicket(tx, row.community_id, mainId)
  const isOpen = main !== undefined && OPEN_STATES.some((state) => state === main.state)
  if (!isOpen || (main.is_private && !isOwn(row, main))) throw new AppError('needs-target')
  // What was merged into this one before is now part of the main one.
  await tx
    .updateTable('ticket')
    .set({ merged_into: main.id })
    .where('community_id', '=', row.community_id)
    .where('merged_into', '=', row.id)
    .execute()
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
