import { sql } from 'kysely'
import type { GroupCard } from '../../../contract/communities'
import { belongsByAddress, isRemoved } from '../../../domain/group/group-membership'
import { keepsOrder } from '../../../domain/group/talk'
import type { Member } from '../../ports/caller'
import type { Db } from '../../ports/work'
import { findInTalk, placeOf } from '../chat/in-talk'
import { findTalkState, type TalkState } from '../chat/state-of-groups'
import { findGridCodesByWorker, listBuildings } from './community-repository'

/** How many people share one home for the groups' purpose: same building, unit and grids. */
interface Household {
  building: string | null
  unit: string | null
  gridCodes: readonly string[]
  people: number
}

/** All groups of the community with how many belong to each; mine are those that my address or grids give. */
export const listGroups = async (db: Db, member: Member, now: Date): Promise<GroupCard[]> => {
  const { communityId } = member
  const groups = await db
    .selectFrom('chat_group')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('archived_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const gridOf = new Map(
    (await listBuildings(db, communityId)).map(({ name, grid_code }) => [name, grid_code]),
  )
  const homeGrid = (building: string | null): string[] => {
    const code = building === null ? null : gridOf.get(building)
    return code ? [code] : []
  }
  const households = await findHouseholds(db, communityId, homeGrid)
  const joinedCounts = await countJoined(db, communityId)
  const me = member.role === 'operator' ? null : await findInTalk(db, member, now)
  const states = await findTalkState(db, member)

  return groups.map((group) => {
    const place = placeOf(group)
    const state = states.get(group.id) ?? UNTOUCHED
    const isMine =
      me !== null && !isRemoved(place, me) && (belongsByAddress(place, me) || state.joined)
    return {
      groupId: group.id,
      kind: group.kind,
      name: group.name,
      memberCount:
        group.kind === 'interest'
          ? (joinedCounts.get(group.id) ?? 0)
          : households
              .filter((home) => belongsByAddress(place, home))
              .reduce((sum, { people }) => sum + people, 0),
      ...state,
      isMine,
      // Who is not in a group does not read over its shoulder.
      ...(!isMine && (me === null || !keepsOrder(me.role)) && { last: null, unreadCount: 0 }),
    }
  })
}

/** A group that was made a moment ago. */
const UNTOUCHED: TalkState = {
  unreadCount: 0,
  callsMe: false,
  isMuted: false,
  isPinned: false,
  joined: false,
  last: null,
}

const countJoined = async (db: Db, communityId: string): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('group_seat')
    .select('group_id')
    .select(sql<number>`count(*)::int`.as('people'))
    .where('community_id', '=', communityId)
    .where('joined_at', 'is not', null)
    .groupBy('group_id')
    .execute()
  return new Map(rows.map(({ group_id, people }) => [group_id, people]))
}

/** Neighbours counted by building and unit; grid workers one by one, because each has grids of their own. */
const findHouseholds = async (
  db: Db,
  communityId: string,
  homeGrid: (building: string | null) => string[],
): Promise<Household[]> => {
  const rows = await db
    .selectFrom('membership')
    .select(['building', 'unit'])
    .select(sql<string | null>`case when role = 'worker' then person_id end`.as('worker_id'))
    .select(sql<number>`count(*)::int`.as('people'))
    .where('community_id', '=', communityId)
    .where('left_at', 'is', null)
    .groupBy(['building', 'unit', 'worker_id'])
    .execute()
  const gridsOf = await findGridCodesByWorker(db, communityId)
  return rows.map(({ building, unit, worker_id, people }) => ({
    building,
    unit,
    people,
    gridCodes: [
      ...homeGrid(building),
      ...(worker_id === null ? [] : (gridsOf.get(worker_id) ?? [])),
    ],
  }))
}
