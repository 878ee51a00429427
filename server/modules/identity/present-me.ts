import type { Me, Membership } from '../../../contract/identity'
import { AppError } from '../../ports/app-error'
import type { Db } from '../../ports/work'
import { countUnread } from './count-unread'
import {
  findApplicationsOf,
  findGridCodesOf,
  findMembershipsOf,
  findNewestConsent,
  findPerson,
  hasWechat,
} from './identity-repository'

type MembershipRow = Awaited<ReturnType<typeof findMembershipsOf>>[number]

const presentMembership = (
  row: MembershipRow,
  grids: Awaited<ReturnType<typeof findGridCodesOf>>,
): Membership => ({
  communityId: row.community_id,
  communityName: row.name,
  role: row.role,
  nickname: row.nickname,
  relation: row.relation,
  address:
    row.building === null
      ? null
      : { building: row.building, unit: row.unit ?? '', room: row.room ?? '' },
  gridCodes: grids
    .filter((grid) => grid.community_id === row.community_id)
    .map((grid) => grid.grid_code),
  isSample: row.is_sample,
})

/** Where somebody belongs, as they see it themselves. */
export const listMyMemberships = async (db: Db, personId: string): Promise<Membership[]> => {
  const rows = await findMembershipsOf(db, personId)
  const grids = rows.some(({ role }) => role === 'worker')
    ? await findGridCodesOf(db, personId)
    : []
  return rows.map((row) => presentMembership(row, grids))
}

/** Somebody as they see themselves. */
export const presentMe = async (db: Db, personId: string): Promise<Me> => {
  const person = await findPerson(db, personId)
  if (!person) throw new AppError('session-ended')
  const consent = await findNewestConsent(db, personId)
  const applications = await findApplicationsOf(db, personId)
  return {
    personId,
    surname: person.surname,
    isOperator: person.is_operator,
    isWechatBound: await hasWechat(db, personId),
    noticeVersion: consent?.notice_version ?? null,
    memberships: await listMyMemberships(db, personId),
    applications: applications.map((one) => ({
      applicationId: one.id,
      communityId: one.community_id,
      communityName: one.community_name,
      state: one.state,
      reason: one.reason,
      appliedAt: one.applied_at.toISOString(),
      address: { building: one.building, unit: one.unit, room: one.room },
      relation: one.relation,
    })),
    unreadCount: await countUnread(db, personId),
  }
}
