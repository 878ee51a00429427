import type { Announcement } from '../../../contract/announcements'
import type { Photo } from '../../../contract/tickets'
import type { Db } from '../../ports/work'
import { presentPhoto } from '../media/picture-address'
import type { GroupsById } from './addressed'
import { findPhotosById, type AnnouncementRow } from './announcement-repository'
import { ANNOUNCEMENT_TEXT } from './text'

export interface Eyes {
  personId: string
  urlSecret: string
  now: Date
  groups: GroupsById
}

export const presentAnnouncements = async (
  db: Db,
  rows: readonly AnnouncementRow[],
  eyes: Eyes,
): Promise<Announcement[]> => {
  const communityId = rows[0]?.community_id
  if (communityId === undefined) return []
  const photosOf = await photoPresenter(
    db,
    communityId,
    rows.flatMap(({ photo_ids }) => photo_ids),
    eyes,
  )
  return rows.map((row) => ({
    announcementId: row.id,
    communityId: row.community_id,
    state: row.state,
    title: row.title,
    words: row.words,
    photos: photosOf(row.photo_ids),
    groups: row.group_ids.flatMap((groupId) => {
      const group = eyes.groups.get(groupId)
      return group ? [{ groupId, name: group.name }] : []
    }),
    authorName: row.nickname ?? ANNOUNCEMENT_TEXT.street,
    isPinned: row.is_pinned,
    hasComments: row.has_comments,
    commentCount: row.comment_count ?? 0,
    readCount: row.read_count ?? 0,
    isRead: Boolean(row.is_read) || row.author_id === eyes.personId,
    editedAt: row.edited_at?.toISOString() ?? null,
    version: row.version,
    at: row.at.toISOString(),
  }))
}

/** Turns the ids of pictures into pictures, in their order; one that is gone is left out. */
export const photoPresenter = async (
  db: Db,
  communityId: string,
  photoIds: readonly string[],
  { urlSecret, now }: Pick<Eyes, 'urlSecret' | 'now'>,
): Promise<(ids: readonly string[]) => Photo[]> => {
  const photos = await findPhotosById(db, communityId, photoIds)
  return (ids) =>
    ids.flatMap((id) => {
      const photo = photos.get(id)
      return photo ? [presentPhoto(urlSecret, photo, now)] : []
    })
}
