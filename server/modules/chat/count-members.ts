import { sql } from 'kysely'
import { belongsByAddress, isRemoved, type InTalk } from '../../../domain/group/group-membership'
import type { Db } from '../../ports/work'
import { placeOf, type GroupRow } from './in-talk'

/** People of one home, counted together; who was removed from somewhere, or joined or looks after something, stands alone. */
interface Household {
  role: InTalk['role']
  building: string | null
  unit: string | null
  home_grid: string | null
  grid_codes: string[] | null
  joined: string[] | null
  removed: (string | null)[] | null
  people: number
}

/**
 * How many belong to each group: by their address, their grids, or because they joined, and were not removed.
 * Those who keep order are in every group by office, and counted where they belong like everybody.
 */
export const countMembers = async (
  db: Db,
  communityId: string,
  groups: readonly GroupRow[],
  now: Date,
): Promise<Map<string, number>> => {
  const { rows } = await sql<Household>`
    select m.role, m.building, m.unit, building.grid_code as home_grid,
      worker.grid_codes, seat.joined, out.removed, count(*)::int as people
    from membership m
    left join building on building.community_id = m.community_id and building.name = m.building
    left join (
      select person_id, jsonb_agg(grid_code order by grid_code) as grid_codes
      from grid_worker where community_id = ${communityId} group by person_id
    ) worker on worker.person_id = m.person_id
    left join (
      select person_id, jsonb_agg(group_id order by group_id) as joined
      from group_seat where community_id = ${communityId} and joined_at is not null group by person_id
    ) seat on seat.person_id = m.person_id
    left join (
      select person_id, jsonb_agg(group_id order by group_id) as removed
      from sanction
      where community_id = ${communityId} and kind = 'remove'
        and lifted_at is null and (until is null or until > ${now})
      group by person_id
    ) out on out.person_id = m.person_id
    where m.community_id = ${communityId} and m.left_at is null
    group by m.role, m.building, m.unit, building.grid_code, worker.grid_codes, seat.joined, out.removed
  `.execute(db)
  const homes = rows.map((row) => ({ people: row.people, person: personOf(row) }))
  return new Map(
    groups.map((group) => {
      const place = placeOf(group)
      const belongs = (person: InTalk): boolean =>
        !isRemoved(place, person) &&
        (belongsByAddress(place, person) || person.joinedGroupIds.includes(group.id))
      const counted = homes.filter(({ person }) => belongs(person))
      return [group.id, counted.reduce((sum, { people }) => sum + people, 0)]
    }),
  )
}

const personOf = ({
  role,
  building,
  unit,
  home_grid,
  grid_codes,
  joined,
  removed,
}: Household): InTalk => ({
  role,
  building,
  unit,
  gridCodes: [...(home_grid ? [home_grid] : []), ...(grid_codes ?? [])],
  joinedGroupIds: joined ?? [],
  removedFrom: removed ?? [],
})
