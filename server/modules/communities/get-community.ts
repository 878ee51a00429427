import type { Community } from '../../../contract/communities'
import { AppError } from '../../ports/app-error'
import type { Caller } from '../../ports/caller'
import type { Db } from '../../ports/work'
import { listMyMemberships } from '../identity/present-me'
import {
  countForMembers,
  findCommunityCard,
  listBuildings,
  listGridsWithWorkers,
} from './community-repository'
import { findMember } from './find-member'

/** What somebody needs who would join; who works there, and how many people and tickets there are, is for those inside. */
export const getCommunity = async (
  db: Db,
  caller: Caller,
  communityId: string,
): Promise<Community> => {
  const found = await findCommunityCard(db, communityId)
  if (!found) throw new AppError('not-found')
  const member = await findMember(db, caller, communityId)
  const isStaff = member?.role === 'moderator' || member?.role === 'operator'
  const counts = member ? await countForMembers(db, communityId) : null
  const memberships = await listMyMemberships(db, caller.personId)
  return {
    ...found.card,
    center: found.center,
    memberCount: counts?.members ?? 0,
    groupCount: counts?.groups ?? 0,
    openTicketCount: counts?.tickets ?? 0,
    waitingApplicationCount: isStaff ? (counts?.applications ?? 0) : 0,
    buildings: (await listBuildings(db, communityId)).map((one) => ({
      buildingId: one.id,
      name: one.name,
      units: one.units,
      gridCode: one.grid_code,
      point: one.lat === null || one.lng === null ? null : { lat: one.lat, lng: one.lng },
    })),
    grids: (await listGridsWithWorkers(db, communityId)).map((grid) =>
      member ? grid : { ...grid, workers: [] },
    ),
    me: memberships.find((one) => one.communityId === communityId) ?? null,
  }
}
