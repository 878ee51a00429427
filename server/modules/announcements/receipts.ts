import type { DeskAnnouncement, Receipts } from '../../../contract/announcements'
import { mayRemind, mayRemindFrom, receiptsByBuilding } from '../../../domain/group/announcing'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Db, Work } from '../../ports/work'
import { tellMany } from '../inbox/tell-person'
import { readCursor, writeCursor } from '../paging'
import { findGroups, findNeighbours, placesOf, readersAmong } from './addressed'
import {
  announcements,
  findReads,
  lockAnnouncement,
  pageOf,
  published,
  type AnnouncementRow,
} from './announcement-repository'
import { presentAnnouncements } from './present'
import { mustSeeAnnouncement, type Asking } from './read-announcements'
import { ANNOUNCEMENT_TEXT } from './text'

const SCHEDULED_AT_MOST = 100

/** What waits for its time before the first page, then what was published, each with of how many how many have read. */
export const listDeskAnnouncements = async (
  db: Db,
  asking: Asking,
  { before, limit = 10 }: { before?: string; limit?: number },
): Promise<{ scheduled: DeskAnnouncement[]; items: DeskAnnouncement[]; next: string | null }> => {
  const { communityId, personId } = asking.member
  const cursor = readCursor(before)
  const waiting = cursor
    ? []
    : await announcements(db, communityId, personId)
        .where('state', '=', 'scheduled')
        .orderBy('announcement.at')
        .orderBy('announcement.id')
        .limit(SCHEDULED_AT_MOST)
        .execute()
  const { page, hasMore } = await pageOf(
    published(db, { communityId, personId, groupIds: null }),
    cursor,
    limit,
  )
  const last = page.at(-1)
  const shown = await presentForDesk(db, [...waiting, ...page], asking)
  return {
    scheduled: shown.slice(0, waiting.length),
    items: shown.slice(waiting.length),
    next: hasMore && last ? writeCursor(last) : null,
  }
}

const presentForDesk = async (
  db: Db,
  rows: readonly AnnouncementRow[],
  { member, urlSecret, now }: Asking,
): Promise<DeskAnnouncement[]> => {
  const { communityId, personId } = member
  const groups = await findGroups(db, communityId)
  const neighbours = await findNeighbours(db, communityId, now)
  const reads = await findReads(
    db,
    communityId,
    rows.map(({ id }) => id),
  )
  const shown = await presentAnnouncements(db, rows, { personId, urlSecret, now, groups })
  return shown.flatMap((one, at) => {
    const row = rows[at]
    if (!row) return []
    const readers = readersAmong(neighbours, placesOf(groups, row.group_ids), row.author_id)
    return {
      ...one,
      readCount: readers.filter((reader) => reads.get(row.id)?.has(reader.personId)).length,
      readerCount: readers.length,
      ...remindersOf(row.reminded_at, now),
    }
  })
}

const remindersOf = (remindedAt: Date | null, now: Date) => {
  const from = mayRemindFrom(remindedAt)
  return {
    remindedAt: remindedAt?.toISOString() ?? null,
    mayRemindFrom: from && from > now ? from.toISOString() : null,
  }
}

/** Those whom it is for, and who of them has read it. */
const findReaders = async (
  db: Db,
  {
    communityId,
    id,
    group_ids,
    author_id,
  }: Pick<AnnouncementRow, 'community_id' | 'id' | 'group_ids' | 'author_id'> & {
    communityId: string
  },
  now: Date,
) => {
  const groups = await findGroups(db, communityId)
  const neighbours = await findNeighbours(db, communityId, now)
  const readers = readersAmong(neighbours, placesOf(groups, group_ids), author_id)
  const readBy = (await findReads(db, communityId, [id])).get(id) ?? new Set<string>()
  return { readers, hasRead: ({ personId }: { personId: string }) => readBy.has(personId) }
}

/** Whom it would reach if this member announced it now. */
export const countReaders = async (
  db: Db,
  { member, groupIds, now }: { member: Member; groupIds: readonly string[]; now: Date },
): Promise<number> => {
  const { communityId, personId } = member
  const groups = await findGroups(db, communityId)
  const places = placesOf(groups, groupIds)
  if (places.length !== groupIds.length) throw new AppError('not-found')
  return readersAmong(await findNeighbours(db, communityId, now), places, personId).length
}

export const getReceipts = async (
  db: Db,
  { member, announcementId, now }: { member: Member; announcementId: string; now: Date },
): Promise<Receipts> => {
  const { communityId } = member
  const { row } = await mustSeeAnnouncement(db, member, announcementId, now)
  const { readers, hasRead } = await findReaders(db, { ...row, communityId }, now)
  return {
    readCount: readers.filter(hasRead).length,
    readerCount: readers.length,
    ...remindersOf(row.reminded_at, now),
    buildings: receiptsByBuilding(readers, hasRead).map(({ unread, ...building }) => ({
      ...building,
      unread: unread.map(({ personId, nickname, room }) => ({ personId, nickname, room })),
    })),
  }
}

/** Reminds those who have not read it, in their inbox and in WeChat where they agreed to that. */
export const remindUnread = async (
  work: Work,
  { member, announcementId }: { member: Member; announcementId: string },
): Promise<{ remindedCount: number; mayRemindFrom: string }> => {
  const { tx, now } = work
  const { communityId } = member
  const row = await lockAnnouncement(tx, communityId, announcementId)
  const { readers, hasRead } = await findReaders(tx, { ...row, communityId }, now)
  const unread = readers.filter((reader) => !hasRead(reader)).map(({ personId }) => personId)
  const { state, reminded_at: remindedAt } = row
  const verdict = mayRemind({ state, remindedAt, unreadCount: unread.length, now })
  if (!verdict.ok)
    throw new AppError(verdict.reason, verdict.until && { until: verdict.until.toISOString() })
  await tx
    .updateTable('announcement')
    .set({ reminded_at: now })
    .where('community_id', '=', communityId)
    .where('id', '=', announcementId)
    .execute()
  await tellMany(work, unread, {
    communityId,
    kind: 'announcement-reminder',
    announcementId,
    ...ANNOUNCEMENT_TEXT.reminded(row.title),
  })
  await work.announce(
    communityId,
    { name: 'announcement.reminded', announcementId },
    { personIds: unread, moderators: true },
  )
  const from = mayRemindFrom(now)
  return { remindedCount: unread.length, mayRemindFrom: (from ?? now).toISOString() }
}
