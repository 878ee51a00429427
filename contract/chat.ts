import { Type as T, type Static } from 'typebox'
import {
  GROUP_KINDS,
  HOLD_REASONS,
  MESSAGE_KINDS,
  MESSAGE_STATES,
  POST_REFUSALS,
  ROLES,
} from '../domain/group/names'
import { CLOSED_HOWS, TICKET_STATES } from '../domain/ticket/names'
import {
  body,
  CommandId,
  CommunityId,
  Done,
  Id,
  InCommunity,
  oneOf,
  orNull,
  Point,
  route,
  Time,
} from './route'
import { IssuePlace, Photo } from './tickets'

/** A place in a group's talk: 1, 2, 3 … in the order that is the same for everyone. */
const Seq = T.Integer({ minimum: 0 })

/** A ticket in a message, as everybody of the group may see it. */
export const TicketMark = T.Object({
  ticketId: Id,
  number: T.String(),
  categoryName: T.String(),
  state: oneOf(TICKET_STATES),
  closedHow: orNull(oneOf(CLOSED_HOWS)),
})
export type TicketMark = Static<typeof TicketMark>

export const MessagePlace = T.Object({ name: T.String({ maxLength: 100 }), point: Point })
export type MessagePlace = Static<typeof MessagePlace>

/** What was said. Words, pictures, place and quote are empty unless the message is shown, or this reader may see what is held. */
export const Message = T.Object({
  messageId: Id,
  groupId: Id,
  seq: Seq,
  /** The id that its author's phone made, by which that phone knows its own again. */
  commandId: CommandId,
  kind: oneOf(MESSAGE_KINDS),
  state: oneOf(MESSAGE_STATES),
  holdReason: orNull(oneOf(HOLD_REASONS)),
  /** Null once the account is deleted. */
  authorId: orNull(Id),
  authorName: T.String(),
  authorRole: oneOf([...ROLES, 'operator']),
  words: T.String(),
  photos: T.Array(Photo),
  place: orNull(MessagePlace),
  /** The ticket that was shared as a card, or that was made from this message. */
  ticket: orNull(TicketMark),
  quote: orNull(T.Object({ seq: Seq, authorName: T.String(), beginning: T.String() })),
  mentions: T.Array(Id),
  isToEveryone: T.Boolean(),
  at: Time,
})
export type Message = Static<typeof Message>

/** A group with all that its page needs, and what I may do in it. */
export const Group = T.Object({
  groupId: Id,
  communityId: CommunityId,
  kind: oneOf(GROUP_KINDS),
  name: T.String(),
  description: T.String(),
  memberCount: T.Integer(),
  isArchived: T.Boolean(),
  slowSeconds: T.Integer(),
  rules: T.String(),
  /** What the community says to who has come lately; empty for everybody else. */
  welcome: T.String(),
  /** When I came: the welcome stands there in the talk. Null for an operator, who is no neighbour. */
  joinedAt: orNull(Time),
  lastSeq: Seq,
  me: T.Object({
    isMember: T.Boolean(),
    /** Only groups by interest are joined and left; the others come with the address. */
    mayJoin: T.Boolean(),
    mayLeave: T.Boolean(),
    keepsOrder: T.Boolean(),
    readSeq: Seq,
    isMuted: T.Boolean(),
    isPinned: T.Boolean(),
    /** Why I could not post just now; null when I can. */
    cannotPost: orNull(oneOf(POST_REFUSALS)),
    cannotPostUntil: orNull(Time),
  }),
})
export type Group = Static<typeof Group>

export const GroupMember = T.Object({
  personId: Id,
  nickname: T.String(),
  role: oneOf([...ROLES, 'operator']),
})
export type GroupMember = Static<typeof GroupMember>

/** What all groups of a community agreed on, and how they welcome. */
export const TalkRules = T.Object({
  rules: T.String({ maxLength: 2000 }),
  welcome: T.String({ maxLength: 500 }),
})
export type TalkRules = Static<typeof TalkRules>

export const InGroup = T.Object({ communityId: CommunityId, groupId: Id })
const InMessage = T.Object({
  communityId: CommunityId,
  groupId: Id,
  seq: T.Integer({ minimum: 1 }),
})
const GroupName = T.String({ minLength: 1, maxLength: 30 })
const Description = T.String({ maxLength: 200 })

/** One message, as it is sent. */
export const PostMessage = {
  commandId: CommandId,
  words: T.Optional(T.String({ maxLength: 8000 })),
  photoIds: T.Optional(T.Array(Id, { maxItems: 20, uniqueItems: true })),
  place: T.Optional(MessagePlace),
  ticketId: T.Optional(Id),
  quoteSeq: T.Optional(T.Integer({ minimum: 1 })),
  mentions: T.Optional(T.Array(Id, { maxItems: 50, uniqueItems: true })),
  isToEveryone: T.Optional(T.Boolean()),
}

const chat = '/v1/communities/:communityId/groups/:groupId'

export const chatRoutes = {
  makeGroup: route({
    method: 'POST',
    path: '/v1/communities/:communityId/groups',
    access: 'moderator',
    command: true,
    summary: 'Make a group: for a building or unit, for a grid, or by interest',
    params: InCommunity,
    body: body({
      commandId: CommandId,
      kind: oneOf(GROUP_KINDS),
      name: GroupName,
      description: T.Optional(Description),
      building: T.Optional(T.String({ maxLength: 20 })),
      unit: T.Optional(T.String({ maxLength: 20 })),
      gridCode: T.Optional(T.String({ pattern: '^[0-9]{15}$' })),
    }),
    response: Group,
  }),
  changeGroup: route({
    method: 'POST',
    path: `${chat}/change`,
    access: 'moderator',
    command: true,
    summary: 'Change a group’s name, description, slow mode, or whether it is archived',
    params: InGroup,
    body: body({
      commandId: CommandId,
      name: T.Optional(GroupName),
      description: T.Optional(Description),
      slowSeconds: T.Optional(T.Integer({ minimum: 0, maximum: 3600 })),
      isArchived: T.Optional(T.Boolean()),
    }),
    response: Group,
  }),
  getGroup: route({
    method: 'GET',
    path: chat,
    access: 'member',
    summary: 'A group, and what I may do in it',
    params: InGroup,
    response: Group,
  }),
  getTalkRules: route({
    method: 'GET',
    path: '/v1/communities/:communityId/talk-rules',
    access: 'member',
    summary: 'What the groups agreed on, and how they welcome',
    params: InCommunity,
    response: TalkRules,
  }),
  setTalkRules: route({
    method: 'POST',
    path: '/v1/communities/:communityId/talk-rules',
    access: 'moderator',
    command: true,
    summary: 'Set them; other rules are read anew by everybody before they speak again',
    params: InCommunity,
    body: body({ commandId: CommandId, ...TalkRules.properties }),
    response: TalkRules,
  }),
  joinGroup: route({
    method: 'POST',
    path: `${chat}/join`,
    access: 'member',
    command: true,
    summary: 'Join a group by interest',
    params: InGroup,
    body: body({ commandId: CommandId }),
    response: Group,
  }),
  leaveGroup: route({
    method: 'POST',
    path: `${chat}/leave`,
    access: 'member',
    command: true,
    summary: 'Leave a group by interest',
    params: InGroup,
    body: body({ commandId: CommandId }),
    response: Group,
  }),
  setGroupForMe: route({
    method: 'POST',
    path: `${chat}/for-me`,
    access: 'member',
    command: true,
    summary: 'Mute or pin a group for myself, or agree to its rules',
    params: InGroup,
    body: body({
      commandId: CommandId,
      isMuted: T.Optional(T.Boolean()),
      isPinned: T.Optional(T.Boolean()),
      hasReadRules: T.Optional(T.Literal(true)),
    }),
    response: Group,
  }),
  markGroupRead: route({
    method: 'POST',
    path: `${chat}/read`,
    access: 'member',
    command: true,
    summary: 'I have read up to here',
    params: InGroup,
    body: body({ commandId: CommandId, seq: Seq }),
    response: Done,
  }),
  listGroupMembers: route({
    method: 'GET',
    path: `${chat}/members`,
    access: 'member',
    summary:
      'Who is in the group, those who keep order first; at most 100, so search by name in a large one',
    params: InGroup,
    query: T.Object({ q: T.Optional(T.String({ maxLength: 20 })) }),
    response: T.Object({ items: T.Array(GroupMember) }),
  }),
  listMessages: route({
    method: 'GET',
    path: `${chat}/messages`,
    access: 'member',
    summary:
      'What was said, oldest first: the newest, or what stands before, after or around a place',
    params: InGroup,
    query: T.Object({
      before: T.Optional(T.Integer({ minimum: 1 })),
      after: T.Optional(Seq),
      around: T.Optional(T.Integer({ minimum: 1 })),
      limit: T.Optional(T.Integer({ minimum: 1, maximum: 100, default: 30 })),
    }),
    response: T.Object({
      items: T.Array(Message),
      hasBefore: T.Boolean(),
      hasAfter: T.Boolean(),
      lastSeq: Seq,
    }),
  }),
  getMessage: route({
    method: 'GET',
    path: `${chat}/messages/:seq`,
    access: 'member',
    summary: 'One message, with what of it I may see',
    params: InMessage,
    response: Message,
  }),
  searchMessages: route({
    method: 'GET',
    path: `${chat}/search`,
    access: 'member',
    perMinute: 60,
    summary: 'Messages of a group by words, by person, by day; newest first',
    params: InGroup,
    query: T.Object({
      q: T.Optional(T.String({ maxLength: 40 })),
      personId: T.Optional(Id),
      from: T.Optional(Time),
      to: T.Optional(Time),
      before: T.Optional(T.Integer({ minimum: 1 })),
    }),
    response: T.Object({ items: T.Array(Message), hasMore: T.Boolean() }),
  }),
  postMessage: route({
    method: 'POST',
    path: `${chat}/messages`,
    access: 'member',
    command: true,
    summary: 'Say something in a group',
    params: InGroup,
    body: body(PostMessage),
    response: Message,
  }),
  turnIntoTicket: route({
    method: 'POST',
    path: `${chat}/to-ticket`,
    access: 'member',
    command: true,
    summary:
      'Make a ticket from what was said: words, pictures and place are carried over, its authors join it, and the messages carry its state',
    params: InGroup,
    body: body({
      commandId: CommandId,
      seqs: T.Array(T.Integer({ minimum: 1 }), { minItems: 1, maxItems: 20, uniqueItems: true }),
      categoryId: T.String({ maxLength: 60 }),
      /** In place of the messages' own, when somebody put them better. */
      words: T.Optional(T.String({ maxLength: 2000 })),
      /** Absent: the place in the messages, or else the building where the author lives. */
      place: T.Optional(IssuePlace),
    }),
    response: TicketMark,
  }),
  recallMessage: route({
    method: 'POST',
    path: `${chat}/messages/:seq/recall`,
    access: 'member',
    command: true,
    summary: 'Take back my own message, within two minutes',
    params: InMessage,
    body: body({ commandId: CommandId }),
    response: Message,
  }),
  vouchForMember: route({
    method: 'POST',
    path: '/v1/communities/:communityId/members/:personId/vouch',
    access: 'moderator',
    command: true,
    summary:
      'A moderator’s word that this member is who they say: in place of a phone number known to WeChat',
    params: T.Object({ communityId: CommunityId, personId: Id }),
    body: body({ commandId: CommandId }),
    response: Done,
  }),
  deleteMessageForMe: route({
    method: 'POST',
    path: `${chat}/messages/:seq/delete-for-me`,
    access: 'member',
    command: true,
    summary: 'Do not show me this message any more',
    params: InMessage,
    body: body({ commandId: CommandId }),
    response: Done,
  }),
}
