import type { GroupMember } from '../../../contract/chat'
import { isInGroup } from '../../../domain/group/group-membership'
import { keepsOrder } from '../../../domain/group/talk'
import type { Db } from '../../ports/work'
import { placeOf, type GroupRow } from './in-talk'

/** Everybody in a group, those who keep order first. Decided by the rule, over the members of one community. */
export const findMembers = async (db: Db, group: GroupRow, now: Date): Promise<GroupMember[]> => {
  const communityId = group.community_id
  const people = await db
    .selectFrom('membership')
    .leftJoin('building', (join) =>
      join
        .onRef('building.community_id', '=', 'membership.community_id')
        .onRef('building.name', '=', 'membership.building'),
    )
    .leftJoin('group_seat', (join) =>
      join
        .onRef('group_seat.community_id', '=', 'membership.community_id')
        .onRef('group_seat.person_id', '=', 'membership.person_id')
        .on('group_seat.group_id', '=', group.id),
    )
    .select([
      'membership.person_id',
      'membership.nickname',
      'membership.role',
      'membership.building',
      'membership.unit',
      'building.grid_code',
      'group_seat.joined_at',
    ])
    .where('membership.community_id', '=', communityId)
    .where('membership.left_at', 'is', null)
    .orderBy('membership.nickname')
    .execute()
  const workers = await db
    .selectFrom('grid_worker')
    .select(['person_id', 'grid_code'])
    .where('community_id', '=', communityId)
    .execute()
  const removed = await db
    .selectFrom('sanction')
    .select(['person_id', 'group_id'])
    .where('community_id', '=', communityId)
    .where('kind', '=', 'remove')
    .where('lifted_at', 'is', null)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))
    .execute()
  const place = placeOf(group)
  return people
    .filter((one) =>
      isInGroup(place, {
        role: one.role,
        building: one.building,
        unit: one.unit,
        gridCodes: [
          ...(one.grid_code ? [one.grid_code] : []),
          ...workers
            .filter(({ person_id }) => person_id === one.person_id)
            .map(({ grid_code }) => grid_code),
        ],
        joinedGroupIds: one.joined_at ? [group.id] : [],
        removedFrom: removed
          .filter(({ person_id }) => person_id === one.person_id)
          .map(({ group_id }) => group_id),
      }),
    )
    .map(({ person_id, nickname, role }) => ({ personId: person_id, nickname, role }))
    .sort((one, other) => Number(keepsOrder(other.role)) - Number(keepsOrder(one.role)))
}
