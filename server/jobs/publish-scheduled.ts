import { inWork } from '../commands'
import type { Deps } from '../deps'
import { publish } from '../modules/announcements/post-announcement'

export const PUBLISHED_AT_A_TIME = 50

type PublishDeps = Pick<Deps, 'database' | 'clock' | 'newId' | 'bus' | 'log'>

/**
 * Sends out the announcements whose time has come, each in its own transaction. Several processes may try the
 * same one: its row is taken by whoever is first. Answers how many this process sent.
 */
export const publishScheduled = async (deps: PublishDeps): Promise<number> => {
  const due = await deps.database.db
    .selectFrom('announcement')
    .select(['community_id', 'id'])
    .where('state', '=', 'scheduled')
    .where('at', '<=', deps.clock.now())
    .orderBy('at')
    .limit(PUBLISHED_AT_A_TIME)
    .execute()
  let count = 0
  for (const { community_id, id } of due)
    try {
      if (await inWork(deps, (work) => publish(work, community_id, id))) count += 1
    } catch (error) {
      const kind = error instanceof Error ? error.name : 'unknown'
      deps.log.error({ announcementId: id, kind }, 'announcement not published')
    }
  return count
}
