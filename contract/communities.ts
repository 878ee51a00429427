import { Type as T, type Static } from 'typebox'
import { APPLICATION_STATES, GROUP_KINDS, RELATIONS, ROLES } from '../domain/group/names'
import { TICKET_STATES, TICKET_STEPS } from '../domain/ticket/names'
import { Address, Membership } from './identity'
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

export const Division = T.Object({ code: T.String(), name: T.String() })
export type Division = Static<typeof Division>

/** A community as one finds it before joining. `isOpen`: the operator has opened it here, so one can join. */
export const CommunityCard = T.Object({
  communityId: CommunityId,
  name: T.String(),
  street: T.String(),
  district: T.String(),
  isVillage: T.Boolean(),
  isOpen: T.Boolean(),
  isSample: T.Boolean(),
  distanceM: orNull(T.Integer()),
})
export type CommunityCard = Static<typeof CommunityCard>

export const Building = T.Object({
  buildingId: Id,
  name: T.String(),
  units: T.Array(T.String()),
  gridCode: orNull(T.String()),
  point: orNull(Point),
})
export type Building = Static<typeof Building>

export const Grid = T.Object({
  gridCode: T.String(),
  name: T.String(),
  workers: T.Array(T.String()),
})
export type Grid = Static<typeof Grid>

export const Community = T.Object({
  ...CommunityCard.properties,
  center: orNull(Point),
  memberCount: T.Integer(),
  groupCount: T.Integer(),
  openTicketCount: T.Integer(),
  waitingApplicationCount: T.Integer(),
  buildings: T.Array(Building),
  grids: T.Array(Grid),
  me: orNull(Membership),
})
export type Community = Static<typeof Community>

/** An application as a moderator sees it. */
export const Application = T.Object({
  applicationId: Id,
  communityId: CommunityId,
  surname: T.String(),
  address: Address,
  relation: oneOf(RELATIONS),
  note: T.String(),
  nickname: T.String(),
  isInvited: T.Boolean(),
  sameRoomCount: T.Integer(),
  state: oneOf(APPLICATION_STATES),
  reason: orNull(T.String()),
  appliedAt: Time,
  decidedAt: orNull(Time),
  decidedByName: orNull(T.String()),
})
export type Application = Static<typeof Application>

export const MemberCard = T.Object({
  personId: Id,
  nickname: T.String(),
  role: oneOf(ROLES),
  relation: orNull(oneOf(RELATIONS)),
  address: orNull(Address),
  gridCodes: T.Array(T.String()),
  joinedAt: Time,
})
export type MemberCard = Static<typeof MemberCard>

export const WorkerCard = T.Object({
  personId: Id,
  name: T.String(),
  gridCodes: T.Array(T.String()),
  openCount: T.Integer(),
})
export type WorkerCard = Static<typeof WorkerCard>

/** One line of what happened lately in a community, without anything private in it. */
export const Happening = T.Object({
  happeningId: T.String(),
  at: Time,
  ticketId: Id,
  ticketNumber: T.String(),
  categoryName: T.String(),
  placeText: T.String(),
  step: oneOf(TICKET_STEPS),
  state: oneOf(TICKET_STATES),
})
export type Happening = Static<typeof Happening>

export const GroupCard = T.Object({
  groupId: Id,
  kind: oneOf(GROUP_KINDS),
  name: T.String(),
  memberCount: T.Integer(),
  /** I am in it, by address, by grid, or because I joined; those who keep order are in all by office, which is not meant here. */
  isMine: T.Boolean(),
  joined: T.Boolean(),
  unreadCount: T.Integer(),
  /** Somebody mentioned me, or everyone, in what is unread. */
  callsMe: T.Boolean(),
  isMuted: T.Boolean(),
  isPinned: T.Boolean(),
  last: orNull(T.Object({ authorName: T.String(), beginning: T.String(), at: Time })),
})
export type GroupCard = Static<typeof GroupCard>

const InApplication = T.Object({ communityId: CommunityId, applicationId: Id })
const InvitationCode = T.String({ pattern: '^[0-9A-Za-z]{6,20}$' })
const Surname = T.String({ minLength: 1, maxLength: 10 })
const listOf = <S extends Parameters<typeof T.Array>[0]>(item: S) =>
  T.Object({ items: T.Array(item) })

export const Invitation = T.Object({
  code: T.String(),
  kind: oneOf(['resident', 'moderator', 'worker']),
  community: CommunityCard,
  expiresAt: Time,
})
export type Invitation = Static<typeof Invitation>

export const communityRoutes = {
  listDistricts: route({
    method: 'GET',
    path: '/v1/divisions/districts',
    access: 'public',
    summary: 'The city’s districts',
    response: listOf(Division),
  }),
  listStreets: route({
    method: 'GET',
    path: '/v1/divisions/districts/:districtCode/streets',
    access: 'public',
    summary: 'A district’s streets and townships',
    params: T.Object({ districtCode: T.String({ pattern: '^[0-9]{6}$' }) }),
    response: listOf(Division),
  }),
  listCommunities: route({
    method: 'GET',
    path: '/v1/divisions/streets/:streetCode/communities',
    access: 'public',
    summary: 'A street’s communities and villages',
    params: T.Object({ streetCode: T.String({ pattern: '^[0-9]{9}$' }) }),
    response: listOf(CommunityCard),
  }),
  searchCommunities: route({
    method: 'GET',
    path: '/v1/communities/search',
    access: 'public',
    perMinute: 120,
    summary: 'Communities by name; open ones first',
    query: T.Object({ q: T.String({ minLength: 1, maxLength: 40 }) }),
    response: listOf(CommunityCard),
  }),
  listNearCommunities: route({
    method: 'GET',
    path: '/v1/communities/near',
    access: 'public',
    summary: 'Open communities near a point, nearest first',
    query: Point,
    response: listOf(CommunityCard),
  }),
  getInvitation: route({
    method: 'GET',
    path: '/v1/invitations/:code',
    access: 'public',
    perMinute: 30,
    summary: 'What an invitation invites to',
    params: T.Object({ code: InvitationCode }),
    response: Invitation,
  }),
  acceptInvitation: route({
    method: 'POST',
    path: '/v1/invitations/:code/accept',
    access: 'signed-in',
    command: true,
    summary: 'Take up the office that a moderator’s or worker’s invitation offers',
    params: T.Object({ code: InvitationCode }),
    body: body({ commandId: CommandId, surname: Surname }),
    response: Membership,
  }),
  getCommunity: route({
    method: 'GET',
    path: '/v1/communities/:communityId',
    access: 'signed-in',
    summary: 'A community: buildings and grids for everyone who would join, counts for its members',
    params: InCommunity,
    response: Community,
  }),
  applyToJoin: route({
    method: 'POST',
    path: '/v1/communities/:communityId/applications',
    access: 'signed-in',
    command: true,
    summary: 'Apply to join',
    params: InCommunity,
    body: body({
      commandId: CommandId,
      surname: Surname,
      address: Address,
      relation: oneOf(RELATIONS),
      note: T.Optional(T.String({ maxLength: 200 })),
      invitationCode: T.Optional(InvitationCode),
    }),
    response: T.Object({ applicationId: Id }),
  }),
  withdrawApplication: route({
    method: 'POST',
    path: '/v1/communities/:communityId/applications/:applicationId/withdraw',
    access: 'signed-in',
    command: true,
    summary: 'Take back my application',
    params: InApplication,
    body: body({ commandId: CommandId }),
    response: Done,
  }),
  listApplications: route({
    method: 'GET',
    path: '/v1/communities/:communityId/applications',
    access: 'moderator',
    summary: 'Applications, oldest waiting first',
    params: InCommunity,
    query: T.Object({
      state: T.Optional(oneOf(APPLICATION_STATES)),
      before: T.Optional(Cursor),
      limit: T.Optional(Limit),
    }),
    response: T.Object({ items: T.Array(Application), next: orNull(Cursor) }),
  }),
  admitApplicant: route({
    method: 'POST',
    path: '/v1/communities/:communityId/applications/:applicationId/admit',
    access: 'moderator',
    command: true,
    summary: 'Admit',
    params: InApplication,
    body: body({ commandId: CommandId }),
    response: Application,
  }),
  refuseApplicant: route({
    method: 'POST',
    path: '/v1/communities/:communityId/applications/:applicationId/refuse',
    access: 'moderator',
    command: true,
    summary: 'Refuse, with the reason that the applicant will read',
    params: InApplication,
    body: body({ commandId: CommandId, reason: T.String({ minLength: 1, maxLength: 200 }) }),
    response: Application,
  }),
  leaveCommunity: route({
    method: 'POST',
    path: '/v1/communities/:communityId/leave',
    access: 'member',
    command: true,
    summary: 'Leave',
    params: InCommunity,
    body: body({ commandId: CommandId }),
    response: Done,
  }),
  listMembers: route({
    method: 'GET',
    path: '/v1/communities/:communityId/members',
    access: 'moderator',
    summary: 'Members by building and room',
    params: InCommunity,
    query: T.Object({
      q: T.Optional(T.String({ maxLength: 40 })),
      before: T.Optional(Cursor),
      limit: T.Optional(Limit),
    }),
    response: T.Object({ items: T.Array(MemberCard), next: orNull(Cursor) }),
  }),
  listWorkers: route({
    method: 'GET',
    path: '/v1/communities/:communityId/workers',
    access: 'staff',
    summary: 'Grid workers, with what each has in hand',
    params: InCommunity,
    response: listOf(WorkerCard),
  }),
  makeInvitation: route({
    method: 'POST',
    path: '/v1/communities/:communityId/invitations',
    access: 'moderator',
    command: true,
    summary: 'An invitation for neighbours, as code and QR picture',
    params: InCommunity,
    body: body({ commandId: CommandId, days: T.Integer({ minimum: 1, maximum: 90 }) }),
    response: T.Object({ code: T.String(), expiresAt: Time, link: T.String(), qrPng: T.String() }),
  }),
  listHappenings: route({
    method: 'GET',
    path: '/v1/communities/:communityId/happenings',
    access: 'member',
    summary: 'What happened lately, newest first',
    params: InCommunity,
    query: T.Object({ limit: T.Optional(Limit) }),
    response: listOf(Happening),
  }),
  listGroups: route({
    method: 'GET',
    path: '/v1/communities/:communityId/groups',
    access: 'member',
    summary: 'The community’s groups; mine are those that my address gives',
    params: InCommunity,
    response: listOf(GroupCard),
  }),
  listArchivedGroups: route({
    method: 'GET',
    path: '/v1/communities/:communityId/archived-groups',
    access: 'moderator',
    summary: 'The groups that were archived, for who may bring them back',
    params: InCommunity,
    response: listOf(GroupCard),
  }),
}
