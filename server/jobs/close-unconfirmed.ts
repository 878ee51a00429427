import { UNCONFIRMED_AFTER_MS } from '../../domain/ticket/machine'
import { inWork } from '../commands'
import type { Deps } from '../deps'
import { advanceTicket } from '../modules/tickets/advance-ticket'
import { AppError } from '../ports/app-error'

const AT_A_TIME = 100
export const THE_SYSTEM = { personId: null, role: 'system', gridCodes: [] } as const

/** Closes what nobody confirmed or disputed for five days, and says so. */
export const closeUnconfirmed = async (
  deps: Pick<Deps, 'database' | 'clock' | 'newId' | 'bus'>,
): Promise<number> => {
  const handledBefore = new Date(deps.clock.now().getTime() - UNCONFIRMED_AFTER_MS)
  const due = await deps.database.db
    .selectFrom('ticket')
    .select(['community_id', 'id'])
    .where('state', '=', 'handled')
    .where('handled_at', '<=', handledBefore)
    .limit(AT_A_TIME)
    .execute()
  for (const { community_id, id } of due)
    await unlessMovedOn(() =>
      inWork(deps, (work) =>
        advanceTicket(work, THE_SYSTEM, community_id, id, { step: 'close-unconfirmed' }),
      ),
    )
  return due.length
}

/** Somebody took a step between our looking and our acting: then there is nothing to do. */
export const unlessMovedOn = async (act: () => Promise<void>): Promise<void> => {
  try {
    await act()
  } catch (error) {
    if (error instanceof AppError && ['wrong-state', 'not-yet-due'].includes(error.code)) return
    throw error
  }
}
