import { UNCONFIRMED_AFTER_MS } from '../../domain/ticket/machine'
import { stepBySystem, type StepDeps } from './step-by-system'

const AT_A_TIME = 100

/** Closes what nobody confirmed or disputed for five days, and says so. */
export const closeUnconfirmed = async (deps: StepDeps): Promise<number> => {
  const handledBefore = new Date(deps.clock.now().getTime() - UNCONFIRMED_AFTER_MS)
  const due = await deps.database.db
    .selectFrom('ticket')
    .select(['community_id', 'id'])
    .where('state', '=', 'handled')
    .where('handled_at', '<=', handledBefore)
    .orderBy('handled_at')
    .limit(AT_A_TIME)
    .execute()
  return stepBySystem(deps, due, { step: 'close-unconfirmed' })
}
