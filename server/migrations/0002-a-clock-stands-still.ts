import { sql, type Kysely } from 'kysely'

/** A ticket keeps its deadline while it is suspended or waits for an answer, and with it since when the clock stands still. */
export const aClockStandsStill = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table ticket add column clock_stopped_at timestamptz`.execute(db)
  },
}
