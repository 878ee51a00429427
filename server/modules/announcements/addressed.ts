import { isAddressed, maySeeAnnouncement } from '../../../domain/group/announcing'
import type { GroupPlace, InTalk } from '../../../domain/group/group-membership'
import type { Role } from '../../../domain/group/names'
import type { Member } from '../../ports/caller'
import type { Audience } from '../../ports/schema'
import type { Db } from '../../ports/work'
import { findInTalk, placeOf } from '../chat/in-talk'

export interface NamedGroup {
  name: string
  place: GroupPlace
}
export type GroupsById = ReadonlyMap<string, NamedGroup>

/** All groups of a community, also archived ones: what was said to them stays theirs. */
export const findGroups = async (db: Db, communityId: string): Promise<GroupsById> => {
  const rows = await db
    .selectFrom('chat_group')
    .select(['id', 'kind', 'name', 'building', 'unit', 'grid_code'])
    .where('community_id', '=', communityId)
    .execute()
  return new Map(rows.map((row) => [row.id, { name: row.name, place: placeOf(row) }]))
}

export const placesOf = (groups: GroupsById, groupIds: readonly string[]): GroupPlace[] =>
  groupIds.flatMap((id) => groups.get(id)?.place ?? [])

/** The groups whose announcements this member reads; null for whoever reads all of them. */
export const findReadableGroupIds = async (
  db: Db,
  { member, groups, now }: { member: Member; groups: GroupsById; now: Date },
): Promise<string[]> => {
  const person = await findInTalk(db, member, now)
  return [...groups]
    .filter(([, { place }]) => maySeeAnnouncement({ state: 'published', groups: [place] }, person))
    .map(([id]) => id)
}

/** Who hears of it live: those it is for, and the desk, which is in every group by office. */
export const audienceOf = (groups: GroupsById, groupIds: readonly string[]): Audience =>
  groupIds.length === 0
    ? { members: true, moderators: true }
    : { groups: placesOf(groups, groupIds), moderators: true }

export interface Reader {
  personId: string
  nickname: string
  role: Role
  building: string | null
  room: string | null
}

interface Neighbour extends Reader {
  inTalk: InTalk
}

/** Every member with what decides in which groups they are, read once for however many announcements. */
export const findNeighbours = async (
  db: Db,
  communityId: string,
  now: Date,
): Promise<Neighbour[]> => {
  const people = await db
    .selectFrom('membership')
    .leftJoin('building', (join) =>
      join
        .onRef('building.community_id', '=', 'membership.community_id')
        .onRef('building.name', '=', 'membership.building'),
    )
    .select([
      'membership.person_id',
      'membership.nickname',
      'membership.role',
      'membership.building',
      'membership.unit',
      'membership.room',
      'building.grid_code',
    ])
    .where('membership.community_id', '=', communityId)
    .where('membership.left_at', 'is', null)
    .orderBy('membership.nickname')
    .orderBy('membership.person_id')
    .execute()
  const grids = gathered(
    await db
      .selectFrom('grid_worker')
      .select(['person_id', 'grid_code as what'])
      .where('community_id', '=', communityId)
      .execute(),
  )
  const joined = gathered(
    await db
      .selectFrom('group_seat')
      .select(['person_id', 'group_id as what'])
      .where('community_id', '=', communityId)
      .where('joined_at', 'is not', null)
      .execute(),
  )
  const removed = gathered(
    await db
      .selectFrom('sanction')
      .select(['person_id', 'group_id as what'])
      .where('community_id', '=', communityId)
      .where('kind', '=', 'remove')
      .where('lifted_at', 'is', null)
      .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))
      .execute(),
  )
  return people.map((one) => ({
    personId: one.person_id,
    nickname: one.nickname,
    role: one.role,
    building: one.building,
    room: one.room,
    inTalk: {
      role: one.role,
      building: one.building,
      unit: one.unit,
      gridCodes: [
        ...(one.grid_code === null ? [] : [one.grid_code]),
        ...(grids.get(one.person_id) ?? []),
      ],
      joinedGroupIds: joined.get(one.person_id) ?? [],
      removedFrom: removed.get(one.person_id) ?? [],
    },
  }))
}

const gathered = <W>(rows: readonly { person_id: string; what: W }[]): Map<string, W[]> => {
  const byPerson = new Map<string, W[]>()
  for (const { person_id, what } of rows) {
    const here = byPerson.get(person_id)
    if (here) here.push(what)
    else byPerson.set(person_id, [what])
  }
  return byPerson
}

/** Whom an announcement is for, without who wrote it. */
export const readersAmong = (
  neighbours: readonly Neighbour[],
  places: readonly GroupPlace[],
  authorId: string,
): Reader[] =>
  neighbours.filter(({ personId, inTalk }) => personId !== authorId && isAddressed(places, inTalk))
