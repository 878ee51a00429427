export interface GeoPoint {
  lat: number
  lng: number
}

const EARTH_RADIUS_M = 6_371_008.8
const rad = (degrees: number): number => (degrees * Math.PI) / 180

/** Metres along the great circle. */
export const distanceM = (from: GeoPoint, to: GeoPoint): number => {
  const dLat = rad(to.lat - from.lat)
  const dLng = rad(to.lng - from.lng)
  const chord =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(rad(from.lat)) * Math.cos(rad(to.lat)) * Math.sin(dLng / 2) ** 2
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** Rows and columns start again after so many, so that a cell's number fits a 32-bit column; cells that share one are thousands of kilometres apart. */
const CELL_WRAP = 40_000

interface Cell {
  row: number
  column: number
}

const squareOf = ({ lat, lng }: GeoPoint, sizeDegrees: number): Cell => ({
  row: Math.floor((lat + 90) / sizeDegrees),
  column: Math.floor((lng + 180) / sizeDegrees),
})

const wrap = (value: number): number => ((value % CELL_WRAP) + CELL_WRAP) % CELL_WRAP

const numberOf = ({ row, column }: Cell): number => wrap(row) * CELL_WRAP + wrap(column)

/** The square of so many degrees in which a point lies, as one integer that a btree can index. */
export const cellOf = (point: GeoPoint, sizeDegrees: number): number =>
  numberOf(squareOf(point, sizeDegrees))

/** The cell of a point and those around it, `rings` deep: whatever lies within `rings` × size is in one of them. */
export const cellsAround = (point: GeoPoint, sizeDegrees: number, rings = 1): number[] => {
  // Whole numbers are counted, not degrees added: a rounded sum would take one row twice and miss another.
  const { row, column } = squareOf(point, sizeDegrees)
  const steps = Array.from({ length: 2 * rings + 1 }, (_, index) => index - rings)
  return steps.flatMap((dRow) =>
    steps.map((dColumn) => numberOf({ row: row + dRow, column: column + dColumn })),
  )
}
