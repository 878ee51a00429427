import type { Announcement, AnnouncementComment } from '../../../contract/announcements'
import { ApiError } from '@/api/api-error'
import { call } from '@/api/client'
import { newCommandId } from '@/platform/ids'
import { refreshMe } from '@/stores/session'

/** What somebody who reads announcements asks the server. */

export type { Announcement, AnnouncementComment }

export interface Where {
  communityId: string
  announcementId: string
}

const PAGE = 20

export const loadAnnouncements = (communityId: string, before?: string) =>
  call('listAnnouncements', {
    params: { communityId },
    query: { limit: PAGE, ...(before && { before }) },
  })

/** The announcement; or that it was taken back, or that there is none for this reader. */
export type Found = { is: 'there'; announcement: Announcement } | { is: 'over' } | { is: 'none' }

export const findAnnouncement = async (where: Where): Promise<Found> => {
  try {
    return { is: 'there', announcement: await call('getAnnouncement', { params: where }) }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (error.code === 'announcement-over') return { is: 'over' }
    if (error.code === 'not-found') return { is: 'none' }
    throw error
  }
}

export const markRead = async (where: Where): Promise<void> => {
  await call('readAnnouncement', { params: where, body: { commandId: newCommandId() } })
  // The inbox has been read with it: the count on the tab goes down.
  await refreshMe()
}

export const loadComments = (where: Where, before?: string) =>
  call('listAnnouncementComments', {
    params: where,
    query: { limit: PAGE, ...(before && { before }) },
  })

export const sendComment = (
  where: Where,
  words: string,
  commandId: string,
): Promise<AnnouncementComment> =>
  call('commentAnnouncement', { params: where, body: { commandId, words } })

export const deleteComment = (where: Where, commentId: string): Promise<unknown> =>
  call('deleteAnnouncementComment', {
    params: { ...where, commentId },
    body: { commandId: newCommandId() },
  })
