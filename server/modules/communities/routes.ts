import type { communityRoutes } from '../../../contract/communities'
import { may, type Permission } from '../../../domain/group/permissions'
import type { Deps } from '../../deps'
import type { Handlers } from '../../handlers'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import { applyToJoin } from './apply-to-join'
import { listApplications } from './application-repository'
import {
  listCommunitiesOf,
  listDistricts,
  listNearCommunities,
  listStreets,
  searchCommunities,
} from './community-repository'
import { decideApplication } from './decide-application'
import { getCommunity } from './get-community'
import { acceptInvitation, getInvitation, makeInvitation } from './invitations'
import { leaveCommunity } from './leave-community'
import { listGroups } from './list-groups'
import { listHappenings } from './list-happenings'
import { listMembers } from './list-members'
import { listWorkers } from './list-workers'
import { readCursor, writeCursor } from '../paging'

const done = { ok: true } as const

const must = (member: Member, permission: Permission): void => {
  if (!may(member.role, permission)) throw new AppError('not-allowed')
}

export const communityHandlers = ({ config }: Deps): Handlers<typeof communityRoutes> => ({
  listDistricts: async (_, { db }) => ({ items: await listDistricts(db) }),
  listStreets: async ({ params }, { db }) => ({
    items: await listStreets(db, params.districtCode),
  }),
  listCommunities: async ({ params }, { db }) => ({
    items: await listCommunitiesOf(db, params.streetCode),
  }),
  searchCommunities: async ({ query }, { db }) => ({ items: await searchCommunities(db, query.q) }),
  listNearCommunities: async ({ query }, { db }) => ({
    items: await listNearCommunities(db, query),
  }),
  getInvitation: ({ params }, { db, now }) => getInvitation(db, params.code, now),
  acceptInvitation: ({ params, body, caller }, work) =>
    acceptInvitation(work, { code: params.code, personId: caller.personId, surname: body.surname }),
  getCommunity: ({ params, caller }, { db }) => getCommunity(db, caller, params.communityId),
  applyToJoin: ({ params, body, caller }, work) =>
    applyToJoin(work, caller.personId, params.communityId, body),
  withdrawApplication: async ({ params, caller }, work) => {
    await decideApplication(work, { ...params, decision: 'withdraw', byId: caller.personId })
    return done
  },
  listApplications: async (
    { member, params, query: { state = 'waiting', before, limit = 30 } },
    { db },
  ) => {
    must(member, 'members.admit')
    const items = await listApplications(db, params.communityId, {
      state,
      after: readCursor(before),
      limit: limit + 1,
    })
    const page = items.slice(0, limit)
    const last = page.at(-1)
    const next =
      items.length > limit && last
        ? writeCursor({ at: new Date(last.appliedAt), id: last.applicationId })
        : null
    return { items: page, next }
  },
  admitApplicant: ({ member, params, caller }, work) => {
    must(member, 'members.admit')
    return decideApplication(work, { ...params, decision: 'admit', byId: caller.personId })
  },
  refuseApplicant: ({ member, params, body, caller }, work) => {
    must(member, 'members.admit')
    return decideApplication(work, {
      ...params,
      decision: 'refuse',
      byId: caller.personId,
      reason: body.reason,
    })
  },
  leaveCommunity: async ({ member }, work) => {
    await leaveCommunity(work, member)
    return done
  },
  listMembers: ({ member, params, query }, { db }) => {
    must(member, 'members.read')
    return listMembers(db, params.communityId, query)
  },
  listWorkers: async ({ member, params }, { db }) => {
    must(member, 'workers.read')
    return { items: await listWorkers(db, params.communityId) }
  },
  makeInvitation: ({ member, params, body, caller }, work) => {
    must(member, 'invitations.make')
    return makeInvitation(work, {
      communityId: params.communityId,
      madeBy: caller.personId,
      days: body.days,
      publicUrl: config.publicUrl,
    })
  },
  listHappenings: async ({ params, query }, { db }) => ({
    items: await listHappenings(db, params.communityId, query.limit ?? 30),
  }),
  listGroups: async ({ member }, { db, now }) => ({
    items: await listGroups(db, member, now),
  }),
  listArchivedGroups: async ({ member }, { db, now }) => {
    must(member, 'groups.manage')
    return { items: await listGroups(db, member, now, { isArchived: true }) }
  },
})
