import type { Announcement, AnnouncementEdit } from '../../../contract/announcements'
import { maySeeAnnouncement } from '../../../domain/group/announcing'
import { keepsOrder } from '../../../domain/group/talk'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Db, Work } from '../../ports/work'
import { findInTalk } from '../chat/in-talk'
import { readCursor, writeCursor } from '../paging'
import { findGroups, findReadableGroupIds, placesOf } from './addressed'
import { findAnnouncement, pageOf, published } from './announcement-repository'
import { photoPresenter, presentAnnouncements } from './present'
import { ANNOUNCEMENT_TEXT } from './text'

const PINNED_AT_MOST = 50

export interface Asking {
  member: Member
  urlSecret: string
  now: Date
}

/** The pinned ones stand before the first page. */
export const listAnnouncements = async (
  db: Db,
  { member, urlSecret, now }: Asking,
  { before, limit = 30 }: { before?: string; limit?: number },
): Promise<{ items: Announcement[]; next: string | null }> => {
  const { communityId, personId, role } = member
  const cursor = readCursor(before)
  const groups = await findGroups(db, communityId)
  const groupIds = keepsOrder(role) ? null : await findReadableGroupIds(db, { member, groups, now })
  const mine = () => published(db, { communityId, personId, groupIds })
  const { page, hasMore } = await pageOf(mine().where('is_pinned', '=', false), cursor, limit)
  const pinned = cursor
    ? []
    : (await pageOf(mine().where('is_pinned', '=', true), null, PINNED_AT_MOST)).page
  const last = page.at(-1)
  return {
    items: await presentAnnouncements(db, [...pinned, ...page], {
      personId,
      urlSecret,
      now,
      groups,
    }),
    next: hasMore && last ? writeCursor(last) : null,
  }
}

/** The announcement, and proof that this member may see it. */
export const mustSeeAnnouncement = async (
  db: Db,
  member: Member,
  announcementId: string,
  now: Date,
) => {
  const { communityId, personId } = member
  const row = await findAnnouncement(db, { communityId, announcementId, personId })
  if (!row) throw new AppError('not-found')
  const groups = await findGroups(db, communityId)
  const inTalk = await findInTalk(db, member, now)
  const places = placesOf(groups, row.group_ids)
  if (maySeeAnnouncement({ state: row.state, groups: places }, inTalk))
    return { row, groups, inTalk }
  // Who was told of it is told that it was taken back; for the others there never was one.
  const wasMine = maySeeAnnouncement({ state: 'published', groups: places }, inTalk)
  throw new AppError(row.state === 'withdrawn' && wasMine ? 'announcement-over' : 'not-found')
}

export const getAnnouncement = async (
  db: Db,
  { member, urlSecret, now }: Asking,
  announcementId: string,
): Promise<Announcement> => {
  const { row, groups } = await mustSeeAnnouncement(db, member, announcementId, now)
  const eyes = { personId: member.personId, urlSecret, now, groups }
  const [shown] = await presentAnnouncements(db, [row], eyes)
  if (!shown) throw new Error('one row is one announcement')
  return shown
}

/**
 * Remembers that somebody has read it, and tells the desk; what the inbox says of it is read with it. The author
 * has read it from the beginning, and the street counts nowhere.
 */
export const readAnnouncement = async (
  work: Work,
  { member, announcementId }: { member: Member; announcementId: string },
): Promise<void> => {
  const { tx, now } = work
  const { row } = await mustSeeAnnouncement(tx, member, announcementId, now)
  await tx
    .updateTable('inbox')
    .set({ read_at: now })
    .where('community_id', '=', member.communityId)
    .where('person_id', '=', member.personId)
    .where('announcement_id', '=', announcementId)
    .where('read_at', 'is', null)
    .execute()
  if (row.state !== 'published' || row.author_id === member.personId) return
  if (member.role === 'operator') return
  const first = await tx
    .insertInto('announcement_read')
    .values({
      community_id: member.communityId,
      announcement_id: announcementId,
      person_id: member.personId,
      at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst()
  if (first)
    await work.announce(
      member.communityId,
      { name: 'announcement.read', announcementId },
      { moderators: true },
    )
}

export const listEdits = async (
  db: Db,
  { member, urlSecret, now }: Asking,
  announcementId: string,
): Promise<AnnouncementEdit[]> => {
  const { communityId } = member
  await mustSeeAnnouncement(db, member, announcementId, now)
  const rows = await db
    .selectFrom('announcement_edit')
    .leftJoin('membership', (join) =>
      join
        .onRef('membership.community_id', '=', 'announcement_edit.community_id')
        .onRef('membership.person_id', '=', 'announcement_edit.actor_id'),
    )
    .selectAll('announcement_edit')
    .select('membership.nickname')
    .where('announcement_edit.community_id', '=', communityId)
    .where('announcement_edit.announcement_id', '=', announcementId)
    .orderBy('announcement_edit.version', 'desc')
    .execute()
  const ids = rows.flatMap(({ photo_ids }) => photo_ids)
  const photosOf = await photoPresenter(db, communityId, ids, { urlSecret, now })
  return rows.map((row) => ({
    title: row.title,
    words: row.words,
    photos: photosOf(row.photo_ids),
    changedByName: row.nickname ?? ANNOUNCEMENT_TEXT.street,
    changedAt: row.changed_at.toISOString(),
  }))
}
