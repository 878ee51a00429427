import fc from 'fast-check'
import type { WorkCalendar } from '../../domain/ticket/deadlines'
import { ROUTING_DAYS, ROUTING_MODES } from '../../domain/ticket/names'
import {
  faultOf,
  fits,
  routeTicket,
  type RoutingQuestion,
  type RoutingRule,
  type RoutingStaff,
} from '../../domain/ticket/routing'

const GRID = '110105006041001'
const OTHER_GRID = '110105006041002'
/** Friday, 27 November 2026, at this hour of Beijing. */
const friday = (hour: number, minute = 0): Date =>
  new Date(Date.UTC(2026, 10, 27, hour - 8, minute))
const daysAfter = (at: Date, days: number): Date => new Date(at.getTime() + days * 86_400_000)

const STAFF: RoutingStaff = {
  workers: [
    { personId: 'zhou', gridCodes: [GRID], openCount: 3 },
    { personId: 'ma', gridCodes: [GRID, OTHER_GRID], openCount: 1 },
    { personId: 'wu', gridCodes: [OTHER_GRID], openCount: 0 },
  ],
  departmentIds: ['城管'],
}

const rule = (ruleId: string, part: Partial<RoutingRule> = {}): RoutingRule => ({
  ruleId,
  categoryId: null,
  categoryGroup: null,
  gridCode: null,
  days: 'any',
  weekdays: [],
  fromMinute: null,
  untilMinute: null,
  mode: 'by-load',
  toPersonId: null,
  toDepartmentId: null,
  ...part,
})
const to = (personId: string) => ({ mode: 'assigned' as const, toPersonId: personId })

const ROAD: RoutingQuestion = {
  categoryId: 'road_damage',
  categoryGroup: '道路',
  gridCode: GRID,
  at: friday(10),
}
const route = (rules: readonly RoutingRule[], change: Partial<RoutingQuestion> = {}) =>
  routeTicket(rules, { ...ROAD, ...change }, STAFF)

describe('the most specific line wins', () => {
  const any = rule('1')
  const group = rule('2', { categoryGroup: '道路' })
  const category = rule('3', { categoryId: 'road_damage' })
  const grid = rule('4', { gridCode: GRID })
  const hours = rule('5', { fromMinute: 540, untilMinute: 1080 })
  const days = rule('6', { days: 'workday' })

  test.each([
    ['a category before its group', [group, category], '3'],
    ['a group before a grid', [grid, group], '2'],
    ['a grid before hours', [hours, grid], '4'],
    ['hours before days', [days, hours], '5'],
    ['days before a line about everything', [any, days], '6'],
    ['a weekday before a kind of day', [days, rule('7', { weekdays: [5] })], '7'],
    ['the older of two alike', [rule('9'), rule('8')], '8'],
  ])('%s', (_, rules, winner) => {
    expect(route(rules).won?.rule.ruleId).toBe(winner)
    expect(route([...rules].reverse()).won?.rule.ruleId).toBe(winner)
  })

  test('a line about something else says nothing', () => {
    const others = [
      rule('1', { categoryId: 'lift' }),
      rule('2', { categoryGroup: '绿化' }),
      rule('3', { gridCode: OTHER_GRID }),
      rule('4', { weekdays: [6, 7] }),
      rule('5', { days: 'day-off' }),
      rule('6', { fromMinute: 18 * 60, untilMinute: 8 * 60 }),
    ]
    expect(route(others)).toEqual({ won: null, passedOver: [] })
  })

  test('whatever the order of the table, the answer is the same', () => {
    const rules = fc.array(
      fc.record({
        categoryId: fc.constantFrom(null, 'road_damage', 'lift'),
        categoryGroup: fc.constantFrom(null, '道路'),
        gridCode: fc.constantFrom(null, GRID, OTHER_GRID),
        days: fc.constantFrom(...ROUTING_DAYS),
        weekdays: fc.subarray([1, 5, 7]),
        mode: fc.constantFrom(...ROUTING_MODES),
        toPersonId: fc.constantFrom('zhou', 'gone'),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(rules, fc.infiniteStream(fc.nat()), (parts, shuffle) => {
        const table = parts.map((part, at) => rule(String(at).padStart(2, '0'), part))
        const shuffled = table
          .map((one) => ({ one, key: shuffle.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one)
        expect(route(shuffled)).toEqual(route(table))
      }),
      { seed: 20_261_127 },
    )
  })
})

describe('time is Beijing’s, by the Chinese calendar', () => {
  const night = rule('1', { weekdays: [5], fromMinute: 22 * 60, untilMinute: 6 * 60 })

  test('a night belongs to the day on which it began', () => {
    expect(fits(night, { ...ROAD, at: friday(21, 59) })).toBe(false)
    expect(fits(night, { ...ROAD, at: friday(22) })).toBe(true)
    expect(fits(night, { ...ROAD, at: daysAfter(friday(5, 59), 1) })).toBe(true)
    expect(fits(night, { ...ROAD, at: daysAfter(friday(6), 1) })).toBe(false)
    expect(fits(night, { ...ROAD, at: friday(5) })).toBe(false)
  })

  test('from is inside, until is not', () => {
    const office = rule('1', { fromMinute: 9 * 60, untilMinute: 18 * 60 })
    expect([9, 17, 18].map((hour) => fits(office, { ...ROAD, at: friday(hour) }))).toEqual([
      true,
      true,
      false,
    ])
  })

  test('a make-up Saturday is a workday, a holiday Monday a day off', () => {
    const calendar: WorkCalendar = {
      isWorkday: (day) => day !== '2026-11-30' && day !== '2026-11-29',
      isYearKnown: () => true,
    }
    const workday = rule('1', { days: 'workday' })
    const at = (days: number) => ({ ...ROAD, at: daysAfter(friday(10), days) })
    expect([0, 1, 2, 3].map((days) => fits(workday, at(days), calendar))).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})

describe('to whom', () => {
  test('a person, as long as they work here', () => {
    expect(route([rule('1', to('zhou'))]).won?.to).toEqual({ is: 'worker', personId: 'zhou' })
  })

  test('a department, as long as it answers for this community', () => {
    const city = rule('1', { mode: 'assigned', toDepartmentId: '城管' })
    const fire = rule('2', { mode: 'assigned', toDepartmentId: '消防' })
    expect(route([city]).won?.to).toEqual({ is: 'department', departmentId: '城管' })
    expect(route([fire])).toEqual({ won: null, passedOver: [{ rule: fire, why: 'target-gone' }] })
  })

  test('whoever of the grid has least in hand; of two alike always the same', () => {
    expect(route([rule('1')]).won?.to).toEqual({ is: 'worker', personId: 'ma' })
    expect(route([rule('1')], { gridCode: null }).won?.to).toEqual({
      is: 'worker',
      personId: 'wu',
    })
    const alike = STAFF.workers.map((one) => ({ ...one, openCount: 2 }))
    const answers = [alike, [...alike].reverse()].map(
      (workers) => routeTicket([rule('1')], ROAD, { ...STAFF, workers }).won?.to,
    )
    expect(answers).toEqual([
      { is: 'worker', personId: 'ma' },
      { is: 'worker', personId: 'ma' },
    ])
  })

  test('nobody in particular, where somebody could claim it', () => {
    const open = rule('1', { mode: 'open' })
    expect(route([open]).won?.to).toEqual({ is: 'open' })
    const nowhere = `${GRID.slice(0, 12)}009`
    expect(route([open], { gridCode: nowhere })).toEqual({
      won: null,
      passedOver: [{ rule: open, why: 'nobody-in-grid' }],
    })
  })

  test('a line whose person has left is passed over, and the next one holds', () => {
    const gone = rule('1', { categoryId: 'road_damage', ...to('left') })
    const next = rule('2', to('ma'))
    expect(route([next, gone])).toEqual({
      won: { rule: next, to: { is: 'worker', personId: 'ma' } },
      passedOver: [{ rule: gone, why: 'target-gone' }],
    })
  })
})

test.each([
  ['names nobody', { mode: 'assigned' as const }, 'needs-assignee'],
  ['names two', { ...to('ma'), toDepartmentId: '城管' }, 'needs-assignee'],
  ['names somebody where load decides', { toPersonId: 'ma' }, 'needs-assignee'],
  ['has half a time', { fromMinute: 60 }, 'bad-hours'],
  ['begins when it ends', { fromMinute: 60, untilMinute: 60 }, 'bad-hours'],
  ['is whole', { fromMinute: 60, untilMinute: 30 }, null],
])('a line that %s', (_, part, fault) => {
  expect(faultOf(rule('1', part))).toBe(fault)
})
