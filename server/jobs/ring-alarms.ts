import { ringAlarm } from '../modules/tickets/ring-alarm'
import { eachTicket, type StepDeps } from './step-by-system'

export const RUNG_AT_A_TIME = 100

/** Reminds before deadlines and before closing unconfirmed, escalates after them, and ends waiting for an answer. */
export const ringAlarms = async (deps: StepDeps): Promise<number> => {
  const due = await deps.database.db
    .selectFrom('ticket')
    .select(['community_id', 'id'])
    .where('next_alarm_at', '<=', deps.clock.now())
    .orderBy('next_alarm_at')
    .orderBy('id')
    .limit(RUNG_AT_A_TIME)
    .execute()
  return eachTicket(deps, due, 'alarm', ringAlarm)
}
