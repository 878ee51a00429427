import { sql, type Kysely } from 'kysely'

/**
 * Departments stand beside communities, because most answer for a street or a district; what they have in hand
 * and what was sent to them is community data. Routing says who gets a ticket that was just accepted.
 */
const STATEMENTS = [
  `create table department (
     id uuid primary key, scope text not null, kind text not null, name text not null, phone text,
     created_at timestamptz not null, ended_at timestamptz)`,
  `create unique index department_by_name on department (scope, name) where ended_at is null`,
  `create table department_account (
     department_id uuid not null references department (id), person_id uuid not null references person (id),
     since timestamptz not null, primary key (department_id, person_id))`,
  `create index department_account_of_person on department_account (person_id)`,
  `create table routing_rule (
     community_id text not null references community (id), id uuid not null, category_id text references category (id),
     category_group text, grid_code text, days text not null, weekdays jsonb not null,
     from_minute integer, until_minute integer, mode text not null, to_person_id uuid references person (id),
     to_department_id uuid references department (id), changed_by uuid references person (id),
     changed_at timestamptz not null, primary key (community_id, id))`,
  `alter table ticket add column department_id uuid references department (id)`,
  `create index ticket_of_department on ticket (community_id, department_id, id desc) where department_id is not null`,
  `alter table step add column department_id uuid references department (id)`,
  `alter table step add column to_department_ids jsonb not null default '[]'`,
]

export const departmentsAndRouting = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
