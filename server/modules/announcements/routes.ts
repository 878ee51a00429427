import type { announcementRoutes } from '../../../contract/announcements'
import { may } from '../../../domain/group/permissions'
import type { Deps } from '../../deps'
import type { Handlers } from '../../handlers'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import { contentChecksOf } from '../content-check/promise-checks'
import { judgeComment } from './held-comments'
import { commentAnnouncement, deleteComment, listComments } from './comments'
import { changeAnnouncement, postAnnouncement, withdrawAnnouncement } from './post-announcement'
import {
  getAnnouncement,
  listAnnouncements,
  listEdits,
  readAnnouncement,
} from './read-announcements'
import { countReaders, getReceipts, listDeskAnnouncements, remindUnread } from './receipts'

const done = { ok: true } as const

const mustAnnounce = ({ role }: Member): void => {
  if (!may(role, 'announcements.post')) throw new AppError('not-allowed')
}

export const announcementHandlers = ({
  urlSecret,
  config,
}: Deps): Handlers<typeof announcementRoutes> => ({
  listAnnouncements: ({ member, query }, { db, now }) =>
    listAnnouncements(db, { member, urlSecret, now }, query),
  postAnnouncement: ({ member, body }, work) => {
    mustAnnounce(member)
    return postAnnouncement(work, { member, urlSecret }, body)
  },
  getAnnouncement: ({ member, params }, { db, now }) =>
    getAnnouncement(db, { member, urlSecret, now }, params.announcementId),
  changeAnnouncement: ({ member, params: { announcementId }, body }, work) => {
    mustAnnounce(member)
    return changeAnnouncement(work, { member, urlSecret, announcementId }, body)
  },
  withdrawAnnouncement: ({ member, params: { announcementId } }, work) => {
    mustAnnounce(member)
    return withdrawAnnouncement(work, { member, urlSecret, announcementId })
  },
  readAnnouncement: async ({ member, params: { announcementId } }, work) => {
    await readAnnouncement(work, { member, announcementId })
    return done
  },
  listDeskAnnouncements: ({ member, query }, { db, now }) => {
    mustAnnounce(member)
    return listDeskAnnouncements(db, { member, urlSecret, now }, query)
  },
  countAnnouncementReaders: async ({ member, query }, { db, now }) => {
    mustAnnounce(member)
    const groupIds = query.groupIds?.split(',').filter(Boolean) ?? []
    return { readerCount: await countReaders(db, { member, groupIds, now }) }
  },
  getAnnouncementReceipts: ({ member, params: { announcementId } }, { db, now }) => {
    mustAnnounce(member)
    return getReceipts(db, { member, announcementId, now })
  },
  remindAnnouncement: ({ member, params: { announcementId } }, work) => {
    mustAnnounce(member)
    return remindUnread(work, { member, announcementId })
  },
  listAnnouncementEdits: async ({ member, params }, { db, now }) => {
    mustAnnounce(member)
    return { items: await listEdits(db, { member, urlSecret, now }, params.announcementId) }
  },
  listAnnouncementComments: ({ member, params: { announcementId }, query }, { db, now }) =>
    listComments(db, { member, announcementId, now }, query),
  commentAnnouncement: ({ member, params: { announcementId }, body }, work) =>
    commentAnnouncement(
      work,
      { member, announcementId, checks: contentChecksOf(config) },
      body.words,
    ),
  judgeAnnouncementComment: async ({ member, params, body }, work) => {
    await judgeComment(work, { member, ...params }, body)
    return done
  },
  deleteAnnouncementComment: async ({ member, params }, work) => {
    await deleteComment(work, { member, ...params })
    return done
  },
})
