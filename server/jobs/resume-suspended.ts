import { stepBySystem, type StepDeps } from './step-by-system'

const AT_A_TIME = 100

/** Takes up again what was suspended until today. */
export const resumeSuspended = async (deps: StepDeps): Promise<number> => {
  const due = await deps.database.db
    .selectFrom('ticket')
    .select(['community_id', 'id'])
    .where('state', '=', 'suspended')
    .where('suspended_until', '<=', deps.clock.now())
    .orderBy('suspended_until')
    .limit(AT_A_TIME)
    .execute()
  return stepBySystem(deps, due, { step: 'resume' })
}
