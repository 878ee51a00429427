import { sql } from 'kysely'
import type { MemberCard } from '../../../contract/communities'
import { AppError } from '../../ports/app-error'
import type { Db } from '../../ports/work'
import { isId } from '../paging'
import { findGridCodesByWorker } from './community-repository'

/** Where a member stands in the list: building by building, then unit and room as numbers; those of the 居委会 first. */
type Spot = readonly [sort: number, unit: string, room: string, personId: string]

const writeSpot = (spot: Spot): string => Buffer.from(JSON.stringify(spot)).toString('base64url')

const readSpot = (text: string | undefined): Spot | null => {
  if (!text) return null
  const spot = parsed(text)
  if (
    Array.isArray(spot) &&
    spot.length === 4 &&
    isSort(spot[0]) &&
    spot.slice(1).every(isStorable) &&
    isId(String(spot[3]))
  )
    return [Number(spot[0]), String(spot[1]), String(spot[2]), String(spot[3])]
  throw new AppError('bad-request', [{ field: 'before', rule: 'cursor' }])
}

const isSort = (value: unknown): boolean =>
  Number.isSafeInteger(value) && Math.abs(Number(value)) < 2 ** 31

/** The database takes no NUL in a text. */
const isStorable = (value: unknown): boolean => typeof value === 'string' && !value.includes('\0')

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return null // somebody else's text; the caller refuses it
  }
}

/** Members with their addresses, for those who admit them. `q` is a piece of a name, or of an address as 3-2-401. */
export const listMembers = async (
  db: Db,
  communityId: string,
  { q, before, limit = 30 }: { q?: string; before?: string; limit?: number },
): Promise<{ items: MemberCard[]; next: string | null }> => {
  const after = readSpot(before)
  const sort = sql<number>`coalesce(building.sort, case when membership.building is null then -1 else 2147483647 end)`
  const unit = sql<string>`lpad(coalesce(membership.unit, ''), 20, ' ')`
  const room = sql<string>`lpad(coalesce(membership.room, ''), 20, ' ')`
  let query = db
    .selectFrom('membership')
    .leftJoin('building', (join) =>
      join
        .onRef('building.community_id', '=', 'membership.community_id')
        .onRef('building.name', '=', 'membership.building'),
    )
    .selectAll('membership')
    .select([sort.as('sort'), unit.as('unit_key'), room.as('room_key')])
    .where('membership.community_id', '=', communityId)
    .where('membership.left_at', 'is', null)
    .orderBy(sort)
    .orderBy(sql`${unit} collate "C"`)
    .orderBy(sql`${room} collate "C"`)
    .orderBy('membership.person_id')
    .limit(limit + 1)
  if (q?.trim()) {
    const piece = q.trim().replace(/[\\%_]/g, '\\$&')
    query = query.where((eb) =>
      eb.or([
        eb('membership.nickname', 'like', `%${piece}%`),
        eb(
          sql`concat_ws('-', membership.building, membership.unit, membership.room)`,
          'like',
          `${piece}%`,
        ),
      ]),
    )
  }
  if (after)
    query = query.where(
      sql<boolean>`(${sort}, ${unit} collate "C", ${room} collate "C", membership.person_id)
        > (${after[0]}::int, ${after[1]}, ${after[2]}, ${after[3]}::uuid)`,
    )
  const rows = await query.execute()
  const gridsOf = await findGridCodesByWorker(db, communityId)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map((row) => ({
      personId: row.person_id,
      nickname: row.nickname,
      role: row.role,
      relation: row.relation,
      address:
        row.building === null
          ? null
          : { building: row.building, unit: row.unit ?? '', room: row.room ?? '' },
      gridCodes: gridsOf.get(row.person_id) ?? [],
      joinedAt: row.joined_at.toISOString(),
    })),
    next:
      rows.length > limit && last
        ? writeSpot([last.sort, last.unit_key, last.room_key, last.person_id])
        : null,
  }
}
