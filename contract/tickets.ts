import { Type as T, type Static } from 'typebox'
import {
  CLOSED_HOWS,
  ESCALATED_TO,
  LONGEST_ANSWER,
  PLATFORM_STATES,
  QUESTION_KINDS,
  STEP_NEEDS,
  STEP_REFUSALS,
  TICKET_STATES,
  TICKET_STEPS,
  URGENCIES,
} from '../domain/ticket/names'
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
  Point,
  route,
  Time,
} from './route'

/** What is asked more about a category, once it is chosen. */
export const Question = T.Object({
  code: T.String(),
  kind: oneOf(QUESTION_KINDS),
  words: T.String(),
  isRequired: T.Boolean(),
  hint: orNull(T.String()),
  choices: T.Array(T.Object({ key: T.String(), name: T.String() })),
})
export type Question = Static<typeof Question>

/** By the question's code; of several choices, all their keys. */
const Answers = T.Record(
  T.String({ pattern: '^[0-9A-Za-z_-]{1,40}$' }),
  T.Unsafe<string | string[]>({
    anyOf: [
      { type: 'string', maxLength: LONGEST_ANSWER },
      { type: 'array', items: { type: 'string', maxLength: 60 }, maxItems: 30 },
    ],
  }),
  { maxProperties: 30 },
)

export const Category = T.Object({
  categoryId: T.String(),
  name: T.String(),
  groupName: T.String(),
  urgency: oneOf(URGENCIES),
  keywords: T.Array(T.String()),
  /** What to do first when this is not for us alone: 110, 119, 120, 122, the gas company. */
  hint: orNull(T.String()),
  questions: T.Array(Question),
})
export type Category = Static<typeof Category>

export const Photo = T.Object({
  photoId: Id,
  thumbUrl: T.String(),
  mediumUrl: T.String(),
  fullUrl: T.String(),
  width: T.Integer(),
  height: T.Integer(),
  /** When it was taken and how far from the ticket's place, by the phone's own word. */
  taken: T.Optional(T.Object({ at: orNull(Time), distanceM: orNull(T.Integer()) })),
})
export type Photo = Static<typeof Photo>

/** A ticket as one line of a list, already cut to what this viewer may see. */
export const TicketCard = T.Object({
  communityId: CommunityId,
  ticketId: Id,
  number: T.String(),
  version: T.Integer(),
  categoryId: T.String(),
  categoryName: T.String(),
  urgency: oneOf(URGENCIES),
  state: oneOf(TICKET_STATES),
  closedHow: orNull(oneOf(CLOSED_HOWS)),
  words: T.String(),
  thumbUrl: orNull(T.String()),
  photoCount: T.Integer(),
  placeText: T.String(),
  point: orNull(Point),
  gridCode: orNull(T.String()),
  gridName: orNull(T.String()),
  reportedAt: Time,
  updatedAt: Time,
  dueAt: orNull(Time),
  isOverdue: T.Boolean(),
  /** To whom it was brought because it is late, or was disputed three times. */
  escalatedTo: orNull(oneOf(ESCALATED_TO)),
  joinedCount: T.Integer(),
  isMine: T.Boolean(),
  isPrivate: T.Boolean(),
  isFollowing: T.Boolean(),
  /** Null where the viewer may not know. */
  reporterName: orNull(T.String()),
  /** The worker’s, or the department’s. */
  assigneeName: orNull(T.String()),
  assignedToMe: T.Boolean(),
  distanceM: orNull(T.Integer()),
})
export type TicketCard = Static<typeof TicketCard>

/** One act of a ticket's history. */
export const StepView = T.Object({
  seq: T.Integer(),
  step: oneOf(TICKET_STEPS),
  at: Time,
  actorName: T.String(),
  actorRole: oneOf([
    'resident',
    'moderator',
    'worker',
    'department',
    'operator',
    'system',
    'platform',
  ]),
  isMe: T.Boolean(),
  fromState: orNull(oneOf(TICKET_STATES)),
  toState: oneOf(TICKET_STATES),
  words: T.String(),
  photos: T.Array(Photo),
  toName: orNull(T.String()),
  distanceM: orNull(T.Integer()),
  stars: orNull(T.Integer()),
  closedHow: orNull(oneOf(CLOSED_HOWS)),
})
export type StepView = Static<typeof StepView>

/** The details of a refusal because of what others did meanwhile: enough to tell a person who did what, and when. */
export const CameBetween = T.Object({
  version: T.Integer(),
  state: oneOf(TICKET_STATES),
  steps: T.Array(
    T.Object({
      seq: StepView.properties.seq,
      step: StepView.properties.step,
      at: StepView.properties.at,
      actorName: StepView.properties.actorName,
      toState: StepView.properties.toState,
    }),
  ),
})
export type CameBetween = Static<typeof CameBetween>

export const StepOffer = T.Object({
  step: oneOf(TICKET_STEPS),
  ok: T.Boolean(),
  reason: orNull(oneOf(STEP_REFUSALS)),
  needs: T.Array(oneOf(STEP_NEEDS)),
})
export type StepOffer = Static<typeof StepOffer>

export const IssueView = T.Object({
  issueId: Id,
  words: T.String(),
  photos: T.Array(Photo),
  reportedAt: Time,
  reporterName: orNull(T.String()),
  isMine: T.Boolean(),
  answers: T.Array(T.Object({ question: T.String(), answer: T.String() })),
})
export type IssueView = Static<typeof IssueView>

export const TicketDetail = T.Object({
  ...TicketCard.properties,
  issues: T.Array(IssueView),
  timeline: T.Array(StepView),
  /** Every step that this viewer could ever take, and why one is closed just now. */
  offers: T.Array(StepOffer),
  disputeCount: T.Integer(),
  stars: orNull(T.Integer()),
  mergedIntoId: orNull(Id),
  suspendedUntil: orNull(Time),
  proposal: orNull(T.Object({ step: oneOf(TICKET_STEPS), byName: T.String(), byMe: T.Boolean() })),
  isCalendarKnown: T.Boolean(),
  /** For 居委会 and street, where a city's platform is connected and the ticket goes there; `since` the last change. */
  platform: T.Optional(
    T.Object({ state: oneOf(PLATFORM_STATES), since: Time, number: orNull(T.String()) }),
  ),
})
export type TicketDetail = Static<typeof TicketDetail>

/** Where an issue is: by GPS, by a pin on the map, or by a building. Pin and building need no permission from the phone. */
export const IssuePlace = T.Object(
  {
    by: oneOf(['gps', 'pin', 'building']),
    point: T.Optional(Point),
    buildingId: T.Optional(Id),
    unit: T.Optional(T.String({ maxLength: 20 })),
    text: T.Optional(T.String({ maxLength: 100 })),
  },
  { additionalProperties: false },
)
export type IssuePlace = Static<typeof IssuePlace>

const InTicket = T.Object({ communityId: CommunityId, ticketId: Id })
const Words = T.String({ maxLength: 2000 })
const PhotoIds = T.Array(Id, { maxItems: 9, uniqueItems: true })

export const TICKET_VIEWS = ['community', 'mine', 'following', 'triage', 'desk', 'queue'] as const

/** What a phone says of a picture that it took. Its clock may be wrong: a moment that cannot be is not kept. */
const TakenPhoto = T.Object(
  { photoId: Id, at: T.Optional(Time), point: T.Optional(Point) },
  { additionalProperties: false },
)

export const AdvanceTicket = body({
  commandId: CommandId,
  step: oneOf(TICKET_STEPS),
  /** The version the person was looking at; refused with `ticket-changed` when the ticket has moved on. */
  seenVersion: T.Optional(T.Integer({ minimum: 1 })),
  words: T.Optional(Words),
  photoIds: T.Optional(PhotoIds),
  taken: T.Optional(T.Array(TakenPhoto, { maxItems: 9 })),
  point: T.Optional(Point),
  toPersonId: T.Optional(Id),
  toDepartmentId: T.Optional(Id),
  /** With `accept`: nobody is sent yet, whatever the routing table says. */
  isHeld: T.Optional(T.Boolean()),
  intoTicketId: T.Optional(Id),
  untilAt: T.Optional(Time),
  categoryId: T.Optional(T.String({ maxLength: 60 })),
  stars: T.Optional(T.Integer({ minimum: 1, maximum: 5 })),
  parts: T.Optional(T.Integer({ minimum: 2, maximum: 9 })),
})
export type AdvanceTicket = Static<typeof AdvanceTicket>

export const ReportIssue = body({
  commandId: CommandId,
  categoryId: T.String({ maxLength: 60 }),
  words: Words,
  photoIds: PhotoIds,
  place: IssuePlace,
  /** To neighbours; moderators and the worker on the ticket always know who reported. */
  isAnonymous: T.Boolean(),
  isPrivate: T.Boolean(),
  /** When it was written on the phone, which may have been without a network. */
  writtenAt: T.Optional(Time),
  answers: T.Optional(Answers),
})
export type ReportIssue = Static<typeof ReportIssue>

export const ticketRoutes = {
  listCategories: route({
    method: 'GET',
    path: '/v1/categories',
    access: 'public',
    summary: 'The categories that residents meet',
    response: T.Object({ items: T.Array(Category) }),
  }),
  searchCategories: route({
    method: 'GET',
    path: '/v1/categories/search',
    access: 'public',
    perMinute: 120,
    summary: 'All categories of the grid’s code lists, by word or code',
    query: T.Object({ q: T.String({ minLength: 1, maxLength: 40 }) }),
    response: T.Object({ items: T.Array(Category) }),
  }),
  uploadPhoto: route({
    method: 'POST',
    path: '/v1/communities/:communityId/photos',
    access: 'member',
    upload: true,
    perMinute: 60,
    summary:
      'Upload one picture (jpeg, png, webp; at most 20 MB); what it carries about phone and place is removed',
    params: InCommunity,
    body: body({ commandId: CommandId }),
    response: Photo,
  }),
  listNearTickets: route({
    method: 'GET',
    path: '/v1/communities/:communityId/tickets/near',
    access: 'member',
    summary: 'Open tickets of this kind within 100 m of the last seven days',
    params: InCommunity,
    query: T.Object({ ...Point.properties, categoryId: T.String({ maxLength: 60 }) }),
    response: T.Object({ items: T.Array(TicketCard) }),
  }),
  reportIssue: route({
    method: 'POST',
    path: '/v1/communities/:communityId/issues',
    access: 'member',
    command: true,
    summary: 'Report an issue: a ticket is opened',
    params: InCommunity,
    body: ReportIssue,
    response: TicketDetail,
  }),
  listTickets: route({
    method: 'GET',
    path: '/v1/communities/:communityId/tickets',
    access: 'member',
    summary:
      'Tickets: the community’s, mine, those I follow; for staff the triage, the desk and the queue (by deadline and, with a point, by distance)',
    params: InCommunity,
    query: T.Object({
      view: oneOf(TICKET_VIEWS),
      state: T.Optional(oneOf(TICKET_STATES)),
      lat: T.Optional(T.Number()),
      lng: T.Optional(T.Number()),
      before: T.Optional(Cursor),
      limit: T.Optional(Limit),
    }),
    response: T.Object({ items: T.Array(TicketCard), next: orNull(Cursor) }),
  }),
  getTicket: route({
    method: 'GET',
    path: '/v1/communities/:communityId/tickets/:ticketId',
    access: 'member',
    summary: 'A ticket with its history and what I may do',
    params: InTicket,
    response: TicketDetail,
  }),
  advanceTicket: route({
    method: 'POST',
    path: '/v1/communities/:communityId/tickets/:ticketId/steps',
    access: 'member',
    command: true,
    summary: 'Take a step; what each step needs and who may take it is a table in the domain',
    params: InTicket,
    body: AdvanceTicket,
    response: TicketDetail,
  }),
  followTicket: route({
    method: 'POST',
    path: '/v1/communities/:communityId/tickets/:ticketId/follow',
    access: 'member',
    command: true,
    summary: 'Follow, or stop following',
    params: InTicket,
    body: body({ commandId: CommandId, follow: T.Boolean() }),
    response: Done,
  }),
}
