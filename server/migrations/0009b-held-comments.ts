import { sql, type Kysely } from 'kysely'

/** A comment of which the content check has doubts waits for a moderator; once somebody has looked, it waits no more. */
const STATEMENTS = [
  `alter table announcement_comment add column held_at timestamptz`,
  `alter table announcement_comment add column looked_at timestamptz`,
  `create index announcement_comment_held on announcement_comment (community_id, held_at)
     where held_at is not null`,
]

export const heldComments = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
