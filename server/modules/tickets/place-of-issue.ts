import type { IssuePlace } from '../../../contract/tickets'
import { distanceM, type GeoPoint } from '../../../domain/place/geo'
import { AppError } from '../../ports/app-error'
import type { Db } from '../../ports/work'
import { findBuilding, findBuildings, findGrids } from './ticket-repository'
import { TICKET_TEXT } from './text'

export interface KnownPlace {
  gridCode: string | null
  buildingId: string | null
  text: string
  point: GeoPoint | null
}

/** Where an issue is, in words and on the map, and whose grid that is. */
export const placeOfIssue = async (
  db: Db,
  communityId: string,
  place: IssuePlace,
): Promise<KnownPlace> => {
  if (place.by !== 'building') {
    if (!place.point) throw new AppError('place-needed')
    return {
      gridCode: await gridAt(db, communityId, place.point),
      buildingId: null,
      text: place.text?.trim() || TICKET_TEXT.somewhere,
      point: place.point,
    }
  }
  if (!place.buildingId) throw new AppError('place-needed')
  const building = await findBuilding(db, communityId, place.buildingId)
  if (!building) throw new AppError('no-such-building')
  const point =
    building.lat === null || building.lng === null ? null : { lat: building.lat, lng: building.lng }
  const home = TICKET_TEXT.buildingPlace(building.name, place.unit ?? '')
  return {
    gridCode: building.grid_code ?? (point && (await gridAt(db, communityId, point))),
    buildingId: building.id,
    text: [home, place.text?.trim()].filter(Boolean).join(' '),
    point,
  }
}

/** The grid of the nearest building, or else the nearest grid: outlines of grids are not published. */
const gridAt = async (db: Db, communityId: string, point: GeoPoint): Promise<string | null> => {
  const buildings = await findBuildings(db, communityId)
  const grids = await findGrids(db, communityId)
  const known = [
    ...buildings.map(({ grid_code, lat, lng }) => ({ code: grid_code, lat, lng })),
    ...(buildings.length === 0 ? grids : []),
  ]
  const nearest = known
    .flatMap(({ code, lat, lng }) =>
      lat === null || lng === null ? [] : [{ code, metres: distanceM(point, { lat, lng }) }],
    )
    .sort((one, other) => one.metres - other.metres)[0]
  return nearest?.code ?? (grids.length === 1 ? (grids[0]?.code ?? null) : null)
}
