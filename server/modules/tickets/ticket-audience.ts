import type { Audience } from '../../ports/schema'
import type { TicketRow } from './ticket-repository'

/** Who may know that this ticket changed, by the rule of `domain/ticket/visibility`. */
export const audienceOf = (
  ticket: Pick<TicketRow, 'is_private' | 'state' | 'grid_code' | 'assignee_id' | 'reporter_id'>,
  followerIds: readonly string[],
): Audience => {
  const isPublic = !ticket.is_private && ticket.state !== 'void'
  // A ticket that has just been refused or merged was on the neighbours' screens: they too are told to look again.
  if (isPublic) return { members: true }
  const personIds = [ticket.reporter_id, ticket.assignee_id, ...followerIds].filter(
    (id) => id !== null,
  )
  // What is in no grid yet may be any worker's.
  const workers = ticket.grid_code ? { gridCode: ticket.grid_code } : { workers: true as const }
  return { moderators: true, personIds, ...workers }
}
