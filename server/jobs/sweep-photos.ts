import type { Deps } from '../deps'
import { blobFolder } from '../modules/media/keep-photo'

const DAY_MS = 24 * 3_600_000
const AT_A_TIME = 100

/** Pictures that were uploaded and hang on nothing two days later: their report was never sent. */
export const sweepPhotos = async ({
  database,
  clock,
  blobs,
}: Pick<Deps, 'database' | 'clock' | 'blobs'>): Promise<number> => {
  const now = clock.now()
  const loose = await database.db
    .selectFrom('photo')
    .select(['community_id', 'id'])
    .where('ticket_id', 'is', null)
    .where('deleted_at', 'is', null)
    .where('created_at', '<', new Date(now.getTime() - 2 * DAY_MS))
    .limit(AT_A_TIME)
    .execute()
  for (const { community_id, id } of loose) {
    // First out of reach, then off the disk: a report sent in between is refused instead of losing its picture.
    const marked = await database.db
      .updateTable('photo')
      .set({ deleted_at: now })
      .where('community_id', '=', community_id)
      .where('id', '=', id)
      .where('ticket_id', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (marked) await blobs.deletePrefix(blobFolder(community_id, id))
  }
  return loose.length
}
