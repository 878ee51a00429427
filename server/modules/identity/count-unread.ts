import { sql } from 'kysely'
import type { Db } from '../../ports/work'

export const countUnread = async (db: Db, personId: string): Promise<number> => {
  const row = await db
    .selectFrom('inbox')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.count
}
