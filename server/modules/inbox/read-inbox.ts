import type { InboxItem } from '../../../contract/identity'
import type { Caller } from '../../ports/caller'
import type { Db } from '../../ports/work'
import { countUnread } from '../identity/count-unread'
import { readCursor, writeCursor } from '../paging'
import type { InboxKind } from './tell-person'

export const listInbox = async (
  db: Db,
  caller: Caller,
  { before, limit = 30 }: { before?: string; limit?: number },
): Promise<{ items: InboxItem[]; next: string | null; unreadCount: number }> => {
  const cursor = readCursor(before)
  let query = db
    .selectFrom('inbox')
    .innerJoin('community', 'community.id', 'inbox.community_id')
    .selectAll('inbox')
    .select('community.name as community_name')
    .where('inbox.person_id', '=', caller.personId)
    .orderBy('inbox.at', 'desc')
    .orderBy('inbox.id', 'desc')
    .limit(limit + 1)
  if (cursor)
    query = query.where((eb) =>
      eb.or([
        eb('inbox.at', '<', cursor.at),
        eb.and([eb('inbox.at', '=', cursor.at), eb('inbox.id', '<', cursor.id)]),
      ]),
    )
  const rows = await query.execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map((row) => ({
      inboxId: row.id,
      communityId: row.community_id,
      communityName: row.community_name,
      kind: row.kind as InboxKind, // written by tellPeople, which takes no other
      title: row.title,
      words: row.words,
      ticketId: row.ticket_id,
      applicationId: row.application_id,
      announcementId: row.announcement_id,
      at: row.at.toISOString(),
      isRead: row.read_at !== null,
    })),
    next: rows.length > limit && last ? writeCursor(last) : null,
    unreadCount: await countUnread(db, caller.personId),
  }
}

/** Marks the named ones as read, or all. */
export const readInbox = async (
  db: Db,
  caller: Caller,
  inboxIds: readonly string[] | undefined,
  now: Date,
): Promise<{ unreadCount: number }> => {
  if (!inboxIds || inboxIds.length > 0) {
    let query = db
      .updateTable('inbox')
      .set({ read_at: now })
      .where('person_id', '=', caller.personId)
      .where('read_at', 'is', null)
    if (inboxIds) query = query.where('id', 'in', inboxIds)
    await query.execute()
  }
  return { unreadCount: await countUnread(db, caller.personId) }
}
