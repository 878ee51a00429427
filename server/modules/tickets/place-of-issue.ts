import type { IssuePlace } from '../../../contract/tickets'
import { distanceM, type GeoPoint } from '../../../domain/place/geo'
import { AppError } from '../../ports/app-error'
import type { Db } from '../../ports/work'
import { findBuilding, findBuildings, findGrids, listBuildingNames } from './ticket-repository'
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
    const near = await around(db, communityId, place.point)
    return {
      gridCode: near.gridCode,
      buildingId: null,
      text: place.text?.trim() || near.text,
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
    gridCode: building.grid_code ?? (point && (await around(db, communityId, point)).gridCode),
    buildingId: building.id,
    text: [home, place.text?.trim()].filter(Boolean).join(' '),
    point,
  }
}

/** Where words alone say it: a building that they name, or else only they are known. */
export const placeByAddress = async (
  db: Db,
  communityId: string,
  address: string,
): Promise<KnownPlace> => {
  const named = (await listBuildingNames(db, communityId))
    .filter(({ name }) => isNamedIn(name, address))
    .sort((one, other) => other.name.length - one.name.length)[0]
  if (named) {
    const place = await placeOfIssue(db, communityId, { by: 'building', buildingId: named.id })
    return { ...place, text: address }
  }
  const grids = await findGrids(db, communityId)
  const only = grids.length === 1 ? grids[0] : undefined
  return { gridCode: only?.code ?? null, buildingId: null, text: address, point: null }
}

/** 3 is meant by 3号楼, and not by 13号楼 or 3单元. */
const isNamedIn = (name: string, address: string): boolean =>
  /\d$/.test(name)
    ? new RegExp(
        `(^|\\D)${name.replace(/[^\p{L}\p{N}]/gu, '\\$&')}(号楼|号院|楼|栋|幢|#)`,
        'u',
      ).test(address)
    : address.includes(name)

/** So near a building its name says where something is. */
const BESIDE_M = 120

/** The grid of the nearest building, or else the nearest grid: outlines of grids are not published. */
const around = async (
  db: Db,
  communityId: string,
  point: GeoPoint,
): Promise<{ gridCode: string | null; text: string }> => {
  const buildings = await findBuildings(db, communityId)
  const grids = await findGrids(db, communityId)
  const building = nearestOf(buildings, point)
  const only = grids.length === 1 ? grids[0] : undefined
  const grid = buildings.length === 0 ? nearestOf(grids, point)?.one : undefined
  return {
    gridCode: building?.one.grid_code ?? (grid ?? only)?.code ?? null,
    text:
      building && building.metres <= BESIDE_M
        ? TICKET_TEXT.nearBuilding(building.one.name)
        : TICKET_TEXT.somewhere,
  }
}

const nearestOf = <Row extends { lat: number | null; lng: number | null }>(
  rows: readonly Row[],
  point: GeoPoint,
): { one: Row; metres: number } | undefined =>
  rows
    .flatMap((one) => {
      const { lat, lng } = one
      return lat === null || lng === null ? [] : [{ one, metres: distanceM(point, { lat, lng }) }]
    })
    .sort((one, other) => one.metres - other.metres)[0]
