import type { Happening } from '../../../contract/communities'
import type { TicketStep } from '../../../domain/ticket/names'
import { NOT_PUBLIC } from '../../../domain/ticket/visibility'
import type { Db } from '../../ports/work'

/** Steps that neighbours hear of; talk and inner matters are not news. `agree` is how a proposal to close takes effect. */
const NEWS: readonly TicketStep[] = [
  'report',
  'accept',
  'dispatch',
  'claim',
  'handle',
  'solve-on-the-spot',
  'agree',
  'confirm',
  'dispute',
  'close-unconfirmed',
  'reopen',
  'suspend',
  'resume',
]

/** What happened lately, of public tickets only. */
export const listHappenings = async (
  db: Db,
  communityId: string,
  limit: number,
): Promise<Happening[]> => {
  const rows = await db
    .selectFrom('step')
    .innerJoin('ticket', (join) =>
      join
        .onRef('ticket.community_id', '=', 'step.community_id')
        .onRef('ticket.id', '=', 'step.ticket_id'),
    )
    .innerJoin('category', 'category.id', 'ticket.category_id')
    .select([
      'step.ticket_id',
      'step.seq',
      'step.step',
      'step.to_state',
      'step.at',
      'ticket.number',
      'ticket.place_text',
      'category.name',
    ])
    .where('step.community_id', '=', communityId)
    .where('step.step', 'in', NEWS)
    .where('ticket.is_private', '=', false)
    .where('ticket.state', 'not in', [...NOT_PUBLIC])
    .orderBy('step.at', 'desc')
    .orderBy('step.ticket_id', 'desc')
    .orderBy('step.seq', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    happeningId: `${row.ticket_id}-${row.seq}`,
    at: row.at.toISOString(),
    ticketId: row.ticket_id,
    ticketNumber: row.number,
    categoryName: row.name,
    placeText: row.place_text,
    step: row.step,
    state: row.to_state,
  }))
}
