import type { Selectable } from 'kysely'
import type { Announcement } from '../../../contract/announcements'
import {
  ANNOUNCING,
  mayChange,
  mayPublishAt,
  stateWithdrawn,
} from '../../../domain/group/announcing'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { AnnouncementTable, Audience } from '../../ports/schema'
import type { Tx, Work } from '../../ports/work'
import { tellMany } from '../inbox/tell-person'
import { mustSay } from '../must-say'
import { audienceOf, findGroups, findNeighbours, placesOf, readersAmong } from './addressed'
import { lockAnnouncement } from './announcement-repository'
import { getAnnouncement } from './read-announcements'
import { ANNOUNCEMENT_TEXT } from './text'

interface By {
  member: Member
  urlSecret: string
}

export interface Said {
  title: string
  words: string
  photoIds?: readonly string[]
  groupIds?: readonly string[]
  isPinned?: boolean
  hasComments?: boolean
  publishAt?: string
}

/** Announces now, or keeps it until its time. */
export const postAnnouncement = async (
  work: Work,
  { member, urlSecret }: By,
  said: Said,
): Promise<Announcement> => {
  const { tx, now } = work
  const { communityId, personId } = member
  const publishAt = said.publishAt === undefined ? null : mustBeLater(said.publishAt, now)
  const id = work.newId()
  await mustBeGroups(tx, communityId, said.groupIds ?? [])
  await tx
    .insertInto('announcement')
    .values({
      community_id: communityId,
      id,
      title: mustSay(said.title, 'title'),
      words: mustSay(said.words, 'words'),
      author_id: personId,
      is_pinned: said.isPinned ?? false,
      at: publishAt ?? now,
      // Published by the same act as a scheduled one when its time has come.
      state: 'scheduled',
      group_ids: JSON.stringify(said.groupIds ?? []),
      photo_ids: JSON.stringify(said.photoIds ?? []),
      has_comments: said.hasComments ?? false,
      edited_at: null,
      ended_at: null,
      reminded_at: null,
    })
    .execute()
  await hangPhotos(tx, { communityId, personId, announcementId: id, photoIds: said.photoIds ?? [] })
  if (publishAt) await tellDesk(work, communityId, id)
  else await publish(work, communityId, id)
  return getAnnouncement(tx, { member, urlSecret, now }, id)
}

const mustBeLater = (time: string, now: Date): Date => {
  const at = new Date(time)
  const verdict = mayPublishAt(at, now)
  if (!verdict.ok) throw new AppError(verdict.reason)
  return at
}

const mustBeGroups = async (
  tx: Tx,
  communityId: string,
  groupIds: readonly string[],
): Promise<void> => {
  if (groupIds.length === 0) return
  const known = await tx
    .selectFrom('chat_group')
    .select('id')
    .where('community_id', '=', communityId)
    .where('id', 'in', groupIds)
    .where('archived_at', 'is', null)
    .execute()
  if (known.length !== groupIds.length) throw new AppError('not-found')
}

/** Only one's own pictures that hang nowhere yet, or on this announcement already. */
const hangPhotos = async (
  tx: Tx,
  {
    communityId,
    personId,
    announcementId,
    photoIds,
  }: { communityId: string; personId: string; announcementId: string; photoIds: readonly string[] },
): Promise<void> => {
  if (photoIds.length === 0) return
  if (photoIds.length > ANNOUNCING.photosAtMost) throw new AppError('too-many-photos')
  const hung = await tx
    .updateTable('photo')
    .set({ announcement_id: announcementId })
    .where('community_id', '=', communityId)
    .where('id', 'in', photoIds)
    .where('deleted_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('announcement_id', '=', announcementId),
        eb.and([
          eb('uploaded_by', '=', personId),
          eb('announcement_id', 'is', null),
          eb('ticket_id', 'is', null),
          eb('message_id', 'is', null),
        ]),
      ]),
    )
    .returning('id')
    .execute()
  if (hung.length !== photoIds.length) throw new AppError('photo-unknown')
}

/**
 * Sends a scheduled one out: to the inboxes of those it is for, and to the screens that are open. False when
 * somebody else was quicker, so that however many processes try, it goes out once.
 */
export const publish = async (
  work: Work,
  communityId: string,
  announcementId: string,
): Promise<boolean> => {
  const { tx, now } = work
  const row = await tx
    .updateTable('announcement')
    .set({ state: 'published', at: now })
    .where('community_id', '=', communityId)
    .where('id', '=', announcementId)
    .where('state', '=', 'scheduled')
    .where('at', '<=', now)
    .returning(['title', 'group_ids', 'author_id'])
    .executeTakeFirst()
  if (!row) return false
  const groups = await findGroups(tx, communityId)
  const neighbours = await findNeighbours(tx, communityId, now)
  const readers = readersAmong(neighbours, placesOf(groups, row.group_ids), row.author_id)
  await tellMany(
    work,
    readers.map(({ personId }) => personId),
    {
      communityId,
      kind: 'announcement',
      announcementId,
      ...ANNOUNCEMENT_TEXT.announced(row.title),
    },
  )
  await work.announce(
    communityId,
    { name: 'announcement.posted', announcementId },
    audienceOf(groups, row.group_ids),
  )
  return true
}

const DESK: Audience = { moderators: true }

const tellDesk = (work: Work, communityId: string, announcementId: string): Promise<void> =>
  work.announce(communityId, { name: 'announcement.changed', announcementId }, DESK)

/** Those who see it and those who saw it hear that it changed; before it goes out, only the desk. */
export const tellOfChange = async (
  work: Work,
  row: Pick<Selectable<AnnouncementTable>, 'community_id' | 'id' | 'state' | 'group_ids'>,
): Promise<void> => {
  if (row.state === 'scheduled') return tellDesk(work, row.community_id, row.id)
  const groups = await findGroups(work.tx, row.community_id)
  await work.announce(
    row.community_id,
    { name: 'announcement.changed', announcementId: row.id },
    audienceOf(groups, row.group_ids),
  )
}

export interface Change {
  version: number
  title?: string
  words?: string
  photoIds?: readonly string[]
  groupIds?: readonly string[]
  isPinned?: boolean
  hasComments?: boolean
  /** Null: at once. */
  publishAt?: string | null
}

/** Changes it; what neighbours may have read before is kept for the desk, and marked as changed for them. */
export const changeAnnouncement = async (
  work: Work,
  { member, urlSecret, announcementId }: By & { announcementId: string },
  asked: Change,
): Promise<Announcement> => {
  const { tx, now } = work
  const { communityId, personId } = member
  const row = await lockAnnouncement(tx, communityId, announcementId)
  const verdict = mayChange(row.state, {
    changesGroups: asked.groupIds !== undefined,
    changesTime: asked.publishAt !== undefined,
  })
  if (!verdict.ok) throw new AppError(verdict.reason)
  if (row.version !== asked.version) throw new AppError('announcement-changed')
  if (asked.groupIds) await mustBeGroups(tx, communityId, asked.groupIds)
  if (asked.photoIds)
    await hangPhotos(tx, { communityId, personId, announcementId, photoIds: asked.photoIds })

  const said = {
    title: asked.title === undefined ? row.title : mustSay(asked.title, 'title'),
    words: asked.words === undefined ? row.words : mustSay(asked.words, 'words'),
    photo_ids: JSON.stringify(asked.photoIds ?? row.photo_ids),
  }
  const saysOther =
    said.title !== row.title ||
    said.words !== row.words ||
    said.photo_ids !== JSON.stringify(row.photo_ids)
  const isEdit = saysOther && row.state === 'published'
  if (isEdit)
    await tx
      .insertInto('announcement_edit')
      .values({
        community_id: communityId,
        announcement_id: announcementId,
        version: row.version,
        title: row.title,
        words: row.words,
        photo_ids: JSON.stringify(row.photo_ids),
        actor_id: personId,
        changed_at: now,
      })
      .execute()
  await tx
    .updateTable('announcement')
    .set({
      ...said,
      version: row.version + 1,
      group_ids: JSON.stringify(asked.groupIds ?? row.group_ids),
      is_pinned: asked.isPinned ?? row.is_pinned,
      has_comments: asked.hasComments ?? row.has_comments,
      at: newTime(asked.publishAt, row.at, now),
      ...(isEdit && { edited_at: now }),
    })
    .where('community_id', '=', communityId)
    .where('id', '=', announcementId)
    .execute()
  if (asked.publishAt === null) await publish(work, communityId, announcementId)
  else await tellOfChange(work, row)
  return getAnnouncement(tx, { member, urlSecret, now }, announcementId)
}

const newTime = (asked: string | null | undefined, planned: Date, now: Date): Date => {
  if (asked === undefined) return planned
  return asked === null ? now : mustBeLater(asked, now)
}

/** Before it goes out it is cancelled; afterwards it is gone for neighbours and stays for the desk. */
export const withdrawAnnouncement = async (
  work: Work,
  { member, urlSecret, announcementId }: By & { announcementId: string },
): Promise<Announcement> => {
  const { tx, now } = work
  const { communityId } = member
  const row = await lockAnnouncement(tx, communityId, announcementId)
  const state = stateWithdrawn(row.state)
  if (!state) throw new AppError('announcement-over')
  await tx
    .updateTable('announcement')
    .set({ state, ended_at: now, version: row.version + 1 })
    .where('community_id', '=', communityId)
    .where('id', '=', announcementId)
    .execute()
  // A line in the inbox that leads to nothing would only puzzle.
  await tx
    .deleteFrom('inbox')
    .where('community_id', '=', communityId)
    .where('announcement_id', '=', announcementId)
    .execute()
  await tellOfChange(work, row)
  return getAnnouncement(tx, { member, urlSecret, now }, announcementId)
}
