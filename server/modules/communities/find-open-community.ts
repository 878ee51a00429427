import { sql } from 'kysely'
import type { Db } from '../../ports/work'
import { listBuildings, listGridsWithWorkers } from './community-repository'

export interface OpenCommunity {
  communityId: string
  name: string
  isSample: boolean
}

/** What an operator asks before changing something; null for a community that is unknown or not open. */
export const findOpenCommunity = async (
  db: Db,
  communityId: string,
): Promise<OpenCommunity | null> => {
  const row = await db
    .selectFrom('community')
    .select(['id', 'name', 'is_sample'])
    .where('id', '=', communityId)
    .where('opened_at', 'is not', null)
    .executeTakeFirst()
  return row ? { communityId: row.id, name: row.name, isSample: row.is_sample } : null
}

/** Every open community in figures. */
export const listOpenCommunities = async (db: Db) => {
  const { rows } = await sql<{
    id: string
    name: string
    is_sample: boolean
    grids: number
    buildings: number
    moderators: number
    workers: number
    residents: number
  }>`
    select community.id, community.name, community.is_sample,
      (select count(*)::int from grid where community_id = community.id) grids,
      (select count(*)::int from building where community_id = community.id) buildings,
      count(*) filter (where role = 'moderator')::int moderators,
      count(*) filter (where role = 'worker')::int workers,
      count(*) filter (where role = 'resident')::int residents
    from community
    left join membership on membership.community_id = community.id and membership.left_at is null
    where community.opened_at is not null
    group by community.id
    order by community.id
  `.execute(db)
  return rows
}

/** The grids and buildings of one community, as an operator set them up. */
export const describeCommunity = async (db: Db, communityId: string) => ({
  grids: await listGridsWithWorkers(db, communityId),
  buildings: (await listBuildings(db, communityId)).map(({ name, units, grid_code }) => ({
    name,
    units,
    gridCode: grid_code,
  })),
})
