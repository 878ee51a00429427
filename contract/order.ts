import { Type as T, type Static } from 'typebox'
import { ORDER_ACTS, REPORT_REASONS, SANCTION_KINDS } from '../domain/group/names'
import { Message } from './chat'
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

const Reason = T.String({ maxLength: 200 })
const Words = T.String({ maxLength: 500 })

/** What neighbours pointed out. Who did is told to nobody. */
export const MessageReport = T.Object({
  reason: oneOf(REPORT_REASONS),
  words: T.String(),
  at: Time,
})
export type MessageReport = Static<typeof MessageReport>

/** A message that waits for those who keep order: held before it was seen, or pointed out after. */
export const OrderItem = T.Object({
  message: Message,
  groupName: T.String(),
  /** Not yet decided about; those who came first, at most 20. */
  reports: T.Array(MessageReport),
  reportCount: T.Integer(),
})
export type OrderItem = Static<typeof OrderItem>

/** Somebody may not speak for a time, or not be there, in one group or in all (`groupId` null). */
export const Sanction = T.Object({
  sanctionId: Id,
  kind: oneOf(SANCTION_KINDS),
  personId: Id,
  personName: T.String(),
  groupId: orNull(Id),
  groupName: orNull(T.String()),
  reason: T.String(),
  byName: T.String(),
  at: Time,
  until: orNull(Time),
  isInForce: T.Boolean(),
  liftedAt: orNull(Time),
  liftWords: orNull(T.String()),
  appealWords: orNull(T.String()),
  appealedAt: orNull(Time),
  appealAnswer: orNull(T.String()),
  appealAnsweredAt: orNull(Time),
  /** Whether I may answer the appeal that waits, or ask for another look myself. */
  mayAnswer: T.Boolean(),
  mayAppeal: T.Boolean(),
})
export type Sanction = Static<typeof Sanction>

/** A message that was hidden, why, and what its author said against it. Its words are for those who keep order. */
export const HiddenMessage = T.Object({
  message: Message,
  groupName: T.String(),
  reason: T.String(),
  byName: T.String(),
  hiddenAt: Time,
  appealWords: orNull(T.String()),
  appealedAt: orNull(Time),
  answer: orNull(T.String()),
  answeredAt: orNull(Time),
  /** Whether I may ask for another look, or answer who did. */
  mayAppeal: T.Boolean(),
  mayAnswer: T.Boolean(),
})
export type HiddenMessage = Static<typeof HiddenMessage>

/** A comment under an announcement that waits for a look. */
export const HeldComment = T.Object({
  announcementId: Id,
  title: T.String(),
  commentId: Id,
  authorName: T.String(),
  words: T.String(),
  at: Time,
  isMine: T.Boolean(),
})
export type HeldComment = Static<typeof HeldComment>

export const KeywordRule = T.Object({
  ruleId: Id,
  words: T.String(),
  madeByName: T.String(),
  at: Time,
})
export type KeywordRule = Static<typeof KeywordRule>

/** One line of the log: ids and reasons, never what was said. */
export const OrderEntry = T.Object({
  actId: Id,
  act: oneOf(ORDER_ACTS),
  groupId: orNull(Id),
  groupName: orNull(T.String()),
  messageSeq: orNull(T.Integer()),
  subjectName: orNull(T.String()),
  /** Null for the content check, and for neighbours who pointed something out. */
  byName: orNull(T.String()),
  reason: T.String(),
  at: Time,
})
export type OrderEntry = Static<typeof OrderEntry>

const order = '/v1/communities/:communityId/order'
const InMessage = T.Object({
  communityId: CommunityId,
  groupId: Id,
  seq: T.Integer({ minimum: 1 }),
})
const inMessage = '/v1/communities/:communityId/groups/:groupId/messages/:seq'
const InSanction = T.Object({ communityId: CommunityId, sanctionId: Id })
const Rules = T.Object({ items: T.Array(KeywordRule) })

export const orderRoutes = {
  reportMessage: route({
    method: 'POST',
    path: `${inMessage}/report`,
    access: 'member',
    command: true,
    perMinute: 20,
    summary: 'Point out a message to those who keep order, once',
    params: InMessage,
    body: body({
      commandId: CommandId,
      reason: oneOf(REPORT_REASONS),
      words: T.Optional(Reason),
    }),
    response: Done,
  }),
  judgeMessage: route({
    method: 'POST',
    path: `${inMessage}/judge`,
    access: 'moderator',
    command: true,
    summary:
      'Let a held message through or refuse it, hide a shown one or show it again, or dismiss its reports',
    params: InMessage,
    body: body({
      commandId: CommandId,
      act: oneOf(['let-through', 'refuse', 'hide', 'show', 'dismiss']),
      reason: T.Optional(Reason),
    }),
    response: Message,
  }),
  appealMessage: route({
    method: 'POST',
    path: `${inMessage}/appeal`,
    access: 'member',
    command: true,
    summary: 'Ask once that somebody else looks again at a message of mine that was hidden',
    params: InMessage,
    body: body({ commandId: CommandId, words: Words }),
    response: HiddenMessage,
  }),
  answerMessageAppeal: route({
    method: 'POST',
    path: `${inMessage}/answer`,
    access: 'moderator',
    command: true,
    summary:
      'Restore a hidden message or keep it hidden after an appeal; another than who hid it, where there is one',
    params: InMessage,
    body: body({ commandId: CommandId, answer: oneOf(['restore', 'keep']), words: Reason }),
    response: HiddenMessage,
  }),
  listOrderQueue: route({
    method: 'GET',
    path: `${order}/queue`,
    access: 'moderator',
    summary:
      'What waits for those who keep order: messages, the longest waiting first, and appeals',
    params: InCommunity,
    response: T.Object({
      items: T.Array(OrderItem),
      appeals: T.Array(Sanction),
      messageAppeals: T.Array(HiddenMessage),
      comments: T.Array(HeldComment),
      count: T.Integer(),
    }),
  }),
  sanctionMember: route({
    method: 'POST',
    path: '/v1/communities/:communityId/members/:personId/sanctions',
    access: 'moderator',
    command: true,
    summary: 'Silence a member for a time, or remove them, in one group or in all',
    params: T.Object({ communityId: CommunityId, personId: Id }),
    body: body({
      commandId: CommandId,
      kind: oneOf(SANCTION_KINDS),
      /** With `mute` only, which always ends. */
      time: T.Optional(oneOf(['1h', '1d', '7d', '30d'])),
      groupId: T.Optional(Id),
      reason: Reason,
    }),
    response: Sanction,
  }),
  listSanctions: route({
    method: 'GET',
    path: `${order}/sanctions`,
    access: 'moderator',
    summary: 'Members who may not speak or be there at present',
    params: InCommunity,
    response: T.Object({ items: T.Array(Sanction) }),
  }),
  liftSanction: route({
    method: 'POST',
    path: `${order}/sanctions/:sanctionId/lift`,
    access: 'moderator',
    command: true,
    summary: 'End a sanction before its time',
    params: InSanction,
    body: body({ commandId: CommandId, words: T.Optional(Reason) }),
    response: Sanction,
  }),
  appealSanction: route({
    method: 'POST',
    path: `${order}/sanctions/:sanctionId/appeal`,
    access: 'member',
    command: true,
    summary: 'Ask once that somebody else looks again at what was decided about me',
    params: InSanction,
    body: body({ commandId: CommandId, words: Words }),
    response: Sanction,
  }),
  answerAppeal: route({
    method: 'POST',
    path: `${order}/sanctions/:sanctionId/answer`,
    access: 'moderator',
    command: true,
    summary:
      'Uphold or lift a sanction after an appeal; another than who decided it, where there is one',
    params: InSanction,
    body: body({ commandId: CommandId, answer: oneOf(['uphold', 'lift']), words: Reason }),
    response: Sanction,
  }),
  listKeywordRules: route({
    method: 'GET',
    path: `${order}/keywords`,
    access: 'moderator',
    summary: 'Words that hold a message until somebody has looked at it',
    params: InCommunity,
    response: Rules,
  }),
  addKeywordRule: route({
    method: 'POST',
    path: `${order}/keywords`,
    access: 'moderator',
    command: true,
    summary: 'Hold messages with these words for a look',
    params: InCommunity,
    body: body({ commandId: CommandId, words: T.String({ minLength: 1, maxLength: 30 }) }),
    response: Rules,
  }),
  removeKeywordRule: route({
    method: 'POST',
    path: `${order}/keywords/:ruleId/remove`,
    access: 'moderator',
    command: true,
    summary: 'Hold messages with these words no more',
    params: T.Object({ communityId: CommunityId, ruleId: Id }),
    body: body({ commandId: CommandId }),
    response: Rules,
  }),
  listOrderActs: route({
    method: 'GET',
    path: `${order}/acts`,
    access: 'moderator',
    summary: 'The log of everything done for order, newest first',
    params: InCommunity,
    query: T.Object({ before: T.Optional(Cursor), limit: T.Optional(Limit) }),
    response: T.Object({ items: T.Array(OrderEntry), next: orNull(Cursor) }),
  }),
  myOrderRecord: route({
    method: 'GET',
    path: `${order}/mine`,
    access: 'member',
    summary: 'What was decided for order about me and what I said, newest first',
    params: InCommunity,
    response: T.Object({
      sanctions: T.Array(Sanction),
      hidden: T.Array(HiddenMessage),
      items: T.Array(OrderEntry),
    }),
  }),
}
