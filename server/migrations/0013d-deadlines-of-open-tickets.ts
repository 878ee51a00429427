import { sql, type Kysely } from 'kysely'

/**
 * Open tickets keep the deadline that they have: counted from itself, with no limit used up (one less than none). Nobody
 * is reminded of one that had begun before there were reminders; being late is told.
 */
const STATEMENTS = [
  `update ticket set
     clock_basis = jsonb_build_object(
       'from', to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'extensions', -1, 'pauses', '[]'::jsonb,
       'limit', case
         when urgency = 'emergency' and coalesce(state_before_suspension, state) in ('dispatched', 'handling')
           then '{"kind":"clock","hours":2}'
         when urgency = 'emergency' then '{"kind":"clock","hours":0.25}'
         when urgency = 'utility' and coalesce(state_before_suspension, state) in ('dispatched', 'handling')
           then '{"kind":"clock","hours":24}'
         when urgency = 'utility' then '{"kind":"clock","hours":2}'
         when urgency = 'general' and coalesce(state_before_suspension, state) in ('dispatched', 'handling')
           then '{"kind":"working-days","days":7}'
         when urgency = 'general' then '{"kind":"working-hours","hours":4}'
         when coalesce(state_before_suspension, state) in ('dispatched', 'handling')
           then '{"kind":"working-days","days":15}'
         else '{"kind":"working-hours","hours":8}'
       end::jsonb)
   where due_at is not null`,
  `update ticket set alarm_level = 1, next_alarm_at = due_at
   where due_at is not null and clock_stopped_at is null
     and state in ('submitted', 'accepted', 'dispatched', 'handling')`,
  `update ticket set next_alarm_at = handled_at + interval '72 hours' where state = 'handled'`,
]

export const deadlinesOfOpenTickets = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
