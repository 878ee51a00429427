import type { Announcement } from '../../../contract/communities'
import type { Member } from '../../ports/caller'
import type { Db, Work } from '../../ports/work'
import { tellEveryMember } from '../inbox/tell-person'
import { mustSay } from '../must-say'
import { readCursor, writeCursor } from '../paging'
import { COMMUNITY_TEXT } from './text'

const announcements = (db: Db, communityId: string) =>
  db
    .selectFrom('announcement')
    .leftJoin('membership', (join) =>
      join
        .onRef('membership.community_id', '=', 'announcement.community_id')
        .onRef('membership.person_id', '=', 'announcement.author_id'),
    )
    .selectAll('announcement')
    .select('membership.nickname')
    .where('announcement.community_id', '=', communityId)

type Row = Awaited<ReturnType<ReturnType<typeof announcements>['executeTakeFirstOrThrow']>>

const present = (row: Row): Announcement => ({
  announcementId: row.id,
  communityId: row.community_id,
  title: row.title,
  words: row.words,
  authorName: row.nickname ?? COMMUNITY_TEXT.street,
  isPinned: row.is_pinned,
  at: row.at.toISOString(),
})

const PINNED_AT_MOST = 50

/** The pinned ones stand before the first page. */
export const listAnnouncements = async (
  db: Db,
  communityId: string,
  { before, limit = 30 }: { before?: string; limit?: number },
): Promise<{ items: Announcement[]; next: string | null }> => {
  const cursor = readCursor(before)
  let query = announcements(db, communityId)
    .where('is_pinned', '=', false)
    .orderBy('at', 'desc')
    .orderBy('announcement.id', 'desc')
    .limit(limit + 1)
  if (cursor)
    query = query.where((eb) =>
      eb.or([
        eb('at', '<', cursor.at),
        eb.and([eb('at', '=', cursor.at), eb('announcement.id', '<', cursor.id)]),
      ]),
    )
  const rows = await query.execute()
  const pinned = cursor
    ? []
    : await announcements(db, communityId)
        .where('is_pinned', '=', true)
        .orderBy('at', 'desc')
        .limit(PINNED_AT_MOST)
        .execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: [...pinned, ...page].map(present),
    next: rows.length > limit && last ? writeCursor(last) : null,
  }
}

export const postAnnouncement = async (
  work: Work,
  member: Member,
  said: { title: string; words: string; isPinned?: boolean },
): Promise<Announcement> => {
  const { communityId } = member
  const row = {
    community_id: communityId,
    id: work.newId(),
    title: mustSay(said.title, 'title'),
    words: mustSay(said.words, 'words'),
    author_id: member.personId,
    is_pinned: said.isPinned ?? false,
    at: work.now,
  }
  await work.tx.insertInto('announcement').values(row).execute()
  await tellEveryMember(
    work,
    { communityId, kind: 'announcement', ...COMMUNITY_TEXT.announced(row.title) },
    member.personId,
  )
  await work.announce(
    communityId,
    { name: 'announcement.posted', announcementId: row.id },
    { members: true },
  )
  return present({ ...row, nickname: member.nickname })
}
