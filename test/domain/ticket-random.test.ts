import fc from 'fast-check'
import {
  applyChange,
  openTicket,
  stepsOpenTo,
  takeStep,
  type StepInput,
  type Taker,
  type TicketChange,
  type TicketFacts,
} from '../../domain/ticket/machine'
import {
  OPEN_STATES,
  TICKET_STATES,
  TICKET_STEPS,
  type TicketState,
  type TicketStep,
} from '../../domain/ticket/names'
import { LIFE, rowOf } from './life'
import { EVERYBODY, EVERYTHING, GRID, NOW, PEOPLE, type Who } from './people'

/** Anybody tries anything, now or days later; half of the tries are steps that a page would offer. */
interface Try {
  who: Who
  step: TicketStep
  /** Which of the open offers to take instead; null tries the step blindly. */
  offer: number | null
  input: StepInput
  hours: number
}

const inputs: fc.Arbitrary<StepInput> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(EVERYTHING) },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        words: fc.constantFrom('', ' ', '看过了'),
        photoCount: fc.nat(2),
        toPersonId: fc.constantFrom(PEOPLE.assignee.personId, PEOPLE.colleague.personId),
        stars: fc.integer({ min: -1, max: 7 }),
        parts: fc.nat(4),
        distanceM: fc.nat(400),
      },
      { requiredKeys: [] },
    ),
  },
)

const tries: fc.Arbitrary<Try[]> = fc.array(
  fc.record({
    who: fc.constantFrom(...EVERYBODY),
    step: fc.constantFrom(...TICKET_STEPS),
    offer: fc.option(fc.nat(500), { freq: 5 }),
    input: inputs,
    hours: fc.oneof(fc.constant(0), fc.nat(24 * 7)),
  }),
  { minLength: 1, maxLength: 80, size: 'max' },
)

/** 林阿姨 reports, or 马姐 finds something on her round. */
const reporters = fc.constantFrom(PEOPLE.reporter, PEOPLE.colleague)

interface Taken {
  step: TicketStep
  taker: Taker
  before: TicketFacts
  after: TicketFacts
  change: TicketChange
}

/** What a page would let this person press now. */
const offeredTo = (who: Who, ticket: TicketFacts, now: Date): TicketStep[] =>
  stepsOpenTo(ticket, PEOPLE[who], now)
    .filter(({ ok }) => ok)
    .map(({ step }) => step)

/** What came of all these tries: the ticket, and the steps that were allowed. */
const play = (reporter: Taker, attempts: readonly Try[]) => {
  let ticket: TicketFacts = Object.freeze(openTicket(reporter.personId, GRID))
  let now = NOW
  const taken: Taken[] = []
  for (const attempt of attempts) {
    now = new Date(now.getTime() + attempt.hours * 3_600_000)
    const { who } = attempt
    const offers = attempt.offer === null ? [] : offeredTo(who, ticket, now)
    const step = offers[(attempt.offer ?? 0) % Math.max(1, offers.length)] ?? attempt.step
    const input = attempt.input.untilAt
      ? { ...attempt.input, untilAt: new Date(now.getTime() + 24 * 3_600_000) }
      : attempt.input
    const answer = takeStep(step, ticket, PEOPLE[who], input, now)
    if (!answer.ok) continue
    const after = Object.freeze(applyChange(ticket, answer))
    taken.push({ step, taker: PEOPLE[who], before: ticket, after, change: answer.change })
    ticket = after
  }
  return { ticket, taken, now }
}

/** Every step that was allowed, over many lives. */
const always = (holds: (taken: Taken, earlier: readonly Taken[]) => void, numRuns = 200): void => {
  fc.assert(
    fc.property(reporters, tries, (reporter, attempts) => {
      const { taken } = play(reporter, attempts)
      taken.forEach((one, index) => {
        holds(one, taken.slice(0, index))
      })
    }),
    { seed: 20_261_123, numRuns },
  )
}

/** Whose rights in the table a person has on this ticket, going by the facts and not by their name here. */
const partsIn = (ticket: TicketFacts, { personId, role, gridCodes }: Taker): Who[] => {
  const parts: Who[] = []
  if (ticket.reporterId === personId) parts.push('reporter')
  if (ticket.joinedIds.includes(personId)) parts.push('joined')
  if (role === 'resident') parts.push('neighbour')
  if (role === 'moderator') parts.push('moderator', 'second moderator')
  if (role === 'worker') parts.push(gridCodes.includes(GRID) ? 'colleague' : 'other grid')
  if (role === 'worker' && ticket.assigneeId === personId) parts.push('assignee')
  return role === 'operator' || role === 'system' || role === 'platform' ? [role] : parts
}

const isOpen = (state: TicketState): boolean => OPEN_STATES.some((open) => open === state)

describe('whatever anybody tries', () => {
  test('no state and no step of the table is out of reach', () => {
    const states = new Set<TicketState>(['submitted'])
    const steps = new Set<string>()
    always(({ step, before, after }) => {
      states.add(after.state)
      steps.add(`${before.state}: ${step}`)
    }, 1_500)
    const told = TICKET_STATES.flatMap((state) =>
      Object.keys(LIFE[state]).map((step) => `${state}: ${step}`),
    )

    expect([...states].sort()).toEqual([...TICKET_STATES].sort())
    expect(told.filter((row) => !steps.has(row))).toEqual([])
  })

  test('history is never lost: the version is the number of steps', () => {
    always(({ after }, earlier) => {
      expect(after.version).toBe(1 + earlier.length + 1)
    })
  })

  test('nobody takes a step that the table does not give them', () => {
    always(({ step, before, taker }) => {
      const parts = partsIn(before, taker)
      const allowed = rowOf(before.state, step)?.[0] ?? []

      expect(allowed.filter((one) => parts.includes(one))).not.toEqual([])
    })
  })

  test('closed always says how, and nothing else does', () => {
    always(({ after }) => {
      const isClosed = after.state === 'closed'

      expect(after.closedHow !== null).toBe(isClosed)
      expect(after.closedAt !== null).toBe(isClosed)
      if (isClosed && after.isCannotSolve)
        expect(['cannot-solve', 'forced']).toContain(after.closedHow)
    })
  })

  test('whoever handled it never confirms, disputes or rates it', () => {
    always(({ step, before, taker }) => {
      if (!['confirm', 'dispute', 'rate'].includes(step)) return
      expect(before.handledById).not.toBe(taker.personId)
    })
  })

  test('a proposal is never agreed to by whoever made it, and never in another state', () => {
    always(({ step, before, after, taker }) => {
      if (step === 'agree') expect(before.proposal?.byId).not.toBe(taker.personId)
      if (after.proposal && before.proposal) expect(after.proposal).toEqual(before.proposal)
      if (after.state !== before.state) expect(after.proposal).toBeNull()
    })
  })

  test('force-closed and void come only by a second person’s word', () => {
    always(({ step, after, before }) => {
      if (after.closedHow === 'forced' && before.closedHow !== 'forced') expect(step).toBe('agree')
      if (after.state === 'void' && before.state !== 'void')
        expect(['agree', 'withdraw']).toContain(step)
    })
  })

  test('the third dispute and every later one goes to the street, no earlier one does', () => {
    always(({ step, after, change }) => {
      expect(change.escalateTo === 'street').toBe(step === 'dispute' && after.disputeCount >= 3)
    })
  })

  test('disputes are counted, never forgotten', () => {
    always(({ after }, earlier) => {
      const disputes = earlier.filter(({ step }) => step === 'dispute').length

      expect(after.disputeCount - disputes).toBeLessThanOrEqual(1)
      expect(after.disputeCount).toBeGreaterThanOrEqual(disputes)
    })
  })

  test('a suspension returns to the state it left', () => {
    always(({ step, after }, earlier) => {
      if (step !== 'resume') return
      expect(after.state).toBe(earlier.findLast((one) => one.step === 'suspend')?.before.state)
    })
  })

  test('a suspended ticket knows where it came from, and no other remembers', () => {
    always(({ after }) => {
      expect(after.stateBeforeSuspension !== null).toBe(after.state === 'suspended')
    })
  })

  test('one appeal, two extensions, one rating a close', () => {
    always(({ after, step, before }) => {
      expect(after.appealCount).toBeLessThanOrEqual(1)
      expect(after.extensionCount).toBeLessThanOrEqual(2)
      if (step === 'rate') expect(before.ratedStars).toBeNull()
    })
  })

  test('merged and void are ends', () => {
    always(({ before, after }) => {
      if (before.state === 'merged' || before.state === 'void')
        expect(after.state).toBe(before.state)
    })
  })

  test('a question stands only while the ticket is handled', () => {
    always(({ after }) => {
      if (after.askedAt) expect(after.state).toBe('handling')
    })
  })

  test('handled says since when; nothing that is being worked on does', () => {
    always(({ after }) => {
      if (after.state === 'handled') expect(after.handledAt).not.toBeNull()
      if (['dispatched', 'handling'].includes(after.state)) expect(after.handledAt).toBeNull()
    })
  })

  test('two moderators can always bring an open ticket to an end', () => {
    always(({ after }) => {
      if (!isOpen(after.state)) return
      const cleared = after.proposal ? mustTake('decline', after, PEOPLE.moderator) : after
      const proposed = mustTake('force-close', cleared, PEOPLE.moderator)

      expect(mustTake('agree', proposed, PEOPLE['second moderator']).state).toBe('closed')
    })
  })

  test('no open ticket is stuck: somebody can always move it on without force', () => {
    const force = ['force-close', 'void', 'agree', 'decline']
    always(({ after }) => {
      if (!isOpen(after.state)) return
      const ways = TICKET_STEPS.filter((step) => !force.includes(step)).filter((step) =>
        EVERYBODY.some((who) => {
          const answer = takeStep(step, after, PEOPLE[who], EVERYTHING, NOW)
          return answer.ok && answer.to !== after.state
        }),
      )

      expect(ways).not.toEqual([])
    })
  })
})

const mustTake = (step: TicketStep, ticket: TicketFacts, taker: Taker): TicketFacts => {
  const answer = takeStep(step, ticket, taker, EVERYTHING, NOW)
  if (!answer.ok) throw new Error(`${step} in ${ticket.state}: ${answer.reason}`)
  return applyChange(ticket, answer)
}
