import { sql, type Kysely } from 'kysely'

/** The seal of a step, and what proves its words without keeping them for ever. */
const STATEMENTS = [
  `alter table step add column hash text`,
  `alter table step add column words_salt text`,
  `alter table step add column words_digest text`,
]

export const historyIsAChain = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
