import {
  applyChange,
  openTicket,
  takeStep,
  type StepAnswer,
  type StepInput,
  type Taker,
  type TicketFacts,
} from '../../domain/ticket/machine'
import type { TicketStep } from '../../domain/ticket/names'
import { daysAgo, DEPARTMENT, EVERYTHING, GRID, hoursLater, NOW, PEOPLE, ticketIn } from './people'

const take = (
  step: TicketStep,
  ticket: TicketFacts,
  taker: Taker,
  input: StepInput = EVERYTHING,
  now = NOW,
): StepAnswer => takeStep(step, ticket, taker, input, now)

const after = (
  step: TicketStep,
  ticket: TicketFacts,
  taker: Taker,
  input: StepInput = EVERYTHING,
  now = NOW,
): TicketFacts => {
  const answer = take(step, ticket, taker, input, now)
  if (!answer.ok) throw new Error(`${step} was refused: ${answer.reason}`)
  return applyChange(ticket, answer)
}

const refused = (reason: string) => ({ ok: false, reason })

describe('opening', () => {
  test('a ticket begins submitted, with its report as the first step', () => {
    expect(openTicket('林阿姨', GRID)).toMatchObject({
      state: 'submitted',
      version: 1,
      reporterId: '林阿姨',
      gridCode: GRID,
      closedHow: null,
    })
  })

  test('nobody takes the first step twice', () => {
    expect(take('report', ticketIn('submitted'), PEOPLE.reporter)).toEqual(refused('not-your-role'))
  })
})

describe('me too', () => {
  test('a neighbour joins once; whoever reported is in it already', () => {
    const ticket = after('join', ticketIn('handling'), PEOPLE.neighbour, {})

    expect(ticket.joinedIds).toEqual(['陈师傅', '小赵'])
    expect(take('join', ticket, PEOPLE.neighbour)).toEqual(refused('already-joined'))
    expect(take('join', ticket, PEOPLE.reporter)).toEqual(refused('already-joined'))
  })

  test('nobody joins what is over', () => {
    expect(take('join', ticketIn('closed'), PEOPLE.neighbour)).toEqual(refused('wrong-state'))
  })
})

describe('自处置', () => {
  test('a grid worker solves what they found; what a resident reported goes the long way', () => {
    const own = ticketIn('submitted', { reporterId: PEOPLE.colleague.personId })

    expect(after('solve-on-the-spot', own, PEOPLE.colleague)).toMatchObject({
      state: 'handled',
      handledById: '马姐',
      handledAt: NOW,
    })
    expect(take('solve-on-the-spot', ticketIn('submitted'), PEOPLE.colleague)).toEqual(
      refused('not-your-ticket'),
    )
  })

  test('who solved their own find neither confirms it nor rates it', () => {
    const own = ticketIn('submitted', { reporterId: PEOPLE.colleague.personId })
    const solved = after('solve-on-the-spot', own, PEOPLE.colleague)
    const closed = after('confirm', solved, PEOPLE.neighbour)

    expect(take('confirm', solved, PEOPLE.colleague)).toEqual(refused('handled-it-yourself'))
    expect(take('dispute', solved, PEOPLE.colleague)).toEqual(refused('handled-it-yourself'))
    expect(take('rate', closed, PEOPLE.colleague)).toEqual(refused('handled-it-yourself'))
  })

  test('a find outside one’s grids is for that grid', () => {
    const own = ticketIn('submitted', { reporterId: PEOPLE['other grid'].personId })

    expect(take('solve-on-the-spot', own, PEOPLE['other grid'])).toEqual(refused('not-your-grid'))
  })

  test('where no grid is known, any worker of the community will do', () => {
    const nowhere = ticketIn('dispatched', { gridCode: null, assigneeId: null })

    expect(after('claim', nowhere, PEOPLE['other grid']).assigneeId).toBe('老吴')
  })
})

describe('a department', () => {
  const THEIRS: Taker = { ...PEOPLE.department, departmentIds: [DEPARTMENT] }
  const byLink: Taker = { ...THEIRS, personId: 'department' }
  const sent = ticketIn('dispatched', { assigneeId: null, departmentId: DEPARTMENT })

  test('is given a ticket in place of a worker, never beside one', () => {
    const accepted = ticketIn('accepted')
    const given = after('dispatch', accepted, PEOPLE.moderator, { toDepartmentId: DEPARTMENT })

    expect(given).toMatchObject({ departmentId: DEPARTMENT, assigneeId: null })
    expect(
      take('dispatch', accepted, PEOPLE.moderator, {
        toDepartmentId: DEPARTMENT,
        toPersonId: '马姐',
      }),
    ).toEqual(refused('needs-assignee'))
  })

  test('claims and handles what was sent to it; another department may not touch it', () => {
    const claimed = after('claim', sent, byLink, {})

    expect(claimed).toMatchObject({ state: 'handling', departmentId: DEPARTMENT, assigneeId: null })
    expect(after('handle', claimed, byLink)).toMatchObject({ state: 'handled', handledById: null })
    expect(after('handle', claimed, THEIRS).handledById).toBe('老钱')
    expect(take('claim', sent, PEOPLE.department)).toEqual(refused('not-your-role'))
    expect(take('handle', claimed, PEOPLE.department)).toEqual(refused('not-your-role'))
  })

  test('returns it with a reason, extends it and asks; it accepts, closes and merges nothing', () => {
    const claimed = ticketIn('handling', { assigneeId: null, departmentId: DEPARTMENT })

    expect(after('return', claimed, THEIRS)).toMatchObject({
      state: 'accepted',
      departmentId: null,
    })
    expect(take('return', claimed, THEIRS, {})).toEqual(refused('needs-words'))
    expect(after('extend', claimed, THEIRS).extensionCount).toBe(1)
    expect(after('ask-reporter', claimed, THEIRS).askedAt).toBe(NOW)
    for (const step of ['suspend', 'split', 'whistle', 'supervise', 'void', 'force-close'] as const)
      expect(take(step, claimed, THEIRS)).toEqual(refused('not-your-role'))
  })

  test('has it again when it is disputed, and a worker who claims it takes it over', () => {
    const handled = ticketIn('handled', {
      assigneeId: null,
      departmentId: DEPARTMENT,
      handledById: '老钱',
    })

    expect(after('dispute', handled, PEOPLE.reporter)).toMatchObject({
      state: 'handling',
      departmentId: DEPARTMENT,
      assigneeId: null,
    })
    expect(after('claim', sent, PEOPLE.colleague, {})).toMatchObject({
      departmentId: null,
      assigneeId: '马姐',
    })
  })

  test('may be left out when the routing table dispatches: then whoever comes first claims it', () => {
    const open = after('dispatch', ticketIn('accepted'), PEOPLE.system, {})

    expect(open).toMatchObject({ state: 'dispatched', assigneeId: null, departmentId: null })
    expect(after('claim', open, PEOPLE.colleague, {}).assigneeId).toBe('马姐')
    expect(take('dispatch', ticketIn('accepted'), PEOPLE.moderator, {})).toEqual(
      refused('needs-assignee'),
    )
  })
})

describe('dispatch, claim and return', () => {
  test('dispatch names who shall handle it', () => {
    expect(
      after('dispatch', ticketIn('accepted'), PEOPLE.moderator, { toPersonId: '马姐' }),
    ).toMatchObject({ state: 'dispatched', assigneeId: '马姐' })
  })

  test('a colleague of the same grid may claim it, and then it is theirs', () => {
    const claimed = after('claim', ticketIn('dispatched'), PEOPLE.colleague, {})

    expect(claimed).toMatchObject({ state: 'handling', assigneeId: '马姐' })
    expect(take('handle', claimed, PEOPLE.assignee)).toEqual(refused('not-your-ticket'))
  })

  test('the city’s platform claims without taking it from anybody', () => {
    expect(after('claim', ticketIn('dispatched'), PEOPLE.platform, {}).assigneeId).toBe('周师傅')
  })

  test('what is returned belongs to nobody, and waits for another dispatch', () => {
    expect(after('return', ticketIn('handling'), PEOPLE.assignee)).toMatchObject({
      state: 'accepted',
      assigneeId: null,
    })
  })

  test('a moderator takes back what its worker does not take up', () => {
    expect(after('return', ticketIn('dispatched'), PEOPLE.moderator).state).toBe('accepted')
  })
})

describe('why one may not', () => {
  test.each([
    ['a resident dispatches', 'dispatch', 'accepted', 'neighbour', 'not-your-role'],
    ['a worker dispatches', 'dispatch', 'accepted', 'assignee', 'not-your-role'],
    ['a worker of another grid claims', 'claim', 'dispatched', 'other grid', 'not-your-grid'],
    ['a colleague handles', 'handle', 'handling', 'colleague', 'not-your-ticket'],
    ['a colleague returns', 'return', 'handling', 'colleague', 'not-your-ticket'],
    ['a colleague confirms', 'confirm', 'handled', 'colleague', 'not-your-role'],
    ['the street confirms', 'confirm', 'handled', 'operator', 'not-your-role'],
    ['a neighbour disputes', 'dispute', 'handled', 'neighbour', 'not-your-role'],
    ['a moderator accepts what is closed', 'accept', 'closed', 'moderator', 'wrong-state'],
    [
      'a moderator closes in place of the system',
      'close-unconfirmed',
      'handled',
      'moderator',
      'not-your-role',
    ],
    ['somebody joined withdraws', 'withdraw', 'submitted', 'joined', 'not-your-role'],
    ['the reporter withdraws what is accepted', 'withdraw', 'accepted', 'reporter', 'wrong-state'],
    ['a neighbour reopens', 'reopen', 'closed', 'neighbour', 'not-your-role'],
  ] as const)('%s: %s in %s by the %s is %s', (_, step, state, who, reason) => {
    expect(take(step, ticketIn(state), PEOPLE[who])).toEqual(refused(reason))
  })
})

describe('confirming', () => {
  const handled = ticketIn('handled')
  const atHome: StepInput = {}
  const near: StepInput = { distanceM: 150 }
  const far: StepInput = { distanceM: 151 }
  const picture: StepInput = { photoCount: 1 }

  test.each([
    ['the reporter from home', 'reporter', atHome],
    ['who joined from home', 'joined', atHome],
    ['a neighbour 150 m away', 'neighbour', near],
    ['a neighbour with a photo', 'neighbour', picture],
    ['a neighbour far away with a photo', 'neighbour', { ...far, ...picture }],
  ] as const)('%s confirms', (_, who, input) => {
    expect(after('confirm', handled, PEOPLE[who], input)).toMatchObject({
      state: 'closed',
      closedHow: 'confirmed',
      closedAt: NOW,
    })
  })

  test.each([
    ['a neighbour from home', 'neighbour', atHome],
    ['a neighbour 151 m away', 'neighbour', far],
    ['a moderator from the office', 'moderator', atHome],
  ] as const)('%s does not', (_, who, input) => {
    expect(take('confirm', handled, PEOPLE[who], input)).toEqual(refused('not-on-the-spot'))
  })

  test('a moderator on the spot closes it as checked, and it says so', () => {
    expect(after('confirm', handled, PEOPLE.moderator, near).closedHow).toBe('checked-by-moderator')
  })

  test('saying "me too" spares a moderator no walk, and gives a worker no right', () => {
    const joined = ticketIn('handled', { joinedIds: ['王主任', '马姐'] })

    expect(take('confirm', joined, PEOPLE.moderator, {})).toEqual(refused('not-on-the-spot'))
    expect(after('confirm', joined, PEOPLE.moderator, near).closedHow).toBe('checked-by-moderator')
    expect(take('confirm', joined, PEOPLE.colleague)).toEqual(refused('not-your-role'))
  })

  test('whoever handled a ticket cannot confirm it, as reporter or on the spot', () => {
    const own = ticketIn('handled', { reporterId: '周师傅' })

    expect(take('confirm', own, PEOPLE.assignee)).toEqual(refused('handled-it-yourself'))
  })

  test('what cannot be solved is closed as that, whoever confirms or nobody', () => {
    const told = ticketIn('handled', { isCannotSolve: true })

    expect(after('confirm', told, PEOPLE.reporter).closedHow).toBe('cannot-solve')
    expect(after('confirm', told, PEOPLE.moderator).closedHow).toBe('cannot-solve')
    expect(after('close-unconfirmed', told, PEOPLE.system).closedHow).toBe('cannot-solve')
  })

  test('five days without an answer close it as unconfirmed, and not an hour earlier', () => {
    const ticket = ticketIn('handled', { handledAt: daysAgo(5) })

    expect(after('close-unconfirmed', ticket, PEOPLE.system, {}).closedHow).toBe('unconfirmed')
    expect(take('close-unconfirmed', ticket, PEOPLE.system, {}, hoursLater(-1))).toEqual(
      refused('not-yet-due'),
    )
  })
})

describe('disputing', () => {
  test('it goes back to whoever had it, and is counted', () => {
    expect(after('dispute', ticketIn('handled'), PEOPLE.joined)).toMatchObject({
      state: 'handling',
      assigneeId: '周师傅',
      handledById: null,
      handledAt: null,
      disputeCount: 1,
    })
  })

  test('what a worker solved on the spot goes back to that worker', () => {
    const solved = ticketIn('handled', { assigneeId: null, handledById: '马姐' })

    expect(after('dispute', solved, PEOPLE.joined).assigneeId).toBe('马姐')
  })

  test('what the platform handled goes back to nobody’s name', () => {
    const handled = after('handle', ticketIn('handling', { assigneeId: null }), PEOPLE.platform, {})

    expect(handled.handledById).toBeNull()
    expect(after('dispute', handled, PEOPLE.reporter).assigneeId).toBeNull()
  })

  test.each([
    [1, undefined],
    [2, undefined],
    [3, 'street'],
    [4, 'street'],
  ])('dispute number %i goes to %s', (number, to) => {
    const answer = take(
      'dispute',
      ticketIn('handled', { disputeCount: number - 1 }),
      PEOPLE.reporter,
    )

    expect(answer).toMatchObject({ ok: true, change: { disputeCount: number } })
    expect(answer.ok && answer.change.escalateTo).toBe(to)
  })
})

describe('after the close', () => {
  const closed = ticketIn('closed')

  test('the reporter rates once', () => {
    const rated = after('rate', closed, PEOPLE.reporter, { stars: 4 })

    expect(rated).toMatchObject({ state: 'closed', ratedStars: 4 })
    expect(take('rate', rated, PEOPLE.reporter, { stars: 1 })).toEqual(refused('already-rated'))
  })

  test('reopening brings it back to work without its close and its stars', () => {
    const rated = after('rate', closed, PEOPLE.reporter, { stars: 4 })

    expect(after('reopen', rated, PEOPLE.reporter)).toMatchObject({
      state: 'handling',
      assigneeId: '周师傅',
      closedAt: null,
      closedHow: null,
      ratedStars: null,
      reopenCount: 1,
    })
  })

  test('fifteen days long, and not an hour more', () => {
    const ticket = ticketIn('closed', { closedAt: daysAgo(15) })

    expect(take('reopen', ticket, PEOPLE.reporter)).toMatchObject({ ok: true })
    expect(take('reopen', ticket, PEOPLE.reporter, EVERYTHING, hoursLater(1))).toEqual(
      refused('too-late-to-reopen'),
    )
  })

  test('a ticket that never had a worker can be sent to one after reopening', () => {
    const never = ticketIn('closed', { assigneeId: null, handledById: null, closedHow: 'forced' })
    const back = after('reopen', never, PEOPLE.reporter)

    expect(back.assigneeId).toBeNull()
    expect(after('return', back, PEOPLE.moderator).state).toBe('accepted')
  })
})

describe('refused', () => {
  test('one appeal, and no second', () => {
    const again = after('appeal', ticketIn('refused'), PEOPLE.reporter)
    const refusedAgain = after('refuse', again, PEOPLE.moderator)

    expect(again).toMatchObject({ state: 'submitted', appealCount: 1 })
    expect(take('appeal', refusedAgain, PEOPLE.reporter)).toEqual(refused('already-appealed'))
  })
})

describe('挂账', () => {
  test.each(['accepted', 'handling'] as const)('from %s it returns to %s', (state) => {
    const suspended = after('suspend', ticketIn(state), PEOPLE.moderator)

    expect(suspended).toMatchObject({ state: 'suspended', stateBeforeSuspension: state })
    expect(after('resume', suspended, PEOPLE.system, {})).toMatchObject({
      state,
      stateBeforeSuspension: null,
    })
  })

  test('a worker who suspended it does not resume it alone', () => {
    expect(take('resume', ticketIn('suspended'), PEOPLE.assignee)).toEqual(refused('not-your-role'))
  })
})

describe('延期', () => {
  test('twice at most, and not once it is late', () => {
    const once = after('extend', ticketIn('handling'), PEOPLE.assignee)
    const twice = after('extend', once, PEOPLE.assignee)

    expect(twice.extensionCount).toBe(2)
    expect(take('extend', twice, PEOPLE.moderator)).toEqual(refused('too-many-extensions'))
    expect(take('extend', ticketIn('handling', { isOverdue: true }), PEOPLE.assignee)).toEqual(
      refused('overdue-cannot-extend'),
    )
  })
})

describe('asking the reporter', () => {
  test('the first question stops the clock, a second does not move that; the answer starts it', () => {
    const asked = after('ask-reporter', ticketIn('handling'), PEOPLE.assignee)
    const askedAgain = after('ask-reporter', asked, PEOPLE.moderator, EVERYTHING, hoursLater(3))

    expect(askedAgain.askedAt).toEqual(NOW)
    expect(after('answer', askedAgain, PEOPLE.joined).askedAt).toBeNull()
  })

  test('nobody answers what was not asked', () => {
    expect(take('answer', ticketIn('handling'), PEOPLE.reporter)).toEqual(refused('nothing-asked'))
  })

  test('handling it without waiting ends the question', () => {
    const asked = after('ask-reporter', ticketIn('handling'), PEOPLE.assignee)

    expect(after('handle', asked, PEOPLE.assignee).askedAt).toBeNull()
  })
})

describe('what a second person must agree to', () => {
  test('a worker’s word that it cannot be solved counts once a moderator agrees', () => {
    const proposed = after('cannot-solve', ticketIn('handling'), PEOPLE.assignee)
    const agreed = after('agree', proposed, PEOPLE.moderator, {})

    expect(proposed).toMatchObject({ state: 'handling', isCannotSolve: false })
    expect(agreed).toMatchObject({
      state: 'handled',
      isCannotSolve: true,
      handledById: '周师傅',
      proposal: null,
    })
    expect(take('confirm', agreed, PEOPLE.assignee)).toMatchObject({ ok: false })
  })

  test('a forced close says that it was forced, also out of a suspension', () => {
    const proposed = after('force-close', ticketIn('suspended'), PEOPLE.moderator)

    expect(after('agree', proposed, PEOPLE.operator, {})).toMatchObject({
      state: 'closed',
      closedHow: 'forced',
      closedAt: NOW,
      stateBeforeSuspension: null,
    })
  })

  test('a false report is void once a second moderator agrees', () => {
    const proposed = after('void', ticketIn('submitted'), PEOPLE.moderator)

    expect(after('agree', proposed, PEOPLE['second moderator'], {})).toMatchObject({
      state: 'void',
      closedHow: null,
    })
  })

  test('nobody agrees to their own proposal, nor to none', () => {
    const proposed = after('force-close', ticketIn('handling'), PEOPLE.moderator)

    expect(take('agree', proposed, PEOPLE.moderator)).toEqual(refused('needs-second-person'))
    expect(take('agree', ticketIn('handling'), PEOPLE.moderator)).toEqual(
      refused('nothing-to-agree-to'),
    )
  })

  test('one proposal at a time', () => {
    const proposed = after('force-close', ticketIn('handling'), PEOPLE.moderator)

    expect(take('void', proposed, PEOPLE.operator)).toEqual(refused('already-proposed'))
    expect(take('cannot-solve', proposed, PEOPLE.assignee)).toEqual(refused('already-proposed'))
  })

  test('a worker takes back their own proposal and stops nobody else’s', () => {
    const own = after('cannot-solve', ticketIn('handling'), PEOPLE.assignee)
    const others = after('force-close', ticketIn('handling'), PEOPLE.moderator)

    expect(after('decline', own, PEOPLE.assignee, {}).proposal).toBeNull()
    expect(take('decline', others, PEOPLE.assignee)).toEqual(refused('not-your-role'))
    expect(after('decline', others, PEOPLE.moderator, {}).proposal).toBeNull()
  })

  test.each([
    ['refuse', 'submitted', 'moderator'],
    ['withdraw', 'submitted', 'reporter'],
    ['merge', 'accepted', 'moderator'],
    ['claim', 'dispatched', 'assignee'],
    ['dispute', 'handled', 'reporter'],
    ['resume', 'suspended', 'system'],
  ] as const)(
    '%s moves the ticket on, and what was proposed before is over',
    (step, state, who) => {
      const proposed = after('void', ticketIn(state), PEOPLE['second moderator'])

      expect(after(step, proposed, PEOPLE[who]).proposal).toBeNull()
    },
  )
})

describe('催办', () => {
  test('once in 24 hours for all together', () => {
    const urged = after('urge', ticketIn('dispatched'), PEOPLE.reporter, {})

    expect(urged.lastUrgedAt).toEqual(NOW)
    expect(take('urge', urged, PEOPLE.joined, {}, hoursLater(23))).toEqual(
      refused('too-soon-to-urge'),
    )
    expect(take('urge', urged, PEOPLE.joined, {}, hoursLater(24))).toMatchObject({ ok: true })
  })
})

test('a step that was allowed is one version more, and leaves the old facts as they were', () => {
  const before = Object.freeze(ticketIn('dispatched'))
  const claimed = after('claim', before, PEOPLE.assignee)

  expect(claimed.version).toBe(before.version + 1)
  expect(before.state).toBe('dispatched')
  expect(Object.keys(claimed).sort()).toEqual(Object.keys(before).sort())
})

test('somebody who deleted their account leaves a ticket that others can close', () => {
  const orphan = ticketIn('handled', { reporterId: null, joinedIds: [] })

  expect(take('confirm', orphan, PEOPLE.neighbour)).toMatchObject({ ok: true })
  expect(take('rate', ticketIn('closed', { reporterId: null }), PEOPLE.neighbour)).toEqual(
    refused('not-your-role'),
  )
})
