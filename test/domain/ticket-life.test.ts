import { stepsOpenTo, takeStep, type StepInput } from '../../domain/ticket/machine'
import {
  OPEN_STATES,
  TICKET_STATES,
  TICKET_STEPS,
  type StepNeed,
  type StepRefusal,
  type TicketState,
  type TicketStep,
} from '../../domain/ticket/names'
import { BEFORE, LIFE, MUST_COME, rowOf } from './life'
import { EVERYBODY, EVERYTHING, NOW, PEOPLE, ticketIn, type Who } from './people'

const CASES = TICKET_STATES.flatMap((state) => TICKET_STEPS.map((step) => ({ state, step })))

const ticketBefore = (state: TicketState, step: TicketStep) => ticketIn(state, BEFORE[step])

/** Who gets through, and where to; everyone else must hear a reason. */
const outcomes = (state: TicketState, step: TicketStep): string[] =>
  EVERYBODY.map((who) => {
    const answer = takeStep(step, ticketBefore(state, step), PEOPLE[who], EVERYTHING, NOW)
    return answer.ok ? `${who} → ${answer.to}` : `${who} may not`
  })

const expected = (state: TicketState, step: TicketStep): string[] => {
  const row = rowOf(state, step)
  return EVERYBODY.map((who) => (row?.[0].includes(who) ? `${who} → ${row[1]}` : `${who} may not`))
}

describe('the machine and the table of a ticket’s life say the same', () => {
  test.each(CASES)('$state: $step', ({ state, step }) => {
    expect(outcomes(state, step)).toEqual(expected(state, step))
  })

  test('every step but the first stands somewhere in the table', () => {
    const told = new Set(Object.values(LIFE).flatMap((rows) => Object.keys(rows)))

    expect(TICKET_STEPS.filter((step) => !told.has(step))).toEqual(['report'])
  })

  test('every state can be reached from the first', () => {
    const reached = new Set<TicketState>(['submitted'])
    for (const state of reached)
      for (const [, next] of Object.values(LIFE[state])) reached.add(next)

    expect([...reached].sort()).toEqual([...TICKET_STATES].sort())
  })

  test('an open state is one that somebody besides the reporter can still move on', () => {
    const movable = TICKET_STATES.filter((state) =>
      Object.values(LIFE[state]).some(
        ([who, next]) => next !== state && who.some((one) => one !== 'reporter'),
      ),
    )

    expect(movable.sort()).toEqual([...OPEN_STATES].sort())
  })
})

/** The same input with one thing left out. */
const WITHOUT: Record<Exclude<StepNeed, 'on-the-spot'>, [StepInput, StepRefusal]> = {
  words: [{ ...EVERYTHING, words: ' \n ' }, 'needs-words'],
  evidence: [{ ...EVERYTHING, photoCount: 0 }, 'needs-evidence'],
  assignee: [{ ...EVERYTHING, toPersonId: undefined }, 'needs-assignee'],
  target: [{ ...EVERYTHING, intoTicketId: undefined }, 'needs-target'],
  date: [{ ...EVERYTHING, untilAt: undefined }, 'needs-date'],
  category: [{ ...EVERYTHING, categoryId: undefined }, 'needs-category'],
  stars: [{ ...EVERYTHING, stars: undefined }, 'needs-stars'],
  parts: [{ ...EVERYTHING, parts: undefined }, 'needs-parts'],
}

const ROWS = TICKET_STATES.flatMap((state) =>
  TICKET_STEPS.flatMap((step) => {
    const row = rowOf(state, step)
    return row ? [{ state, step, people: row[0] }] : []
  }),
)

/** The platform proves in its own house; the routing table may leave open who does it. */
const NEED_NOT_PROVE: readonly Who[] = ['platform', 'system']

describe('what must come with a step', () => {
  const demanding = ROWS.flatMap(({ state, step, people }) =>
    (MUST_COME[step] ?? []).flatMap((need) =>
      need === 'on-the-spot' ? [] : people.map((who) => ({ state, step, who, need })),
    ),
  )

  test.each(demanding.filter(({ who }) => !NEED_NOT_PROVE.includes(who)))(
    '$state: $step by the $who is refused without $need',
    ({ state, step, who, need }) => {
      const [input, reason] = WITHOUT[need]

      expect(takeStep(step, ticketBefore(state, step), PEOPLE[who], input, NOW)).toEqual({
        ok: false,
        reason,
      })
    },
  )

  test('the platform need not prove here what it proves in its own house', () => {
    const platforms = ROWS.filter(({ people }) => people.includes('platform'))

    for (const { state, step } of platforms)
      expect(takeStep(step, ticketIn(state), PEOPLE.platform, {}, NOW).ok).toBe(true)
    expect(platforms.map(({ step }) => step)).toEqual(
      expect.arrayContaining(['accept', 'refuse', 'dispatch', 'claim', 'return', 'handle']),
    )
  })

  test('a step that needs nothing is taken with nothing', () => {
    const free = ROWS.filter(({ step }) => !MUST_COME[step] && step !== 'confirm')

    for (const { state, step, people } of free)
      for (const who of people)
        expect([
          step,
          who,
          takeStep(step, ticketBefore(state, step), PEOPLE[who], {}, NOW).ok,
        ]).toEqual([step, who, true])
  })

  test.each([
    ['stars', [0, 6, 2.5, Number.NaN], 'closed', 'rate', 'reporter'],
    ['parts', [0, 1, 2.5], 'handling', 'split', 'moderator'],
  ] as const)('%s are whole and within their bounds', (field, wrong, state, step, who) => {
    for (const value of wrong)
      expect(
        takeStep(step, ticketIn(state), PEOPLE[who], { ...EVERYTHING, [field]: value }, NOW),
      ).toEqual({ ok: false, reason: `needs-${field}` })
  })

  test.each([
    ['today', 0, false],
    ['yesterday', -1, false],
    ['tomorrow', 1, true],
    ['a year from now', 365, true],
    ['two years from now', 730, false],
  ])('suspending until %s: %s days', (_, days, isAllowed) => {
    const untilAt = new Date(NOW.getTime() + days * 24 * 3_600_000)
    const answer = takeStep(
      'suspend',
      ticketIn('handling'),
      PEOPLE.moderator,
      { words: '等材料', untilAt },
      NOW,
    )

    expect(answer).toMatchObject(isAllowed ? { ok: true } : { ok: false, reason: 'needs-date' })
  })
})

describe('what a page may offer', () => {
  test.each(CASES)('$state: $step is offered just to those who may take it', ({ state, step }) => {
    const ticket = ticketBefore(state, step)
    for (const who of EVERYBODY) {
      const offer = stepsOpenTo(ticket, PEOPLE[who], NOW).find((one) => one.step === step)
      const answer = takeStep(step, ticket, PEOPLE[who], EVERYTHING, NOW)

      if (offer) expect([who, offer.ok, offer.reason]).toEqual([who, answer.ok, refusalIn(answer)])
      else expect([who, answer.ok]).toEqual([who, false])
    }
  })

  test('an offer names what must come with the step', () => {
    for (const { state, step, people } of ROWS)
      for (const who of people) {
        const offer = stepsOpenTo(ticketBefore(state, step), PEOPLE[who], NOW).find(
          (one) => one.step === step,
        )
        const isProver = step === 'confirm' && who !== 'reporter' && who !== 'joined'
        const needs = NEED_NOT_PROVE.includes(who) ? [] : (MUST_COME[step] ?? [])

        expect([state, step, who, offer?.needs]).toEqual([
          state,
          step,
          who,
          isProver ? ['on-the-spot'] : needs,
        ])
      }
  })
})

const refusalIn = (answer: ReturnType<typeof takeStep>) => (answer.ok ? undefined : answer.reason)
