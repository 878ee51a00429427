import fc from 'fast-check'
import { FIGURES } from '../../domain/ticket/names'
import {
  marksOf,
  NO_FIGURES,
  packMarks,
  plus,
  RATES,
  rateOf,
  unpackMarks,
  type CountedTicket,
} from '../../domain/ticket/rates'

const REPORTED = new Date('2026-11-23T02:00:00Z')
const after = (hours: number) => new Date(REPORTED.getTime() + hours * 3_600_000)
const ticket = (change: Partial<CountedTicket> = {}): CountedTicket => ({
  state: 'submitted',
  closedHow: null,
  reportedAt: REPORTED,
  answeredAt: null,
  stars: null,
  disputeCount: 0,
  wasLate: false,
  ...change,
})

describe('what a ticket adds to the figures of its month', () => {
  test.each([
    ['just reported', ticket(), ['reported']],
    ['answered a day later', ticket({ answeredAt: after(24) }), ['reported', 'answeredInTime']],
    ['answered too late', ticket({ answeredAt: after(24.01) }), ['reported']],
    [
      'confirmed by a neighbour',
      ticket({ state: 'closed', closedHow: 'confirmed' }),
      ['reported', 'closed', 'solved'],
    ],
    [
      'checked by the committee',
      ticket({ state: 'closed', closedHow: 'checked-by-moderator' }),
      ['reported', 'closed', 'solved'],
    ],
    [
      'closed because nobody said anything',
      ticket({ state: 'closed', closedHow: 'unconfirmed' }),
      ['reported', 'closed', 'unconfirmed'],
    ],
    [
      'closed as not to be solved',
      ticket({ state: 'closed', closedHow: 'cannot-solve' }),
      ['reported', 'closed', 'cannotSolve'],
    ],
    [
      'closed by force, rated badly',
      ticket({ state: 'closed', closedHow: 'forced', stars: 3 }),
      ['reported', 'closed', 'forced', 'rated'],
    ],
    [
      'closed after two disputes, late, rated well',
      ticket({
        state: 'closed',
        closedHow: 'confirmed',
        stars: 4,
        disputeCount: 2,
        wasLate: true,
      }),
      ['reported', 'closed', 'solved', 'rated', 'satisfied', 'disputed', 'late'],
    ],
    ['opened again', ticket({ state: 'handling', disputeCount: 1 }), ['reported', 'disputed']],
    ['refused', ticket({ state: 'refused' }), ['reported', 'refused']],
    ['void', ticket({ state: 'void', answeredAt: after(1) }), []],
    ['merged', ticket({ state: 'merged', answeredAt: after(1) }), []],
  ] as const)('%s', (_, one, marks) => {
    expect(marksOf(one)).toEqual(marks)
  })
})

test('closed never silently means solved: every closed ticket is counted under how it was closed, once', () => {
  for (const closedHow of [
    'confirmed',
    'checked-by-moderator',
    'unconfirmed',
    'cannot-solve',
    'forced',
  ] as const) {
    const marks = marksOf(ticket({ state: 'closed', closedHow }))
    const hows = ['solved', 'unconfirmed', 'cannotSolve', 'forced'] as const
    expect(hows.filter((how) => marks.includes(how))).toHaveLength(1)
  }
})

test('the marks are kept as one number, and come back from it', () => {
  fc.assert(
    fc.property(fc.subarray([...FIGURES]), (marks) => {
      expect(unpackMarks(packMarks(marks))).toEqual(marks)
    }),
  )
  // Stored with every ticket: another order would be read as other figures.
  expect(packMarks(['reported', 'solved', 'late'])).toBe(1 + 8 + 2048)
})

describe('the three rates', () => {
  const figures = [
    ticket({ answeredAt: after(1), state: 'closed', closedHow: 'confirmed', stars: 5 }),
    ticket({ answeredAt: after(30), state: 'closed', closedHow: 'unconfirmed', stars: 2 }),
    ticket({ answeredAt: after(2), state: 'handling' }),
    ticket({ state: 'void' }),
    ticket(),
  ].reduce((sum, one) => plus(sum, marksOf(one)), NO_FIGURES)

  test('are shares of what they say they are', () => {
    const shares = Object.fromEntries(RATES.map((rate) => [rate.name, rateOf(rate, figures)]))
    expect(shares).toEqual({ 响应率: 2 / 4, 解决率: 1 / 2, 满意率: 1 / 2 })
  })

  test('are nothing where there is nothing to take a share of, rather than 0 or 100 %', () => {
    expect(RATES.map((rate) => rateOf(rate, NO_FIGURES))).toEqual([null, null, null])
  })

  test('never pass 100 %, whatever happens', () => {
    const anyTicket = fc.record({
      state: fc.constantFrom('submitted', 'closed', 'refused', 'void', 'merged', 'handled'),
      closedHow: fc.constantFrom('confirmed', 'unconfirmed', 'forced', null),
      reportedAt: fc.constant(REPORTED),
      answeredAt: fc.option(fc.integer({ min: 0, max: 60 }).map(after)),
      stars: fc.option(fc.integer({ min: 1, max: 5 })),
      disputeCount: fc.nat(3),
      wasLate: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(anyTicket as fc.Arbitrary<CountedTicket>), (tickets) => {
        const sum = tickets.reduce((one, each) => plus(one, marksOf(each)), NO_FIGURES)
        for (const rate of RATES) expect(rateOf(rate, sum) ?? 0).toBeLessThanOrEqual(1)
      }),
    )
  })
})
