import { sql, type Kysely } from 'kysely'

/**
 * Tickets of a month counted together: of a community as a whole, by grid and by category. A ticket remembers how it was
 * counted, so that it can be counted anew when it has moved on.
 */
const STATEMENTS = [
  `create table ticket_rollup (
     community_id text not null references community (id), counted_by text not null, month text not null, key text not null,
     reported integer not null, answered_in_time integer not null, closed integer not null, solved integer not null,
     unconfirmed integer not null, cannot_solve integer not null, forced integer not null, refused integer not null,
     rated integer not null, satisfied integer not null, disputed integer not null, late integer not null,
     primary key (community_id, counted_by, month, key))`,
  `alter table ticket add column counted_version integer not null default 0`,
  `alter table ticket add column counted_marks integer not null default 0`,
  `alter table ticket add column counted_category text`,
  `alter table ticket add column counted_grid text`,
  `create index ticket_to_count on ticket (community_id, id) where counted_version < version`,
]

export const statistics = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
