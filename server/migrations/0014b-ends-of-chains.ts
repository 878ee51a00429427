import { sql, type Kysely } from 'kysely'

/** Where a ticket's chain ends, and of each community how many steps were written and the sum of their seals. */
const STATEMENTS = [
  `alter table ticket add column chain_hash text`,
  `create table chain_anchor (
     community_id text primary key references community (id), steps bigint not null, seals numeric not null)`,
]

export const endsOfChains = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
