import { nextGridCode } from '../../../domain/group/grid-code'
import type { GroupKind } from '../../../domain/group/names'
import type { Db, Tx } from '../../ports/work'
import { COMMUNITY_TEXT } from './text'

type Deps = { newId: () => string; now: Date }
type Point = { lat: number; lng: number } | null

const addGroup = async (
  tx: Db,
  { newId, now }: Deps,
  group: {
    communityId: string
    kind: GroupKind
    name: string
    building?: string
    gridCode?: string
  },
): Promise<string> => {
  const known = await tx
    .selectFrom('chat_group')
    .select('id')
    .where('community_id', '=', group.communityId)
    .where('kind', '=', group.kind)
    .where('name', '=', group.name)
    .executeTakeFirst()
  if (known) return known.id
  const id = newId()
  await tx
    .insertInto('chat_group')
    .values({
      community_id: group.communityId,
      id,
      kind: group.kind,
      name: group.name,
      building: group.building ?? null,
      unit: null,
      grid_code: group.gridCode ?? null,
      created_at: now,
      archived_at: null,
    })
    .execute()
  return id
}

/** Opens a community for people to join, with a group for all of it; its name, or null where the division tree has no such code. */
export const openCommunity = async (
  tx: Tx,
  deps: Deps,
  asked: { communityId: string; point?: Point; isSample?: boolean },
): Promise<string | null> => {
  const community = await tx
    .selectFrom('community')
    .select(['name', 'opened_at'])
    .where('id', '=', asked.communityId)
    .executeTakeFirst()
  if (!community) return null
  await tx
    .updateTable('community')
    .set({
      opened_at: community.opened_at ?? deps.now,
      ...(asked.point && { lat: asked.point.lat, lng: asked.point.lng }),
      ...(asked.isSample && { is_sample: true }),
    })
    .where('id', '=', asked.communityId)
    .execute()
  await addGroup(tx, deps, {
    communityId: asked.communityId,
    kind: 'community',
    name: COMMUNITY_TEXT.communityGroup(community.name),
  })
  return community.name
}

/** A grid with the next free number, and its group; null when all 999 are used. */
export const addGrid = async (
  tx: Tx,
  deps: Deps,
  asked: { communityId: string; name: string; point?: Point },
): Promise<string | null> => {
  const grids = await tx
    .selectFrom('grid')
    .select(['code', 'name'])
    .where('community_id', '=', asked.communityId)
    .execute()
  const known = grids.find(({ name }) => name === asked.name)
  if (known) return known.code
  const code = nextGridCode(
    asked.communityId,
    grids.map((grid) => grid.code),
  )
  if (!code) return null
  await tx
    .insertInto('grid')
    .values({
      code,
      community_id: asked.communityId,
      name: asked.name,
      lat: asked.point?.lat ?? null,
      lng: asked.point?.lng ?? null,
    })
    .execute()
  await addGroup(tx, deps, {
    communityId: asked.communityId,
    kind: 'grid',
    name: COMMUNITY_TEXT.gridGroup(asked.name),
    gridCode: code,
  })
  return code
}

const AFTER_THE_NUMBERED = 100_000

/** A building and its group; a building of that name gets the new units, and the grid and point as far as they are said. */
export const addBuilding = async (
  tx: Tx,
  deps: Deps,
  asked: {
    communityId: string
    name: string
    units: readonly string[]
    gridCode: string | null
    point?: Point
    sort?: number
  },
): Promise<void> => {
  const facts = {
    units: JSON.stringify(asked.units),
    grid_code: asked.gridCode,
    lat: asked.point?.lat ?? null,
    lng: asked.point?.lng ?? null,
    sort: asked.sort ?? (Number.parseInt(asked.name, 10) || AFTER_THE_NUMBERED),
  }
  await tx
    .insertInto('building')
    .values({ community_id: asked.communityId, id: deps.newId(), name: asked.name, ...facts })
    .onConflict((conflict) =>
      conflict.columns(['community_id', 'name']).doUpdateSet((eb) => ({
        units: facts.units,
        sort: facts.sort,
        grid_code: eb.fn.coalesce('excluded.grid_code', 'building.grid_code'),
        lat: eb.fn.coalesce('excluded.lat', 'building.lat'),
        lng: eb.fn.coalesce('excluded.lng', 'building.lng'),
      })),
    )
    .execute()
  await addGroup(tx, deps, {
    communityId: asked.communityId,
    kind: 'building',
    name: COMMUNITY_TEXT.buildingGroup(asked.name),
    building: asked.name,
  })
}

export const addInterestGroup = (
  tx: Tx,
  deps: Deps,
  communityId: string,
  name: string,
): Promise<string> => addGroup(tx, deps, { communityId, kind: 'interest', name })
