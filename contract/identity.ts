import { Type as T, type Static } from 'typebox'
import { APPLICATION_STATES, RELATIONS, ROLES } from '../domain/group/names'
import {
  body,
  CommandId,
  CommunityId,
  Cursor,
  Done,
  Id,
  Limit,
  oneOf,
  orNull,
  route,
  Time,
} from './route'

export const Address = T.Object({
  building: T.String({ minLength: 1, maxLength: 20 }),
  unit: T.String({ maxLength: 20 }),
  room: T.String({ maxLength: 20 }),
})

/** Somebody in a community, as they themselves see it. `address` is absent for moderators and grid workers who do not live there. */
export const Membership = T.Object({
  communityId: CommunityId,
  communityName: T.String(),
  role: oneOf(ROLES),
  nickname: T.String(),
  relation: orNull(oneOf(RELATIONS)),
  address: orNull(Address),
  gridCodes: T.Array(T.String()),
  isSample: T.Boolean(),
})
export type Membership = Static<typeof Membership>

export const MyApplication = T.Object({
  applicationId: Id,
  communityId: CommunityId,
  communityName: T.String(),
  state: oneOf(APPLICATION_STATES),
  reason: orNull(T.String()),
  appliedAt: Time,
  address: Address,
  relation: oneOf(RELATIONS),
})
export type MyApplication = Static<typeof MyApplication>

export const Me = T.Object({
  personId: Id,
  surname: T.String(),
  isOperator: T.Boolean(),
  isWechatBound: T.Boolean(),
  noticeVersion: orNull(T.String()),
  memberships: T.Array(Membership),
  applications: T.Array(MyApplication),
  unreadCount: T.Integer(),
})
export type Me = Static<typeof Me>

export const Session = T.Object({ token: T.String(), expiresAt: Time, me: Me })
export type Session = Static<typeof Session>

export const SamplePerson = T.Object({
  personId: Id,
  name: T.String(),
  who: T.String(),
  canTry: T.String(),
  role: oneOf([...ROLES, 'operator']),
})
export type SamplePerson = Static<typeof SamplePerson>

/** What the phone asks for before anything else. */
export const Start = T.Object({
  isSample: T.Boolean(),
  hasWechat: T.Boolean(),
  notice: T.Object({ version: T.String(), controller: T.String(), contact: T.String() }),
  subscribeTemplates: T.Array(T.Object({ key: T.String(), templateId: T.String() })),
  mapTiles: orNull(T.String()),
  /** The repair lines of the water and gas companies, where the street named them. */
  helpNumbers: T.Optional(T.Object({ water: T.Optional(T.String()), gas: T.Optional(T.String()) })),
})
export type Start = Static<typeof Start>

export const INBOX_KINDS = [
  'application-waiting',
  'application-admitted',
  'application-refused',
  'ticket-new',
  'ticket-step',
  'ticket-dispatched',
  'ticket-to-confirm',
  'announcement',
  'announcement-reminder',
  'order-waiting',
  'order-about-me',
] as const

/** One thing that waits for somebody. `title` and `words` are ready to be read; `ticketId`, `applicationId` or `announcementId` says where to go. */
export const InboxItem = T.Object({
  inboxId: Id,
  communityId: CommunityId,
  communityName: T.String(),
  kind: oneOf(INBOX_KINDS),
  title: T.String(),
  words: T.String(),
  ticketId: orNull(Id),
  applicationId: orNull(Id),
  announcementId: orNull(Id),
  at: Time,
  isRead: T.Boolean(),
})
export type InboxItem = Static<typeof InboxItem>

export const SessionInfo = T.Object({
  sessionId: Id,
  device: T.String(),
  createdAt: Time,
  lastSeenAt: Time,
  isThisOne: T.Boolean(),
})
export type SessionInfo = Static<typeof SessionInfo>

const NoticeVersion = T.String({ minLength: 1, maxLength: 20 })

export const identityRoutes = {
  getStart: route({
    method: 'GET',
    path: '/v1/start',
    access: 'public',
    summary: 'What this server offers before signing in',
    response: Start,
  }),
  signInWithWechat: route({
    method: 'POST',
    path: '/v1/sessions/wechat',
    access: 'public',
    perMinute: 30,
    summary:
      'Sign in with a code of wx.login. A person not yet known is stored only together with the consent to the named privacy notice',
    body: body({
      code: T.String({ minLength: 1, maxLength: 200 }),
      noticeVersion: T.Optional(NoticeVersion),
    }),
    response: Session,
  }),
  signInWithCode: route({
    method: 'POST',
    path: '/v1/sessions/code',
    access: 'public',
    perMinute: 10,
    summary:
      'Sign in with a one-time code: of an operator-made invitation, or made on one’s own phone for the desktop',
    body: body({
      code: T.String({ minLength: 6, maxLength: 40 }),
      noticeVersion: T.Optional(NoticeVersion),
      surname: T.Optional(T.String({ minLength: 1, maxLength: 10 })),
    }),
    response: Session,
  }),
  listSamplePeople: route({
    method: 'GET',
    path: '/v1/sample/people',
    access: 'sample',
    summary: 'Whom one can sign in as in the sample town',
    response: T.Object({ items: T.Array(SamplePerson) }),
  }),
  signInAsSample: route({
    method: 'POST',
    path: '/v1/sessions/sample',
    access: 'sample',
    summary: 'Sign in as a person of the sample town',
    body: body({ personId: Id }),
    response: Session,
  }),
  rotateSession: route({
    method: 'POST',
    path: '/v1/sessions/rotate',
    access: 'signed-in',
    summary: 'A new token for this session; the old one ends within a minute',
    response: T.Object({ token: T.String(), expiresAt: Time }),
  }),
  signOut: route({
    method: 'POST',
    path: '/v1/sessions/sign-out',
    access: 'signed-in',
    summary: 'End this session',
    response: Done,
  }),
  listSessions: route({
    method: 'GET',
    path: '/v1/me/sessions',
    access: 'signed-in',
    summary: 'Where I am signed in',
    response: T.Object({ items: T.Array(SessionInfo) }),
  }),
  revokeSession: route({
    method: 'POST',
    path: '/v1/me/sessions/:sessionId/revoke',
    access: 'signed-in',
    command: true,
    summary: 'End one of my sessions',
    params: T.Object({ sessionId: Id }),
    body: body({ commandId: CommandId }),
    response: Done,
  }),
  makeSignInCode: route({
    method: 'POST',
    path: '/v1/me/sign-in-codes',
    access: 'signed-in',
    command: true,
    perMinute: 6,
    summary: 'A one-time code, good for ten minutes, to sign in on another device',
    body: body({ commandId: CommandId }),
    response: T.Object({ code: T.String(), expiresAt: Time }),
  }),
  getMe: route({
    method: 'GET',
    path: '/v1/me',
    access: 'signed-in',
    summary: 'Who I am, and where I belong',
    response: Me,
  }),
  updateMe: route({
    method: 'POST',
    path: '/v1/me/profile',
    access: 'signed-in',
    command: true,
    summary: 'Change my surname as neighbours see it',
    body: body({ commandId: CommandId, surname: T.String({ minLength: 1, maxLength: 10 }) }),
    response: Me,
  }),
  giveConsent: route({
    method: 'POST',
    path: '/v1/me/consent',
    access: 'signed-in',
    command: true,
    summary: 'Agree to a new version of the privacy notice',
    body: body({ commandId: CommandId, noticeVersion: NoticeVersion }),
    response: Me,
  }),
  exportMe: route({
    method: 'GET',
    path: '/v1/me/export',
    access: 'signed-in',
    perMinute: 6,
    summary: 'Everything stored about me (PIPL art. 45)',
    response: T.Object({
      madeAt: Time,
      tables: T.Record(T.String(), T.Array(T.Record(T.String(), T.Unknown()))),
    }),
  }),
  deleteMe: route({
    method: 'POST',
    path: '/v1/me/delete',
    access: 'signed-in',
    summary: 'Delete my account (PIPL art. 47). My reports stay without me; there is no way back',
    body: body({ confirm: T.Literal('注销') }),
    response: Done,
  }),
  listInbox: route({
    method: 'GET',
    path: '/v1/me/inbox',
    access: 'signed-in',
    summary: 'What waits for me, newest first',
    query: T.Object({ before: T.Optional(Cursor), limit: T.Optional(Limit) }),
    response: T.Object({
      items: T.Array(InboxItem),
      next: orNull(Cursor),
      unreadCount: T.Integer(),
    }),
  }),
  readInbox: route({
    method: 'POST',
    path: '/v1/me/inbox/read',
    access: 'signed-in',
    command: true,
    summary: 'Mark as read: the named ones, or all',
    body: body({ commandId: CommandId, inboxIds: T.Optional(T.Array(Id, { maxItems: 100 })) }),
    response: T.Object({ unreadCount: T.Integer() }),
  }),
  verifyPhone: route({
    method: 'POST',
    path: '/v1/me/phone',
    access: 'signed-in',
    perMinute: 10,
    summary:
      'Prove my phone number with the code of WeChat’s button, once; it is kept and shown to nobody. Sent again, it answers the same',
    body: body({ code: T.String({ minLength: 1, maxLength: 200 }) }),
    response: Done,
  }),
  keepSubscriptions: route({
    method: 'POST',
    path: '/v1/me/subscriptions',
    access: 'signed-in',
    command: true,
    summary:
      'What the person answered to wx.requestSubscribeMessage; each accept is good for one message',
    body: body({
      commandId: CommandId,
      answers: T.Array(
        T.Object({
          key: T.String({ maxLength: 40 }),
          answer: oneOf(['accept', 'reject', 'ban', 'filter']),
        }),
        { maxItems: 5 },
      ),
    }),
    response: Done,
  }),
}
