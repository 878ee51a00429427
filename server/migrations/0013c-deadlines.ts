import { sql, type Kysely } from 'kysely'

/**
 * What the street sets instead of the usual limits; what a ticket's deadline is counted from, so that it can be counted
 * again; and when the system has to look at a ticket again.
 */
const STATEMENTS = [
  `create table deadline_rule (
     id uuid primary key, stage text not null, category_id text references category (id), urgency text,
     kind text not null, amount double precision not null, changed_at timestamptz not null,
     check ((category_id is null) <> (urgency is null)))`,
  `create unique index deadline_rule_of_category on deadline_rule (stage, category_id) where category_id is not null`,
  `create unique index deadline_rule_of_urgency on deadline_rule (stage, urgency) where urgency is not null`,
  `alter table ticket add column clock_basis jsonb`,
  `alter table ticket add column alarm_level integer not null default 0`,
  `alter table ticket add column next_alarm_at timestamptz`,
  `create index ticket_alarm on ticket (next_alarm_at, id) where next_alarm_at is not null`,
  `create index ticket_due_unsure on ticket (community_id, id) where not is_calendar_known`,
]

export const deadlines = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
