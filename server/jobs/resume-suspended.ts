import { inWork } from '../commands'
import type { Deps } from '../deps'
import { advanceTicket } from '../modules/tickets/advance-ticket'
import { THE_SYSTEM, unlessMovedOn } from './close-unconfirmed'

const AT_A_TIME = 100

/** Takes up again what was suspended until today. */
export const resumeSuspended = async (
  deps: Pick<Deps, 'database' | 'clock' | 'newId' | 'bus'>,
): Promise<number> => {
  const due = await deps.database.db
    .selectFrom('ticket')
    .select(['community_id', 'id'])
    .where('state', '=', 'suspended')
    .where('suspended_until', '<=', deps.clock.now())
    .limit(AT_A_TIME)
    .execute()
  for (const { community_id, id } of due)
    await unlessMovedOn(() =>
      inWork(deps, (work) => advanceTicket(work, THE_SYSTEM, community_id, id, { step: 'resume' })),
    )
  return due.length
}
