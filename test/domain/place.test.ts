import fc from 'fast-check'
import { cellOf, cellsAround, distanceM, type GeoPoint } from '../../domain/place/geo'
import { estimateMinutes } from '../../domain/place/walking'

const TIANANMEN = { lat: 39.9087, lng: 116.3975 }

/** Where the product is: Beijing and around, and with thousandths too, which lie on the edges of cells. */
const beijing = fc.oneof(
  fc.record({
    lat: fc.double({ min: 39.4, max: 41.1, noNaN: true }),
    lng: fc.double({ min: 115.4, max: 117.6, noNaN: true }),
  }),
  fc.record({
    lat: fc.integer({ min: 39_400, max: 41_100 }).map((n) => n / 1000),
    lng: fc.integer({ min: 115_400, max: 117_600 }).map((n) => n / 1000),
  }),
)

/** A point so many metres away in some direction. */
const away = (from: GeoPoint, metres: number, turn: number): GeoPoint => {
  const metresADegree = 111_195
  const angle = turn * 2 * Math.PI
  return {
    lat: from.lat + (metres * Math.sin(angle)) / metresADegree,
    lng:
      from.lng +
      (metres * Math.cos(angle)) / (metresADegree * Math.cos((from.lat * Math.PI) / 180)),
  }
}

describe('distance', () => {
  test.each([
    ['to itself', TIANANMEN, TIANANMEN, 0],
    ['a thousandth of a degree north', { lat: 40, lng: 116 }, { lat: 40.001, lng: 116 }, 111],
    ['a thousandth of a degree east', { lat: 40, lng: 116 }, { lat: 40, lng: 116.001 }, 85],
    ['to Shanghai’s People’s Square', TIANANMEN, { lat: 31.2304, lng: 121.4737 }, 1_067_000],
  ])('%s', (_, from, to, metres) => {
    expect(Math.abs(distanceM(from, to) - metres)).toBeLessThan(Math.max(1, metres * 0.002))
  })

  test('is the same there and back, and never less than nothing', () => {
    fc.assert(
      fc.property(beijing, beijing, (one, other) => {
        expect(distanceM(one, other)).toBeGreaterThanOrEqual(0)
        expect(distanceM(one, other)).toBeCloseTo(distanceM(other, one), 6)
      }),
    )
  })

  test('points on the other side of the earth are half its girth away', () => {
    expect(distanceM({ lat: 0, lng: 0 }, { lat: 0, lng: 180 })).toBeCloseTo(20_015_114, -2)
  })
})

describe('cells', () => {
  test('a cell fits a 32-bit column', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.constantFrom(0.002, 0.005),
        (lat, lng, size) => {
          for (const cell of cellsAround({ lat, lng }, size)) {
            expect(Number.isInteger(cell)).toBe(true)
            expect(cell).toBeGreaterThanOrEqual(0)
            expect(cell).toBeLessThan(2 ** 31)
          }
        },
      ),
    )
  })

  test('those around are all different, and the point’s own is in their middle', () => {
    fc.assert(
      fc.property(
        beijing,
        fc.constantFrom(0.002, 0.005),
        fc.integer({ min: 1, max: 3 }),
        (point, size, rings) => {
          const cells = cellsAround(point, size, rings)

          expect(new Set(cells).size).toBe((2 * rings + 1) ** 2)
          expect(cells[(cells.length - 1) / 2]).toBe(cellOf(point, size))
        },
      ),
    )
  })

  test.each([
    ['duplicates within 100 m', 0.002, 1, 100],
    ['places within a walk of 1.2 km', 0.005, 3, 1_200],
  ])('%s are in the cells around, in any direction', (_, size, rings, radius) => {
    fc.assert(
      fc.property(
        beijing,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (point, part, turn) => {
          const other = away(point, radius * part, turn)
          fc.pre(distanceM(point, other) <= radius)

          expect(cellsAround(point, size, rings)).toContain(cellOf(other, size))
        },
      ),
      { numRuns: 500, seed: 20_261_123 },
    )
  })
})

describe('walking', () => {
  test.each([
    [0, 1],
    [50, 1],
    [60, 2],
    [500, 10],
    [830, 15],
    [831, 16],
    [1_200, 22],
  ])('%i m as the crow flies take %i minutes', (metres, minutes) => {
    expect(estimateMinutes(metres)).toBe(minutes)
  })

  test('is never less than a minute, and farther never takes less', () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(5_000), (one, more) => {
        expect(estimateMinutes(one)).toBeGreaterThanOrEqual(1)
        expect(estimateMinutes(one + more)).toBeGreaterThanOrEqual(estimateMinutes(one))
      }),
    )
  })
})
