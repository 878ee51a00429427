import fc from 'fast-check'
import {
  CHINESE_CALENDAR,
  clockAfter,
  DEFAULT_LIMITS,
  dueAt,
  dueOf,
  isOverdue,
  limitFor,
  newClock,
  recounted,
  shanghaiDay,
  waitingEndsAt,
  workingMinutesBetween,
  type ClockMove,
  type DeadlineRule,
  type Limit,
  type TicketClock,
  type WorkCalendar,
} from '../../domain/ticket/deadlines'
import { TICKET_STATES, URGENCIES, type TicketState, type Urgency } from '../../domain/ticket/names'

/** A moment as a clock on a wall in Beijing shows it. */
const beijing = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+08:00`)
const shown = (at: Date | null): string =>
  at === null
    ? 'nothing due'
    : new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

const hours = (count: number): Limit => ({ kind: 'working-hours', hours: count })
const days = (count: number): Limit => ({ kind: 'working-days', days: count })
const clock = (count: number): Limit => ({ kind: 'clock', hours: count })

describe('the working calendar', () => {
  test.each([
    ['2026-01-01', false, 'New Year'],
    ['2026-01-04', true, 'a Sunday to make up for it'],
    ['2026-02-14', true, 'a Saturday before Spring Festival'],
    ['2026-02-17', false, 'Spring Festival'],
    ['2026-02-23', false, 'its last day, a Monday'],
    ['2026-02-28', true, 'a Saturday after it'],
    ['2026-04-06', false, 'Tomb Sweeping, a Monday'],
    ['2026-05-09', true, 'a Saturday for Labour Day'],
    ['2026-06-19', false, 'Dragon Boat'],
    ['2026-09-20', true, 'a Sunday for National Day'],
    ['2026-10-07', false, 'its last day, a Wednesday'],
    ['2026-10-10', true, 'a Saturday for it'],
    ['2026-11-21', false, 'a plain Saturday'],
    ['2026-11-23', true, 'a plain Monday'],
  ])('%s: worked %s, %s', (day, isWorked) => {
    expect(CHINESE_CALENDAR.isWorkday(day)).toBe(isWorked)
  })

  test('a year whose plan is not published yet says so, and has plain weekends', () => {
    expect([2024, 2025, 2026].map(CHINESE_CALENDAR.isYearKnown)).toEqual([true, true, true])
    expect(CHINESE_CALENDAR.isYearKnown(2040)).toBe(false)
    expect(CHINESE_CALENDAR.isWorkday('2040-10-01')).toBe(true)
    expect(CHINESE_CALENDAR.isWorkday('2040-10-06')).toBe(false)
  })
})

describe('when something is due', () => {
  test.each([
    ['within a morning', '2026-11-23 09:00', hours(2), '2026-11-23 11:00'],
    ['over the midday rest', '2026-11-23 11:00', hours(2), '2026-11-23 15:00'],
    ['begun in the midday rest', '2026-11-23 13:00', hours(2), '2026-11-23 16:00'],
    ['to the last minute of the day', '2026-11-23 16:00', hours(2), '2026-11-23 18:00'],
    ['over night', '2026-11-23 17:00', hours(2), '2026-11-24 09:00'],
    ['begun before office hours', '2026-11-23 03:30', hours(1), '2026-11-23 09:00'],
    ['begun in the evening', '2026-11-23 21:00', hours(1), '2026-11-24 09:00'],
    ['over a weekend', '2026-11-27 17:00', hours(4), '2026-11-30 11:00'],
    ['begun on a Saturday', '2026-11-28 10:00', hours(4), '2026-11-30 12:00'],
    ['seven working days', '2026-11-23 10:00', days(7), '2026-12-02 10:00'],
    ['fifteen working days', '2026-11-23 08:00', days(15), '2026-12-11 18:00'],
    ['over National Day', '2026-09-30 17:00', hours(2), '2026-10-08 09:00'],
    ['a make-up Saturday counts', '2026-10-09 17:00', hours(2), '2026-10-10 09:00'],
    ['a make-up Sunday counts', '2026-09-18 17:00', hours(2), '2026-09-20 09:00'],
    ['over Spring Festival', '2026-02-14 17:00', hours(2), '2026-02-24 09:00'],
    ['seven days around National Day', '2026-09-25 08:00', days(7), '2026-10-12 18:00'],
    ['an emergency on a holiday night', '2026-10-01 23:30', clock(2), '2026-10-02 01:30'],
    ['a broken lift over a weekend', '2026-11-28 10:00', clock(24), '2026-11-29 10:00'],
    ['fifteen minutes', '2026-11-23 12:05', clock(0.25), '2026-11-23 12:20'],
  ])('%s: from %s', (_, from, limit, due) => {
    expect(shown(dueAt(beijing(from), limit).at)).toBe(due)
  })

  test('one that reaches into an unpublished year says that it may move', () => {
    const eve = beijing('2026-12-31 17:00')

    expect(dueAt(eve, hours(1))).toEqual({ at: beijing('2026-12-31 18:00'), isCalendarKnown: true })
    expect(dueAt(eve, hours(2))).toEqual({
      at: beijing('2027-01-01 09:00'),
      isCalendarKnown: false,
    })
    expect(dueAt(eve, clock(24)).isCalendarKnown).toBe(true)
  })

  test('nothing left is due at once', () => {
    const night = beijing('2026-11-28 23:00')

    expect(dueAt(night, hours(0)).at).toEqual(night)
  })

  test('a calendar in which nobody works is an error, not an endless search', () => {
    const never: WorkCalendar = { isWorkday: () => false, isYearKnown: () => true }

    expect(() => dueAt(beijing('2026-11-23 10:00'), hours(1), never)).toThrow(RangeError)
  })

  test('the zone of the machine does not matter', () => {
    const before = process.env.TZ
    const dues = ['UTC', 'America/New_York', 'Pacific/Kiritimati'].map((zone) => {
      process.env.TZ = zone
      return shown(dueAt(beijing('2026-11-27 17:00'), hours(4)).at)
    })
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before

    expect(dues).toEqual(Array(3).fill('2026-11-30 11:00'))
  })

  test('ticket numbers carry the day in Shanghai', () => {
    expect(shanghaiDay(new Date('2026-11-23T15:59:59Z'))).toBe('20261123')
    expect(shanghaiDay(new Date('2026-11-23T16:00:00Z'))).toBe('20261124')
  })
})

const MINUTE_MS = 60_000
/** Any minute of the three years whose plans are known, with room for the longest limit. */
const moments = fc
  .integer({
    min: beijing('2024-01-01 00:00').getTime() / MINUTE_MS,
    max: beijing('2026-10-31 00:00').getTime() / MINUTE_MS,
  })
  .map((minutes) => new Date(minutes * MINUTE_MS))
const workingMinutes = fc.integer({ min: 1, max: 15 * 8 * 60 })
const minutesLong = (minutes: number): Limit => hours(minutes / 60)
/** Hours are stored as fractions; a thousandth of a minute is no matter. */
const sameMinute = (one: Date, other: Date) =>
  Math.abs(one.getTime() - other.getTime()) < MINUTE_MS / 1000

describe('whatever the moment', () => {
  test('a deadline lies in working time, and so many working minutes ahead', () => {
    fc.assert(
      fc.property(moments, workingMinutes, (from, minutes) => {
        const due = dueAt(from, minutesLong(minutes)).at
        const time = shown(due).slice(11)

        expect(CHINESE_CALENDAR.isWorkday(shown(due).slice(0, 10))).toBe(true)
        expect((time > '08:00' && time <= '12:00') || (time > '14:00' && time <= '18:00')).toBe(
          true,
        )
        expect(workingMinutesBetween(from, due)).toBeCloseTo(minutes, 3)
      }),
      { seed: 20_261_123 },
    )
  })

  test('who begins later is never due earlier', () => {
    fc.assert(
      fc.property(moments, moments, workingMinutes, (one, other, minutes) => {
        const [first, second] = one <= other ? [one, other] : [other, one]

        expect(dueAt(first, minutesLong(minutes)).at.getTime()).toBeLessThanOrEqual(
          dueAt(second, minutesLong(minutes)).at.getTime(),
        )
      }),
      { seed: 20_261_123 },
    )
  })

  test('two limits one after the other are one limit of both', () => {
    fc.assert(
      fc.property(moments, workingMinutes, workingMinutes, (from, one, other) => {
        const inTwo = dueAt(dueAt(from, minutesLong(one)).at, minutesLong(other)).at

        expect(sameMinute(inTwo, dueAt(from, minutesLong(one + other)).at)).toBe(true)
      }),
      { seed: 20_261_123 },
    )
  })

  test('a pause takes nothing from the time that is left, and gives nothing to it', () => {
    fc.assert(
      fc.property(
        moments,
        fc.integer({ min: 60, max: 4_000 }),
        fc.nat(3_000),
        fc.integer({ min: 1, max: 20_000 }),
        (from, limitMinutes, pausedAfter, pausedFor) => {
          const limit = minutesLong(limitMinutes)
          const due = dueAt(from, limit).at
          const begin = new Date(from.getTime() + pausedAfter * MINUTE_MS)
          const end = new Date(begin.getTime() + pausedFor * MINUTE_MS)
          fc.pre(begin < due)
          const pauses = [{ from: begin, until: end }]
          const moved = dueOf({ limit, from, extensions: 0, pauses }).at
          const worked = workingMinutesBetween(from, begin) + workingMinutesBetween(end, moved)

          expect(worked).toBeCloseTo(limitMinutes, 2)
        },
      ),
      { seed: 20_261_123 },
    )
  })
})

describe('at the end of a year', () => {
  /** The year after the last plan is as it was published one day: 1 to 3 January off, Sunday 4 January worked. */
  const published: WorkCalendar = {
    isYearKnown: (year) => CHINESE_CALENDAR.isYearKnown(year) || year === 2027,
    isWorkday: (day) => {
      if (['2027-01-01', '2027-01-02', '2027-01-03'].includes(day)) return false
      return day === '2027-01-09' || CHINESE_CALENDAR.isWorkday(day)
    },
  }

  test('a deadline is counted again when the plan is published, pauses and extensions with it', () => {
    const begun = newClock(days(3), beijing('2026-12-30 10:00'))
    const stopped: ClockMove = {
      from: 'handling',
      to: 'suspended',
      limit: null,
      isRecategorised: false,
      isExtended: false,
      isWaitingForAnswer: false,
      now: beijing('2026-12-31 08:00'),
    }
    const resumed = clockAfter(clockAfter(begun, stopped), {
      ...stopped,
      from: 'suspended',
      to: 'handling',
      limit: days(3),
      now: beijing('2027-01-01 18:00'),
    })

    // Thought a working day: Friday 1 January.
    expect([shown(begun.dueAt), begun.isCalendarKnown]).toEqual(['2027-01-04 10:00', false])
    expect(shown(resumed.dueAt)).toBe('2027-01-06 10:00')
    // A holiday after all: it neither counts as work nor as a pause.
    expect(recounted(begun, published)).toMatchObject({
      dueAt: beijing('2027-01-05 10:00'),
      isCalendarKnown: true,
    })
    expect(shown(recounted(resumed, published).dueAt)).toBe('2027-01-06 10:00')
    expect(shown(recounted(newClock(days(7), beijing('2026-12-30 10:00')), published).dueAt)).toBe(
      '2027-01-09 10:00',
    )
  })

  test('whatever the moment, counting again by the same calendar changes nothing, and by a new one gives what it would have given', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 * 24 * 60 }),
        fc.integer({ min: 1, max: 15 * 8 }),
        (minute, workingHours) => {
          const from = new Date(beijing('2026-12-01 00:00').getTime() + minute * 60_000)
          const clock = newClock(hours(workingHours), from)

          expect(recounted(clock)).toEqual(clock)
          expect(recounted(clock, published)).toEqual(
            newClock(hours(workingHours), from, published),
          )
        },
      ),
      { seed: 20_261_123 },
    )
  })
})

test('whatever the zone of the machine, a deadline is the same', () => {
  const before = process.env.TZ
  const inZone = (zone: string, work: () => Date): number => {
    process.env.TZ = zone
    return work().getTime()
  }
  try {
    fc.assert(
      fc.property(
        moments,
        workingMinutes,
        fc.constantFrom(
          'America/New_York',
          'Europe/Berlin',
          'Pacific/Kiritimati',
          'Asia/Kathmandu',
        ),
        (from, minutes, zone) => {
          const due = () => dueAt(from, minutesLong(minutes)).at

          expect(inZone(zone, due)).toBe(inZone('Asia/Shanghai', due))
        },
      ),
      { seed: 20_261_123 },
    )
  } finally {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  }
})

const usual = (state: TicketState, urgency: Urgency, rules: DeadlineRule[] = []) =>
  limitFor(rules, { state, urgency, categoryId: 'lift' })

describe('how long a step may take', () => {
  test('emergencies and utilities run by the clock, the others in working time', () => {
    for (const stage of Object.values(DEFAULT_LIMITS)) {
      expect([stage.emergency.kind, stage.utility.kind]).toEqual(['clock', 'clock'])
      expect([stage.general.kind, stage.complex.kind]).not.toContain('clock')
    }
  })

  test('feedback comes within 2 hours, 24 hours, 7 days or 15 days', () => {
    expect(URGENCIES.map((urgency) => usual('handling', urgency))).toEqual([
      clock(2),
      clock(24),
      days(7),
      days(15),
    ])
  })

  test.each(URGENCIES)('%s: handling runs from dispatch on', (urgency) => {
    expect(usual('dispatched', urgency)).toEqual(usual('handling', urgency))
  })

  test('nobody’s clock runs where nobody owes an act of office', () => {
    const running = TICKET_STATES.filter((state) => usual(state, 'general') !== null)

    expect(running).toEqual(['submitted', 'accepted', 'dispatched', 'handling'])
  })

  test('the street sets another limit for an urgency, and yet another for one category', () => {
    const forUtilities: DeadlineRule = {
      stage: 'handling',
      categoryId: null,
      urgency: 'utility',
      limit: clock(12),
    }
    const forLifts: DeadlineRule = {
      stage: 'handling',
      categoryId: 'lift',
      urgency: null,
      limit: clock(6),
    }
    const rules = [forUtilities, forLifts]

    expect(usual('handling', 'utility', [forUtilities])).toEqual(clock(12))
    expect(usual('handling', 'utility', rules)).toEqual(clock(6))
    expect(usual('accepted', 'utility', rules)).toEqual(clock(2))
    expect(limitFor(rules, { state: 'handling', urgency: 'utility', categoryId: 'bin' })).toEqual(
      clock(12),
    )
    expect(limitFor(rules, { state: 'handling', urgency: 'general', categoryId: 'bin' })).toEqual(
      days(7),
    )
  })
})

describe('a ticket’s clock', () => {
  const MONDAY = beijing('2026-11-23 10:00')
  const handling = newClock(days(7), MONDAY)
  const move = (more: Partial<ClockMove>): ClockMove => ({
    from: 'handling',
    to: 'handling',
    limit: days(7),
    isRecategorised: false,
    isExtended: false,
    isWaitingForAnswer: false,
    now: beijing('2026-11-24 10:00'),
    ...more,
  })
  const dueAfter = (before: TicketClock, more: Partial<ClockMove>) =>
    shown(clockAfter(before, move(more)).dueAt)

  test('begins with the state', () => {
    expect(shown(newClock(hours(4), MONDAY).dueAt)).toBe('2026-11-23 16:00')
    expect(newClock(null, MONDAY).dueAt).toBeNull()
  })

  test('goes on when the ticket is claimed, or somebody speaks', () => {
    expect(clockAfter(handling, move({ from: 'dispatched' }))).toEqual(handling)
    expect(clockAfter(handling, move({}))).toEqual(handling)
  })

  test('begins again in another state, and when the category has another limit', () => {
    expect(dueAfter(handling, { to: 'accepted', limit: hours(4) })).toBe('2026-11-24 16:00')
    expect(dueAfter(handling, { from: 'handled' })).toBe('2026-12-03 10:00')
    expect(dueAfter(handling, { isRecategorised: true, limit: clock(2) })).toBe('2026-11-24 12:00')
    expect(dueAfter(handling, { isRecategorised: true })).toBe('2026-12-02 10:00')
  })

  test('a limit that the street sets later moves nothing that has begun', () => {
    expect(clockAfter(handling, move({ limit: days(3) }))).toEqual(handling)
    expect(dueAfter(handling, { limit: days(3), isExtended: true })).toBe('2026-12-11 10:00')
  })

  test('an extension adds the limit once more to the deadline, not to the day it was asked', () => {
    expect(shown(handling.dueAt)).toBe('2026-12-02 10:00')
    const once = clockAfter(handling, move({ isExtended: true }))
    expect(shown(once.dueAt)).toBe('2026-12-11 10:00')
    expect(dueAfter(once, { isExtended: true })).toBe('2026-12-22 10:00')
  })

  test('stands still while the ticket is suspended, and goes on with what was left', () => {
    const suspended = clockAfter(handling, move({ to: 'suspended', limit: null }))
    const nextMonday = beijing('2026-11-30 10:00')

    expect(suspended).toEqual({ ...handling, stoppedAt: beijing('2026-11-24 10:00') })
    // Tuesday 10:00 to Monday 10:00 is four working days.
    expect(clockAfter(suspended, move({ from: 'suspended', now: nextMonday }))).toMatchObject({
      dueAt: beijing('2026-12-08 10:00'),
      isCalendarKnown: true,
      stoppedAt: null,
    })
  })

  test('stands still while the reporter is asked; more questions change nothing; the answer starts it', () => {
    const asked = clockAfter(handling, move({ isWaitingForAnswer: true }))
    const askedAgain = clockAfter(
      asked,
      move({ isWaitingForAnswer: true, now: beijing('2026-11-25 10:00') }),
    )

    expect(askedAgain).toEqual(asked)
    expect(dueAfter(askedAgain, { now: beijing('2026-11-26 10:00') })).toBe('2026-12-04 10:00')
  })

  test('an answer is waited for five working days at most', () => {
    expect(shown(waitingEndsAt(beijing('2026-09-29 16:00')))).toBe('2026-10-12 16:00')
    expect(shown(waitingEndsAt(beijing('2026-11-28 23:00')))).toBe('2026-12-04 18:00')
  })

  test('an emergency that waits for an answer goes on by the clock', () => {
    const night = beijing('2026-11-28 23:00')
    const limit = clock(2)
    const asked = clockAfter(
      newClock(limit, night),
      move({ limit, isWaitingForAnswer: true, now: beijing('2026-11-28 23:30') }),
    )

    expect(dueAfter(asked, { limit, now: beijing('2026-11-29 00:30') })).toBe('2026-11-29 02:00')
  })

  test('an extension while the reporter is asked leaves the clock standing', () => {
    const asked = clockAfter(handling, move({ isWaitingForAnswer: true }))
    const extended = clockAfter(asked, move({ isWaitingForAnswer: true, isExtended: true }))

    expect(shown(extended.dueAt)).toBe('2026-12-11 10:00')
    expect(extended.stoppedAt).toEqual(asked.stoppedAt)
  })

  test('a new category while the reporter is asked begins a clock that stands', () => {
    const asked = clockAfter(handling, move({ isWaitingForAnswer: true }))
    const now = beijing('2026-11-25 10:00')
    const other = clockAfter(
      asked,
      move({ isWaitingForAnswer: true, isRecategorised: true, limit: clock(24), now }),
    )

    expect(other).toMatchObject({
      dueAt: beijing('2026-11-26 10:00'),
      isCalendarKnown: true,
      stoppedAt: now,
    })
  })

  test('what is handled, closed or refused owes nothing', () => {
    for (const to of ['handled', 'closed', 'refused', 'merged', 'void'] as const)
      expect(clockAfter(handling, move({ to, limit: null }))).toEqual({
        dueAt: null,
        isCalendarKnown: true,
        stoppedAt: null,
        basis: null,
      })
  })

  test('a deadline that reached into an unpublished year keeps saying so after a pause', () => {
    const unsure = newClock(days(7), beijing('2026-12-28 10:00'))
    const asked = clockAfter(
      unsure,
      move({ isWaitingForAnswer: true, now: beijing('2026-12-29 10:00') }),
    )
    const answered = clockAfter(asked, move({ now: beijing('2026-12-30 10:00') }))

    expect([unsure.isCalendarKnown, answered.isCalendarKnown]).toEqual([false, false])
  })

  test('late is late by a clock that ran', () => {
    const due = beijing('2026-12-02 10:00')
    const justBefore = { dueAt: due, stoppedAt: beijing('2026-12-02 09:59') }
    const later = beijing('2026-12-20 10:00')

    expect(isOverdue({ ...justBefore, stoppedAt: null }, due)).toBe(false)
    expect(isOverdue({ ...justBefore, stoppedAt: null }, later)).toBe(true)
    expect(isOverdue(justBefore, later)).toBe(false)
    // Stopped when it was late already: stopping makes nobody punctual.
    expect(isOverdue({ ...justBefore, stoppedAt: beijing('2026-12-02 10:01') }, later)).toBe(true)
    expect(isOverdue({ dueAt: null, stoppedAt: null }, later)).toBe(false)
  })
})
