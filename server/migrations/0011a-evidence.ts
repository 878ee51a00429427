import { sql, type Kysely } from 'kysely'

/** When and where a picture was taken, as the phone says: what makes it evidence. */
export const evidence = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table photo add column taken_at timestamptz`.execute(db)
    await sql`alter table photo add column taken_lat double precision`.execute(db)
    await sql`alter table photo add column taken_lng double precision`.execute(db)
  },
}
