import { sql } from 'kysely'
import { AppError } from '../../ports/app-error'
import type { Db, Tx } from '../../ports/work'
import type { Place } from '../paging'

/** Announcements with what is counted under them, and whether this person has read them. */
export const announcements = (db: Db, communityId: string, personId: string) =>
  db
    .selectFrom('announcement')
    .leftJoin('membership', (join) =>
      join
        .onRef('membership.community_id', '=', 'announcement.community_id')
        .onRef('membership.person_id', '=', 'announcement.author_id'),
    )
    .selectAll('announcement')
    .select((eb) => [
      'membership.nickname',
      eb
        .selectFrom('announcement_read as reading')
        .select(sql<number>`count(*)::int`.as('count'))
        .whereRef('reading.community_id', '=', 'announcement.community_id')
        .whereRef('reading.announcement_id', '=', 'announcement.id')
        .as('read_count'),
      eb
        .selectFrom('announcement_comment as comment')
        .select(sql<number>`count(*)::int`.as('count'))
        .whereRef('comment.community_id', '=', 'announcement.community_id')
        .whereRef('comment.announcement_id', '=', 'announcement.id')
        .where('comment.deleted_at', 'is', null)
        .where('comment.held_at', 'is', null)
        .as('comment_count'),
      eb
        .exists(
          eb
            .selectFrom('announcement_read as mine')
            .select('mine.person_id')
            .whereRef('mine.community_id', '=', 'announcement.community_id')
            .whereRef('mine.announcement_id', '=', 'announcement.id')
            .where('mine.person_id', '=', personId),
        )
        .as('is_read'),
    ])
    .where('announcement.community_id', '=', communityId)

export type AnnouncementRow = Awaited<
  ReturnType<ReturnType<typeof announcements>['executeTakeFirstOrThrow']>
>

/** Published ones for the whole community or for one of these groups; null: for any. */
export const published = (
  db: Db,
  {
    communityId,
    personId,
    groupIds,
  }: { communityId: string; personId: string; groupIds: readonly string[] | null },
) => {
  const query = announcements(db, communityId, personId).where('state', '=', 'published')
  return groupIds === null ? query : query.where(isForOneOf(groupIds))
}

const isForOneOf = (groupIds: readonly string[]) => {
  const isForAll = sql<boolean>`announcement.group_ids = '[]'::jsonb`
  if (groupIds.length === 0) return isForAll
  return sql<boolean>`(${isForAll} or exists (
    select from jsonb_array_elements_text(announcement.group_ids) as one (id) where one.id in (${sql.join(groupIds)})))`
}

type Published = ReturnType<typeof published>

/** A page of it, newest first, and whether there is more. */
export const pageOf = async (
  query: Published,
  cursor: Place | null,
  limit: number,
): Promise<{ page: AnnouncementRow[]; hasMore: boolean }> => {
  let asked = query
    .orderBy('announcement.at', 'desc')
    .orderBy('announcement.id', 'desc')
    .limit(limit + 1)
  if (cursor)
    asked = asked.where((eb) =>
      eb.or([
        eb('announcement.at', '<', cursor.at),
        eb.and([eb('announcement.at', '=', cursor.at), eb('announcement.id', '<', cursor.id)]),
      ]),
    )
  const rows = await asked.execute()
  return { page: rows.slice(0, limit), hasMore: rows.length > limit }
}

export const findAnnouncement = (
  db: Db,
  {
    communityId,
    announcementId,
    personId,
  }: { communityId: string; announcementId: string; personId: string },
) =>
  announcements(db, communityId, personId)
    .where('announcement.id', '=', announcementId)
    .executeTakeFirst()

/** The row alone, locked until the commit: two moderators, or a moderator and the job, act one after the other. */
export const lockAnnouncement = async (tx: Tx, communityId: string, announcementId: string) => {
  const row = await tx
    .selectFrom('announcement')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('id', '=', announcementId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new AppError('not-found')
  return row
}

export const findPhotosById = async (db: Db, communityId: string, photoIds: readonly string[]) => {
  if (photoIds.length === 0) return new Map<string, never>()
  const rows = await db
    .selectFrom('photo')
    .select(['community_id', 'id', 'width', 'height'])
    .where('community_id', '=', communityId)
    .where('id', 'in', [...new Set(photoIds)])
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Who has read which of these. */
export const findReads = async (
  db: Db,
  communityId: string,
  announcementIds: readonly string[],
): Promise<Map<string, Set<string>>> => {
  const readBy = new Map(announcementIds.map((id) => [id, new Set<string>()]))
  if (announcementIds.length === 0) return readBy
  const rows = await db
    .selectFrom('announcement_read')
    .select(['announcement_id', 'person_id'])
    .where('community_id', '=', communityId)
    .where('announcement_id', 'in', announcementIds)
    .execute()
  for (const { announcement_id, person_id } of rows) readBy.get(announcement_id)?.add(person_id)
  return readBy
}
