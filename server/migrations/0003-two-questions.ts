import { sql, type Kysely } from 'kysely'

/** Two questions that are asked seldom, but of large tables: what was merged into a ticket, and who the street is. */
export const twoQuestions = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      create index ticket_merged_into on ticket (community_id, merged_into)
      where merged_into is not null
    `.execute(db)
    await sql`
      create index person_operator on person (id) where is_operator and deleted_at is null
    `.execute(db)
  },
}
