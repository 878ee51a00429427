import { Type as T, type Static } from 'typebox'
import { ROUTING_DAYS, ROUTING_MODES, ROUTING_SKIPS } from '../domain/ticket/names'
import { body, CommandId, Id, InCommunity, oneOf, orNull, route, Time } from './route'

const Minute = T.Integer({ minimum: 0, maximum: 1439 })

/** A line as somebody writes it. What is null or `any` says nothing; a single category comes before a group of them. */
const line = {
  categoryId: orNull(T.String({ maxLength: 60 })),
  categoryGroup: orNull(T.String({ maxLength: 40 })),
  gridCode: orNull(T.String({ maxLength: 15 })),
  days: oneOf(ROUTING_DAYS),
  /** 1 Monday … 7 Sunday; none stands for all. */
  weekdays: T.Array(T.Integer({ minimum: 1, maximum: 7 }), { maxItems: 7, uniqueItems: true }),
  /** Minutes of the day in Beijing; `untilMinute` before `fromMinute` passes midnight. */
  fromMinute: orNull(Minute),
  untilMinute: orNull(Minute),
  mode: oneOf(ROUTING_MODES),
  toPersonId: orNull(Id),
  toDepartmentId: orNull(Id),
}

export const RoutingDraft = T.Object(
  { ruleId: T.Optional(Id), ...line },
  { additionalProperties: false },
)
export type RoutingDraft = Static<typeof RoutingDraft>

/** A line with what it says in words. */
export const RoutingLine = T.Object({
  ruleId: Id,
  ...line,
  when: T.String(),
  then: T.String(),
  /** Whom it names is there no more. */
  isTargetGone: T.Boolean(),
})
export type RoutingLine = Static<typeof RoutingLine>

/** Where a ticket would go, by which line, and which lines would have come before. */
export const RoutingTrial = T.Object({
  won: orNull(
    T.Object({
      line: RoutingLine,
      toPersonId: orNull(Id),
      toDepartmentId: orNull(Id),
      /** Null where any worker of the grid may claim it. */
      toName: orNull(T.String()),
    }),
  ),
  passedOver: T.Array(T.Object({ line: RoutingLine, why: oneOf(ROUTING_SKIPS) })),
  /** False where the year’s holidays are not published yet: plain weekends were counted. */
  isCalendarKnown: T.Boolean(),
})
export type RoutingTrial = Static<typeof RoutingTrial>

const Lines = T.Object({ items: T.Array(RoutingLine), categoryGroups: T.Array(T.String()) })

export const routingRoutes = {
  listRouting: route({
    method: 'GET',
    path: '/v1/communities/:communityId/routing',
    access: 'moderator',
    summary: 'Who gets which accepted ticket: the table, the most specific line first',
    params: InCommunity,
    response: Lines,
  }),
  keepRoutingLine: route({
    method: 'POST',
    path: '/v1/communities/:communityId/routing',
    access: 'moderator',
    command: true,
    summary: 'Add a line, or change the one named; for the street',
    params: InCommunity,
    body: body({ commandId: CommandId, line: RoutingDraft }),
    response: Lines,
  }),
  removeRoutingLine: route({
    method: 'POST',
    path: '/v1/communities/:communityId/routing/:ruleId/remove',
    access: 'moderator',
    command: true,
    summary: 'Take a line out; for the street',
    params: T.Object({ ...InCommunity.properties, ruleId: Id }),
    body: body({ commandId: CommandId }),
    response: Lines,
  }),
  tryRouting: route({
    method: 'POST',
    path: '/v1/communities/:communityId/routing/try',
    access: 'moderator',
    summary: 'Where a ticket would go, with a line that is not saved yet if one is given',
    params: InCommunity,
    body: body({
      categoryId: T.String({ maxLength: 60 }),
      gridCode: orNull(T.String({ maxLength: 15 })),
      at: T.Optional(Time),
      draft: T.Optional(RoutingDraft),
    }),
    response: RoutingTrial,
  }),
}
