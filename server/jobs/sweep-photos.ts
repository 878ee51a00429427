import type { Deps } from '../deps'
import { blobFolder } from '../modules/media/keep-photo'

const DAY_MS = 24 * 3_600_000
export const SWEPT_AT_A_TIME = 100

type SweepDeps = Pick<Deps, 'database' | 'clock' | 'blobs'>

/** Pictures that were uploaded and hang on nothing two days later: what they were taken for was never sent. */
export const sweepPhotos = async (deps: SweepDeps): Promise<number> => {
  await putOutOfReach(deps)
  return takeOffTheDisk(deps)
}

/** First out of reach, then off the disk: a report sent in between is refused instead of losing its picture. */
const putOutOfReach = async ({ database: { db }, clock }: SweepDeps): Promise<void> => {
  const now = clock.now()
  await db
    .updateTable('photo')
    .set({ deleted_at: now })
    .where('ticket_id', 'is', null)
    .where('message_id', 'is', null)
    .where('announcement_id', 'is', null)
    .where('deleted_at', 'is', null)
    .where('created_at', '<', new Date(now.getTime() - 2 * DAY_MS))
    .execute()
}

/** The row goes last: cut off in between, the next round finds it again and ends the work. */
const takeOffTheDisk = async ({ database: { db }, blobs }: SweepDeps): Promise<number> => {
  const leaving = await db
    .selectFrom('photo')
    .select(['community_id', 'id'])
    .where('deleted_at', 'is not', null)
    .limit(SWEPT_AT_A_TIME)
    .execute()
  for (const { community_id, id } of leaving) {
    await blobs.deletePrefix(blobFolder(community_id, id))
    await db
      .deleteFrom('photo')
      .where('community_id', '=', community_id)
      .where('id', '=', id)
      .execute()
  }
  return leaving.length
}
