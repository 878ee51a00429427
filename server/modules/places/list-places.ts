import { sql } from 'kysely'
import type { Api } from '../../../contract/api'
import type { Output } from '../../../contract/route'
import { distanceM } from '../../../domain/place/geo'
import { estimateMinutes } from '../../../domain/place/walking'
import type { Db } from '../../ports/work'

const SHOWN_AT_MOST = 200

interface Asked {
  kind?: string
  q?: string
  lat?: number
  lng?: number
}

/** Places around a community, nearest first; minutes are estimated from where one is, or from its middle. */
export const listPlaces = async (
  db: Db,
  communityId: string,
  asked: Asked,
): Promise<Output<Api['listPlaces']>> => {
  const kinds = await db
    .selectFrom('place')
    .select(['kind', sql<number>`count(*)::int`.as('count')])
    .where('community_id', '=', communityId)
    .groupBy('kind')
    .orderBy('kind')
    .execute()
  let query = db
    .selectFrom('place')
    .selectAll()
    .where('community_id', '=', communityId)
    .limit(SHOWN_AT_MOST)
  if (asked.kind) query = query.where('kind', '=', asked.kind)
  if (asked.q?.trim()) {
    const pattern = `%${asked.q.trim().replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((eb) =>
      eb.or([
        eb('name', 'like', pattern),
        eb('kind', 'like', pattern),
        eb('address', 'like', pattern),
      ]),
    )
  }
  const from = await startOf(db, communityId, asked)
  if (from) query = query.orderBy(flatDistance(from))
  const places = (await query.execute()).map((row) => ({
    row,
    metres: from ? distanceM(from, row) : null,
  }))
  places.sort((one, other) => (one.metres ?? 0) - (other.metres ?? 0))
  return {
    kinds,
    items: places.map(({ row, metres }) => ({
      placeId: row.id,
      name: row.name,
      kind: row.kind,
      address: row.address,
      phone: row.phone,
      hours: row.hours,
      point: { lat: row.lat, lng: row.lng },
      minutes: metres === null ? null : estimateMinutes(metres),
      isEstimate: true,
      isSample: row.is_sample,
    })),
  }
}

/** Good enough to choose the nearest ones by; what people read is measured exactly. */
const flatDistance = ({ lat, lng }: { lat: number; lng: number }) => {
  const shrink = Math.cos((lat * Math.PI) / 180)
  return sql`power(place.lat - ${lat}, 2) + power((place.lng - ${lng}) * ${shrink}, 2)`
}

const startOf = async (db: Db, communityId: string, { lat, lng }: Asked) => {
  if (lat !== undefined && lng !== undefined) return { lat, lng }
  const community = await db
    .selectFrom('community')
    .select(['lat', 'lng'])
    .where('id', '=', communityId)
    .executeTakeFirst()
  return community?.lat != null && community.lng != null
    ? { lat: community.lat, lng: community.lng }
    : null
}
