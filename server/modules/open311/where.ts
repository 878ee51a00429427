import gcoord from 'gcoord'
import { sql } from 'kysely'
import { distanceM, type GeoPoint } from '../../../domain/place/geo'
import type { Db } from '../../ports/work'
import { placeByAddress, placeOfIssue, type KnownPlace } from '../tickets/place-of-issue'
import { textIn, type Fields } from './fields'
import { Open311Refusal } from './refusal'

/** Open311 speaks WGS-84; inside it is GCJ-02. Turned here, once, in each direction. */
export const toGcj02 = ({ lat, lng }: GeoPoint): GeoPoint => {
  const [east, north] = gcoord.transform([lng, lat], gcoord.WGS84, gcoord.GCJ02)
  return { lat: north, lng: east }
}

export const toWgs84 = ({ lat, lng }: GeoPoint): GeoPoint => {
  const [east, north] = gcoord.transform([lng, lat], gcoord.GCJ02, gcoord.WGS84)
  return { lat: Number(north.toFixed(6)), lng: Number(east.toFixed(6)) }
}

/** A division's code: district (6 digits), street (9) or community (12). Empty stands for all that we serve. */
export const jurisdictionIn = async (db: Db, fields: Fields): Promise<string> => {
  const asked = textIn(fields, 'jurisdiction_id')
  if (!asked) return ''
  const isServed =
    /^\d{2,12}$/.test(asked) &&
    (await db
      .selectFrom('community')
      .select('id')
      .where('opened_at', 'is not', null)
      .where('id', 'like', `${asked}%`)
      .executeTakeFirst())
  if (!isServed) throw new Open311Refusal(404, `jurisdiction_id ${asked} is not served here`)
  return asked
}

export interface Where {
  communityId: string
  place: KnownPlace
  by: 'pin' | 'building'
}

const degreesIn = (fields: Fields, name: string): number | null => {
  const text = textIn(fields, name)
  if (!text) return null
  const value = Number(text)
  if (!Number.isFinite(value)) throw new Open311Refusal(400, `${name} must be degrees in WGS-84`)
  return value
}

const pointIn = (fields: Fields): GeoPoint | null => {
  const lat = degreesIn(fields, 'lat')
  const lng = degreesIn(fields, 'long') ?? degreesIn(fields, 'lng')
  if (lat === null && lng === null) return null
  if (lat === null || lng === null) throw new Open311Refusal(400, 'lat and long go together')
  if (Math.abs(lat) > 90 || Math.abs(lng) > 180)
    throw new Open311Refusal(400, 'lat or long is out of range')
  return toGcj02({ lat, lng })
}

/** In which community something is, and where there. */
export const whereIn = async (db: Db, fields: Fields): Promise<Where> => {
  const jurisdiction = await jurisdictionIn(db, fields)
  const point = pointIn(fields)
  const address = textIn(fields, 'address_string') || textIn(fields, 'address')
  const addressId = textIn(fields, 'address_id')
  if (!point && !address && !addressId)
    throw new Open311Refusal(400, 'one of lat and long, address_string, address_id is required')
  if (point) {
    const communityId = await communityAt(db, jurisdiction, point)
    const text = address ? { text: address } : {}
    const place = await placeOfIssue(db, communityId, { by: 'pin', point, ...text })
    return { communityId, place, by: 'pin' }
  }
  const known = addressId ? await buildingById(db, jurisdiction, addressId) : null
  if (known) {
    const { communityId, buildingId } = known
    const place = await placeOfIssue(db, communityId, { by: 'building', buildingId })
    return { communityId, place: { ...place, ...(address && { text: address }) }, by: 'building' }
  }
  if (!address) throw new Open311Refusal(400, `address_id ${addressId} is unknown`)
  const communityId = await communityByAddress(db, jurisdiction, address)
  const place = await placeByAddress(db, communityId, address)
  return { communityId, place, by: place.buildingId ? 'building' : 'pin' }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Our buildings carry the ids under which addresses are known here. */
const buildingById = async (db: Db, jurisdiction: string, id: string) => {
  if (!UUID.test(id)) return null
  const row = await db
    .selectFrom('building')
    .select('community_id')
    .where('community_id', 'like', `${jurisdiction}%`)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? { communityId: row.community_id, buildingId: id } : null
}

/** Nothing farther from every community, by its buildings and its middle, is in any of them. */
const BELONGS_WITHIN_M = 5_000
const LOOKED_AT = 6

/** Outlines of communities are not published: the nearest building tells, or else the nearest middle. */
const communityAt = async (db: Db, jurisdiction: string, point: GeoPoint): Promise<string> => {
  const { rows } = await sql<{ id: string; lat: number | null; lng: number | null }>`
    select id, lat, lng from community
    where opened_at is not null and id like ${`${jurisdiction}%`}
    order by (lat - ${point.lat}) ^ 2 + ((lng - ${point.lng}) * 0.77) ^ 2 nulls last, id
    limit ${LOOKED_AT}`.execute(db)
  const [only] = rows
  if (only && rows.length === 1 && only.lat === null) return only.id
  const nearest = rows
    .flatMap(({ id, lat, lng }) =>
      lat === null || lng === null ? [] : [{ id, metres: distanceM(point, { lat, lng }) }],
    )
    .concat(
      (
        await db
          .selectFrom('building')
          .select(['community_id', 'lat', 'lng'])
          .where('community_id', 'in', rows.map(({ id }) => id).concat(''))
          .where('lat', 'is not', null)
          .execute()
      ).map(({ community_id, lat, lng }) => ({
        id: community_id,
        // Only buildings with a place were asked for.
        metres: distanceM(point, { lat: lat ?? 0, lng: lng ?? 0 }),
      })),
    )
    .sort((one, other) => one.metres - other.metres)[0]
  if (!nearest || nearest.metres > BELONGS_WITHIN_M)
    throw new Open311Refusal(400, 'lat and long lie in no community that is served here')
  return nearest.id
}

/** The community that the address names; where only one is meant, it need not be named. */
const communityByAddress = async (
  db: Db,
  jurisdiction: string,
  address: string,
): Promise<string> => {
  const { rows } = await sql<{ id: string; is_named: boolean }>`
    select id, strpos(${address}, regexp_replace(name, '(社区|村)$', '')) > 0 as is_named
    from community
    where opened_at is not null and id like ${`${jurisdiction}%`}
    order by is_named desc, length(name) desc, id
    limit 2`.execute(db)
  const [first, second] = rows
  if (first && (first.is_named || !second)) return first.id
  throw new Open311Refusal(
    400,
    'lat and long, or a jurisdiction_id with the community’s code, is needed for this address',
  )
}
