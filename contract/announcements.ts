import { Type as T, type Static } from 'typebox'
import { ANNOUNCEMENT_STATES, ROLES } from '../domain/group/names'
import {
  body,
  CommandId,
  CommunityId,
  Cursor,
  Done,
  Id,
  InCommunity,
  Limit,
  oneOf,
  orNull,
  route,
  Time,
} from './route'
import { Photo } from './tickets'

/** What the committee tells. `at`: when it was published, or will be while it is scheduled. */
export const Announcement = T.Object({
  announcementId: Id,
  communityId: CommunityId,
  state: oneOf(ANNOUNCEMENT_STATES),
  title: T.String(),
  words: T.String(),
  photos: T.Array(Photo),
  /** The groups that it is for; none stands for the whole community. */
  groups: T.Array(T.Object({ groupId: Id, name: T.String() })),
  authorName: T.String(),
  isPinned: T.Boolean(),
  hasComments: T.Boolean(),
  commentCount: T.Integer(),
  readCount: T.Integer(),
  /** By me; what I wrote myself is read. */
  isRead: T.Boolean(),
  /** When what it says was last changed after it went out. */
  editedAt: orNull(Time),
  version: T.Integer(),
  at: Time,
})
export type Announcement = Static<typeof Announcement>

/** As the desk sees it: of how many. */
export const DeskAnnouncement = T.Object({
  ...Announcement.properties,
  readerCount: T.Integer(),
  remindedAt: orNull(Time),
  /** From when the next reminder may go out; null: at once. */
  mayRemindFrom: orNull(Time),
})
export type DeskAnnouncement = Static<typeof DeskAnnouncement>

export const Receipts = T.Object({
  readCount: T.Integer(),
  readerCount: T.Integer(),
  remindedAt: orNull(Time),
  mayRemindFrom: orNull(Time),
  buildings: T.Array(
    T.Object({
      /** Null for those without an address: committee and grid workers. */
      building: orNull(T.String()),
      readCount: T.Integer(),
      readerCount: T.Integer(),
      unread: T.Array(T.Object({ personId: Id, nickname: T.String(), room: orNull(T.String()) })),
    }),
  ),
})
export type Receipts = Static<typeof Receipts>

export const AnnouncementComment = T.Object({
  commentId: Id,
  authorName: T.String(),
  authorRole: oneOf([...ROLES, 'operator']),
  words: T.String(),
  at: Time,
  /** It waits for a moderator; only its author and those who keep order see it. */
  isHeld: T.Boolean(),
  mayDelete: T.Boolean(),
})
export type AnnouncementComment = Static<typeof AnnouncementComment>

/** What it said before somebody changed it. */
export const AnnouncementEdit = T.Object({
  title: T.String(),
  words: T.String(),
  photos: T.Array(Photo),
  changedByName: T.String(),
  changedAt: Time,
})
export type AnnouncementEdit = Static<typeof AnnouncementEdit>

const Title = T.String({ minLength: 1, maxLength: 60 })
const Words = T.String({ minLength: 1, maxLength: 5000 })
const PhotoIds = T.Array(Id, { maxItems: 20, uniqueItems: true })
const GroupIds = T.Array(Id, { maxItems: 50, uniqueItems: true })
const InAnnouncement = T.Object({ communityId: CommunityId, announcementId: Id })
const InComment = T.Object({ communityId: CommunityId, announcementId: Id, commentId: Id })

const all = '/v1/communities/:communityId/announcements'
const one = `${all}/:announcementId` as const

export const announcementRoutes = {
  listAnnouncements: route({
    method: 'GET',
    path: all,
    access: 'member',
    summary: 'What was announced to me or to groups of mine, pinned first',
    params: InCommunity,
    query: T.Object({ before: T.Optional(Cursor), limit: T.Optional(Limit) }),
    response: T.Object({ items: T.Array(Announcement), next: orNull(Cursor) }),
  }),
  postAnnouncement: route({
    method: 'POST',
    path: all,
    access: 'moderator',
    command: true,
    summary: 'Announce to the whole community or to some groups, now or later',
    params: InCommunity,
    body: body({
      commandId: CommandId,
      title: Title,
      words: Words,
      photoIds: T.Optional(PhotoIds),
      groupIds: T.Optional(GroupIds),
      isPinned: T.Optional(T.Boolean()),
      hasComments: T.Optional(T.Boolean()),
      publishAt: T.Optional(Time),
    }),
    response: Announcement,
  }),
  getAnnouncement: route({
    method: 'GET',
    path: one,
    access: 'member',
    summary: 'One announcement',
    params: InAnnouncement,
    response: Announcement,
  }),
  changeAnnouncement: route({
    method: 'POST',
    path: `${one}/change`,
    access: 'moderator',
    command: true,
    summary: 'Change what it says; before it goes out also to whom and when. No time: at once',
    params: InAnnouncement,
    body: body({
      commandId: CommandId,
      /** The version that was changed, so that nobody undoes a colleague’s words. */
      version: T.Integer({ minimum: 1 }),
      title: T.Optional(Title),
      words: T.Optional(Words),
      photoIds: T.Optional(PhotoIds),
      groupIds: T.Optional(GroupIds),
      isPinned: T.Optional(T.Boolean()),
      hasComments: T.Optional(T.Boolean()),
      publishAt: T.Optional(orNull(Time)),
    }),
    response: Announcement,
  }),
  withdrawAnnouncement: route({
    method: 'POST',
    path: `${one}/withdraw`,
    access: 'moderator',
    command: true,
    summary: 'Cancel it before it goes out, or take it back afterwards',
    params: InAnnouncement,
    body: body({ commandId: CommandId }),
    response: Announcement,
  }),
  readAnnouncement: route({
    method: 'POST',
    path: `${one}/read`,
    access: 'member',
    command: true,
    summary: 'I have read it',
    params: InAnnouncement,
    body: body({ commandId: CommandId }),
    response: Done,
  }),
  listDeskAnnouncements: route({
    method: 'GET',
    path: '/v1/communities/:communityId/desk/announcements',
    access: 'moderator',
    summary: 'What waits for its time, and what was published with of how many how many have read',
    params: InCommunity,
    query: T.Object({ before: T.Optional(Cursor), limit: T.Optional(Limit) }),
    response: T.Object({
      /** On the first page; the next to go out first. */
      scheduled: T.Array(DeskAnnouncement),
      items: T.Array(DeskAnnouncement),
      next: orNull(Cursor),
    }),
  }),
  countAnnouncementReaders: route({
    method: 'GET',
    path: '/v1/communities/:communityId/desk/announcement-readers',
    access: 'moderator',
    summary: 'How many an announcement would go out to, before it does; nobody is counted twice',
    params: InCommunity,
    query: T.Object({
      /** Separated by commas; none: the whole community. */
      groupIds: T.Optional(T.String({ pattern: '^[0-9a-f,-]*$', maxLength: 2000 })),
    }),
    response: T.Object({ readerCount: T.Integer() }),
  }),
  getAnnouncementReceipts: route({
    method: 'GET',
    path: `${one}/receipts`,
    access: 'moderator',
    summary: 'By building, of how many how many have read, and who has not',
    params: InAnnouncement,
    response: Receipts,
  }),
  remindAnnouncement: route({
    method: 'POST',
    path: `${one}/remind`,
    access: 'moderator',
    command: true,
    summary: 'Remind those who have not read it; at most once in 24 hours',
    params: InAnnouncement,
    body: body({ commandId: CommandId }),
    response: T.Object({ remindedCount: T.Integer(), mayRemindFrom: Time }),
  }),
  listAnnouncementEdits: route({
    method: 'GET',
    path: `${one}/edits`,
    access: 'moderator',
    summary: 'What it said before each change, the latest first',
    params: InAnnouncement,
    response: T.Object({ items: T.Array(AnnouncementEdit) }),
  }),
  listAnnouncementComments: route({
    method: 'GET',
    path: `${one}/comments`,
    access: 'member',
    summary: 'Comments, newest first',
    params: InAnnouncement,
    query: T.Object({ before: T.Optional(Cursor), limit: T.Optional(Limit) }),
    response: T.Object({ items: T.Array(AnnouncementComment), next: orNull(Cursor) }),
  }),
  commentAnnouncement: route({
    method: 'POST',
    path: `${one}/comments`,
    access: 'member',
    command: true,
    summary: 'Comment on an announcement that takes comments',
    params: InAnnouncement,
    body: body({ commandId: CommandId, words: T.String({ maxLength: 500 }) }),
    response: AnnouncementComment,
  }),
  judgeAnnouncementComment: route({
    method: 'POST',
    path: `${one}/comments/:commentId/judge`,
    access: 'moderator',
    command: true,
    summary: 'Let a held comment through, or refuse it with a reason',
    params: InComment,
    body: body({
      commandId: CommandId,
      act: oneOf(['let-through', 'refuse']),
      reason: T.Optional(T.String({ maxLength: 200 })),
    }),
    response: Done,
  }),
  deleteAnnouncementComment: route({
    method: 'POST',
    path: `${one}/comments/:commentId/delete`,
    access: 'member',
    command: true,
    summary: 'Delete a comment: one’s own, or any by a moderator',
    params: InComment,
    body: body({ commandId: CommandId }),
    response: Done,
  }),
}
