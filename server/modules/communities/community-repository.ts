import { sql } from 'kysely'
import type { Db } from '../../ports/work'
import { distanceM } from '../../../domain/place/geo'
import type { CommunityCard } from '../../../contract/communities'

const cards = (db: Db) =>
  db
    .selectFrom('community')
    .innerJoin('street', 'street.code', 'community.street_code')
    .innerJoin('district', 'district.code', 'street.district_code')
    .select([
      'community.id',
      'community.name',
      'community.is_village',
      'community.opened_at',
      'community.is_sample',
      'community.lat',
      'community.lng',
      'street.name as street',
      'district.name as district',
    ])

type CardRow = Awaited<ReturnType<ReturnType<typeof cards>['executeTakeFirstOrThrow']>>

const present = (row: CardRow, from?: { lat: number; lng: number }): CommunityCard => ({
  communityId: row.id,
  name: row.name,
  street: row.street,
  district: row.district,
  isVillage: row.is_village,
  isOpen: row.opened_at !== null,
  isSample: row.is_sample,
  distanceM:
    from && row.lat !== null && row.lng !== null
      ? Math.round(distanceM(from, { lat: row.lat, lng: row.lng }))
      : null,
})

export const listDistricts = (db: Db) =>
  db.selectFrom('district').selectAll().orderBy('code').execute()

export const listStreets = (db: Db, districtCode: string) =>
  db
    .selectFrom('street')
    .select(['code', 'name'])
    .where('district_code', '=', districtCode)
    .orderBy('code')
    .execute()

export const listCommunitiesOf = async (db: Db, streetCode: string): Promise<CommunityCard[]> =>
  (await cards(db).where('street_code', '=', streetCode).orderBy('community.id').execute()).map(
    (row) => present(row),
  )

const FOUND_AT_MOST = 30

/** By name as people say it: with or without 社区, 居委会, 村; those that are open here come first. */
export const searchCommunities = async (db: Db, typed: string): Promise<CommunityCard[]> => {
  const word =
    typed.trim().replace(/(社区)?(居民委员会|居委会|村民委员会|村委会)?$/, '') || typed.trim()
  const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
  const rows = await cards(db)
    .where('community.name', 'like', pattern)
    .orderBy(sql`community.opened_at is null`)
    .orderBy(sql`char_length(community.name)`)
    .orderBy('community.id')
    .limit(FOUND_AT_MOST)
    .execute()
  return rows.map((row) => present(row))
}

const NEAR_M = 5_000

/** Few communities have a middle, since only open ones are given one; so all of them are measured. */
export const listNearCommunities = async (
  db: Db,
  from: { lat: number; lng: number },
): Promise<CommunityCard[]> => {
  const degrees = 0.1
  const rows = await cards(db)
    .where('community.opened_at', 'is not', null)
    .where('community.lat', '>', from.lat - degrees)
    .where('community.lat', '<', from.lat + degrees)
    .execute()
  return rows
    .map((row) => present(row, from))
    .filter((card) => card.distanceM !== null && card.distanceM <= NEAR_M)
    .sort((one, other) => (one.distanceM ?? 0) - (other.distanceM ?? 0))
    .slice(0, FOUND_AT_MOST)
}

export const findCommunityCard = async (db: Db, communityId: string) => {
  const row = await cards(db).where('community.id', '=', communityId).executeTakeFirst()
  return row
    ? {
        card: present(row),
        center: row.lat === null || row.lng === null ? null : { lat: row.lat, lng: row.lng },
      }
    : null
}

export const listBuildings = (db: Db, communityId: string) =>
  db
    .selectFrom('building')
    .selectAll()
    .where('community_id', '=', communityId)
    .orderBy('sort')
    .execute()

export const findBuildingByName = (db: Db, communityId: string, name: string) =>
  db
    .selectFrom('building')
    .select(['id', 'units', 'grid_code'])
    .where('community_id', '=', communityId)
    .where('name', '=', name)
    .executeTakeFirst()

export const listGridsWithWorkers = async (db: Db, communityId: string) => {
  const grids = await db
    .selectFrom('grid')
    .selectAll()
    .where('community_id', '=', communityId)
    .orderBy('code')
    .execute()
  const workers = await db
    .selectFrom('grid_worker')
    .innerJoin('membership', (join) =>
      join
        .onRef('membership.community_id', '=', 'grid_worker.community_id')
        .onRef('membership.person_id', '=', 'grid_worker.person_id'),
    )
    .select(['grid_worker.grid_code', 'membership.nickname'])
    .where('grid_worker.community_id', '=', communityId)
    .where('membership.left_at', 'is', null)
    .execute()
  return grids.map((grid) => ({
    gridCode: grid.code,
    name: grid.name,
    workers: workers
      .filter(({ grid_code }) => grid_code === grid.code)
      .map(({ nickname }) => nickname),
  }))
}

export const countForMembers = async (db: Db, communityId: string) => {
  const { rows } = await sql<{
    members: number
    groups: number
    tickets: number
    applications: number
  }>`
    select
      (select count(*)::int from membership where community_id = ${communityId} and left_at is null) members,
      (select count(*)::int from chat_group where community_id = ${communityId} and archived_at is null) groups,
      (select count(*)::int from ticket where community_id = ${communityId} and not is_private
        and state in ('submitted','accepted','dispatched','handling','handled','suspended')) tickets,
      (select count(*)::int from application where community_id = ${communityId} and state = 'waiting') applications
  `.execute(db)
  return rows[0] ?? { members: 0, groups: 0, tickets: 0, applications: 0 }
}

export const findInvitation = (db: Db, codeHash: string, now: Date) =>
  db
    .selectFrom('invitation')
    .selectAll()
    .where('code_hash', '=', codeHash)
    .where('expires_at', '>', now)
    .where('uses_left', '>', 0)
    .executeTakeFirst()

/** Which grids each worker of the community has. */
export const findGridCodesByWorker = async (
  db: Db,
  communityId: string,
): Promise<Map<string, string[]>> => {
  const rows = await db
    .selectFrom('grid_worker')
    .select(['person_id', 'grid_code'])
    .where('community_id', '=', communityId)
    .orderBy('grid_code')
    .execute()
  const found = new Map<string, string[]>()
  for (const { person_id, grid_code } of rows)
    found.set(person_id, [...(found.get(person_id) ?? []), grid_code])
  return found
}
