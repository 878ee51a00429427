import type { LiveChange, LiveEvent } from '../../contract/events'
import type { Audience } from '../ports/schema'
import type { Db } from '../ports/work'

export interface StoredEvent {
  event: LiveEvent
  audience: Audience
}

/** A phone that missed more than this reloads what it shows instead of being told one by one. */
export const REPLAY_LIMIT = 500

export const findEventsAfter = async (
  db: Db,
  communityId: string,
  seq: number,
): Promise<StoredEvent[]> => {
  const rows = await selectEvents(db, communityId, seq)
    .limit(REPLAY_LIMIT + 1)
    .execute()
  return rows.map(asStored)
}

/** Those after one number and up to another. */
export const findEventsBetween = async (
  db: Db,
  communityId: string,
  after: number,
  until: number,
): Promise<StoredEvent[]> => {
  const rows = await selectEvents(db, communityId, after).where('seq', '<=', until).execute()
  return rows.map(asStored)
}

const selectEvents = (db: Db, communityId: string, after: number) =>
  db
    .selectFrom('live_event')
    .select(['seq', 'change', 'audience'])
    .where('community_id', '=', communityId)
    .where('seq', '>', after)
    .orderBy('seq')

const asStored = (row: { seq: number; change: LiveChange; audience: Audience }): StoredEvent => ({
  event: { seq: row.seq, ...row.change },
  audience: row.audience,
})

/** The newest event of each community, 0 where nothing has happened yet. */
export const findNewestSeqs = async (
  db: Db,
  communityIds: readonly string[],
): Promise<Map<string, number>> => {
  const newest = new Map(communityIds.map((id) => [id, 0]))
  if (communityIds.length === 0) return newest
  const rows = await db
    .selectFrom('counter')
    .select(['community_id', 'value'])
    .where('community_id', 'in', communityIds)
    .where('name', '=', 'live')
    .execute()
  for (const row of rows) newest.set(row.community_id, row.value)
  return newest
}

/** The oldest event still kept; what came before it can no longer be replayed. */
export const findOldestSeq = async (db: Db, communityId: string): Promise<number | null> => {
  const row = await db
    .selectFrom('live_event')
    .select('seq')
    .where('community_id', '=', communityId)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return row?.seq ?? null
}
