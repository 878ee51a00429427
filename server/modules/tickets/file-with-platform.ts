import type { Deps } from '../../deps'
import type { Work } from '../../ports/work'

/** An accepted ticket goes to the city's platform, where one is connected: promised in the same transaction. */
export const fileWithPlatform = async (
  work: Work,
  { gridPlatform }: Pick<Deps, 'gridPlatform'>,
  communityId: string,
  ticketId: string,
): Promise<void> => {
  if (gridPlatform.kind === 'builtin') return
  const isNew = await work.tx
    .insertInto('outside_ticket')
    .values({
      community_id: communityId,
      ticket_id: ticketId,
      system: gridPlatform.kind,
      outside_id: null,
      state: 'waiting',
      at: work.now,
    })
    .onConflict((conflict) => conflict.columns(['community_id', 'ticket_id', 'system']).doNothing())
    .returning('ticket_id')
    .executeTakeFirst()
  if (isNew) await work.promise(communityId, 'grid.file-ticket', { ticketId })
}
