import type { Me } from '../../../contract/identity'
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

/** Somebody as they see themselves. */
export const presentMe = async (db: Db, personId: string): Promise<Me> => {
  const person = await findPerson(db, personId)
  if (!person) throw new AppError('session-ended')
  const consent = await findNewestConsent(db, personId)
  const memberships = await findMembershipsOf(db, personId)
  const grids = await findGridCodesOf(db, personId)
  const applications = await findApplicationsOf(db, personId)
  return {
    personId,
    surname: person.surname,
    isOperator: person.is_operator,
    isWechatBound: await hasWechat(db, personId),
    noticeVersion: consent?.notice_version ?? null,
    memberships: memberships.map((one) => ({
      communityId: one.community_id,
      communityName: one.name,
      role: one.role,
      nickname: one.nickname,
      relation: one.relation,
      address:
        one.building === null
          ? null
          : { building: one.building, unit: one.unit ?? '', room: one.room ?? '' },
      gridCodes: grids
        .filter((grid) => grid.community_id === one.community_id)
        .map((grid) => grid.grid_code),
      isSample: one.is_sample,
    })),
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
