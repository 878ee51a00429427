import type { AnnouncementEdit, DeskAnnouncement, Receipts } from '../../../contract/announcements'
import type { GroupCard } from '../../../contract/communities'
import type { Input } from '../../../contract/route'
import type { Api } from '../../../contract/api'
import { ApiError } from '@/api/api-error'
import { call, uploadPhoto } from '@/api/client'
import { newCommandId } from '@/platform/ids'
import { fileUrl } from '@/platform/kept-files'
import type { Announcement, Where } from './actions'
import { publishTime, type AnnounceDraft } from './announce-draft'

/** What the desk asks the server about announcements. */

export type { AnnouncementEdit, DeskAnnouncement, GroupCard, Receipts }

const PAGE = 10

export const loadDeskAnnouncements = (communityId: string, before?: string) =>
  call('listDeskAnnouncements', {
    params: { communityId },
    query: { limit: PAGE, ...(before && { before }) },
  })

export const loadReceipts = (where: Where): Promise<Receipts> =>
  call('getAnnouncementReceipts', { params: where })

export const loadEdits = async (where: Where): Promise<AnnouncementEdit[]> =>
  (await call('listAnnouncementEdits', { params: where })).items

/** The groups that one can announce to; the whole community's own is meant by "everybody". */
export const loadGroups = async (communityId: string): Promise<GroupCard[]> =>
  (await call('listGroups', { params: { communityId } })).items.filter(
    ({ kind }) => kind !== 'community',
  )

export const countReaders = async (
  communityId: string,
  groupIds: readonly string[],
): Promise<number> => {
  const query = groupIds.length > 0 ? { groupIds: groupIds.join(',') } : {}
  return (await call('countAnnouncementReaders', { params: { communityId }, query })).readerCount
}

export const remindUnread = (where: Where): Promise<{ remindedCount: number }> =>
  call('remindAnnouncement', { params: where, body: { commandId: newCommandId() } })

export const withdraw = (where: Where): Promise<Announcement> =>
  call('withdrawAnnouncement', { params: where, body: { commandId: newCommandId() } })

/** False: a colleague had changed it meanwhile, and what is seen here is no longer how it is. */
export const tryToChange = async (where: Where, what: Change): Promise<boolean> => {
  try {
    await change(where, what)
    return true
  } catch (error) {
    if (error instanceof ApiError && error.code === 'announcement-changed') return false
    throw error
  }
}

type Change = Omit<Input<Api['changeAnnouncement']>['body'], 'commandId'>

const change = (
  where: Where,
  what: Change,
  commandId: string = newCommandId(),
): Promise<Announcement> =>
  call('changeAnnouncement', { params: where, body: { commandId, ...what } })

/** Told of each picture that the server has, so that it need not be sent again. */
type OnPhoto = (sent: { commandId: string; photoId: string }) => void

/** Sends a draft's pictures, one after the other: on a weak network nine at once all time out. */
const sendPhotos = async (
  communityId: string,
  { photos }: AnnounceDraft,
  onPhoto: OnPhoto,
): Promise<string[]> => {
  const photoIds: string[] = []
  for (const { commandId, file, photoId: known } of photos) {
    const photoId =
      known ?? (await uploadPhoto(communityId, await fileUrl(file), commandId)).photoId
    if (!known) onPhoto({ commandId, photoId })
    photoIds.push(photoId)
  }
  return photoIds
}

/** Announces what was written, now or at its time. Sent again under the same id it is announced once. */
export const postDraft = async (
  communityId: string,
  draft: AnnounceDraft,
  onPhoto: OnPhoto,
): Promise<Announcement> => {
  const { commandId, title, words, isToAll, groupIds, isPinned, hasComments } = draft
  const photoIds = await sendPhotos(communityId, draft, onPhoto)
  const publishAt = publishTime(draft)
  return call('postAnnouncement', {
    params: { communityId },
    body: {
      commandId,
      title: title.trim(),
      words: words.trim(),
      isPinned,
      hasComments,
      ...(photoIds.length > 0 && { photoIds }),
      ...(!isToAll && { groupIds }),
      ...(publishAt && { publishAt }),
    },
  })
}

/** Changes an announcement into what was written. Once it has gone out, to whom and when stay as they were. */
export const changeByDraft = async (
  { announcementId, communityId, state, groups, at }: Announcement,
  draft: AnnounceDraft,
  onPhoto: OnPhoto,
): Promise<Announcement> => {
  const { commandId, title, words, isToAll, isPinned, hasComments } = draft
  const photoIds = await sendPhotos(communityId, draft, onPhoto)
  const publishAt = publishTime(draft)
  const groupIds = isToAll ? [] : draft.groupIds
  const isToOthers = groupIds.join() !== groups.map(({ groupId }) => groupId).join()
  const isAtOther = publishAt === null || Date.parse(publishAt) !== Date.parse(at)
  return change(
    { communityId, announcementId },
    {
      version: draft.version,
      title: title.trim(),
      words: words.trim(),
      photoIds,
      isPinned,
      hasComments,
      ...(state === 'scheduled' && isToOthers && { groupIds }),
      ...(state === 'scheduled' && isAtOther && { publishAt }),
    },
    commandId,
  )
}
