import { alarmLevelAfter, dueAlarm, nextAlarmAt, type AlarmFacts } from '../../domain/ticket/alarms'
import { clockAfter, newClock, type Limit } from '../../domain/ticket/deadlines'

const beijing = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+08:00`)
const shown = (at: Date | null | undefined): string | null =>
  at ? new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ') : null

const MONDAY = beijing('2026-11-23 08:00')
const EIGHT_DAYS: Limit = { kind: 'working-days', days: 8 }
const inHand: AlarmFacts = {
  state: 'handling',
  clock: newClock(EIGHT_DAYS, MONDAY),
  handledAt: null,
  isWaitingForAnswer: false,
  level: 0,
}

/** What is said one after the other if nobody acts. */
const said = (facts: AlarmFacts) => {
  const all: (string | null | undefined)[][] = []
  let level = facts.level
  for (;;) {
    const at = nextAlarmAt({ ...facts, level })
    const due = at && dueAlarm({ ...facts, level }, at)
    if (!due) return all
    all.push([shown(due.alarm.at), due.alarm.step, due.alarm.escalateTo])
    level = due.level
  }
}

describe('what the system says if nobody acts', () => {
  test('a quarter before it is due, when it is due, and half a limit later, in working time', () => {
    expect(said(inHand)).toEqual([
      ['2026-11-30 18:00', 'remind', undefined],
      ['2026-12-02 18:00', 'escalate', 'moderators'],
      ['2026-12-08 18:00', 'escalate', 'street'],
    ])
  })

  test('an emergency by the clock', () => {
    const clock = newClock({ kind: 'clock', hours: 2 }, beijing('2026-11-28 23:00'))
    expect(said({ ...inHand, clock })).toEqual([
      ['2026-11-29 00:30', 'remind', undefined],
      ['2026-11-29 01:00', 'escalate', 'moderators'],
      ['2026-11-29 02:00', 'escalate', 'street'],
    ])
  })

  test('two reminders before it closes unconfirmed', () => {
    const handled = { ...inHand, state: 'handled' as const, handledAt: MONDAY }
    expect(said({ ...handled, clock: newClock(null, MONDAY) })).toEqual([
      ['2026-11-26 08:00', 'remind', undefined],
      ['2026-11-27 08:00', 'remind', undefined],
    ])
  })

  test('nothing where nobody’s clock runs', () => {
    expect(said({ ...inHand, state: 'closed', clock: newClock(null, MONDAY) })).toEqual([])
  })
})

test('nobody is reminded of what is over: of several that are due, the last is said', () => {
  const due = dueAlarm(inHand, beijing('2026-12-03 09:00'))
  expect(due).toMatchObject({ level: 2, alarm: { step: 'escalate', escalateTo: 'moderators' } })
  expect(dueAlarm({ ...inHand, level: 2 }, beijing('2026-12-03 09:00'))).toBeNull()
  expect(dueAlarm(inHand, beijing('2027-02-01 09:00'))?.alarm.escalateTo).toBe('street')
})

test('nothing is said before its time', () => {
  expect(dueAlarm(inHand, beijing('2026-11-30 17:59'))).toBeNull()
})

describe('a clock that stands still', () => {
  const move = {
    from: 'handling',
    to: 'handling',
    limit: EIGHT_DAYS,
    isRecategorised: false,
    isExtended: false,
    isWaitingForAnswer: true,
    now: beijing('2026-11-24 08:00'),
  } as const

  test('has no alarms, but waiting for an answer ends', () => {
    const clock = clockAfter(inHand.clock, move)
    const waiting = { ...inHand, clock, isWaitingForAnswer: true }
    expect(shown(nextAlarmAt(waiting))).toBe('2026-11-30 18:00')
    expect(dueAlarm(waiting, beijing('2026-11-30 18:00'))).toMatchObject({
      level: 0,
      alarm: { step: 'stop-waiting' },
    })
    expect(nextAlarmAt({ ...waiting, isWaitingForAnswer: false })).toBeNull()
  })

  test('goes on where it was: what was said is not said again', () => {
    const stopped = clockAfter(inHand.clock, { ...move, to: 'suspended', limit: null })
    const clock = clockAfter(stopped, {
      ...move,
      from: 'suspended',
      isWaitingForAnswer: false,
      now: beijing('2026-11-25 08:00'),
    })
    const after = { ...inHand, clock, level: 1 }
    expect(alarmLevelAfter({ ...inHand, level: 1 }, after)).toBe(1)
    expect(shown(nextAlarmAt(after))).toBe('2026-12-03 18:00')
  })
})

test('another deadline begins again at the bottom: a dispute, an extension, being handled again', () => {
  const late = { ...inHand, level: 3 }
  const again = newClock(EIGHT_DAYS, beijing('2026-12-01 08:00'))
  const basis = inHand.clock.basis && { ...inHand.clock.basis, extensions: 1 }
  const handled = { ...late, state: 'handled' as const, handledAt: MONDAY }
  expect(alarmLevelAfter(late, { ...late, clock: again })).toBe(0)
  expect(alarmLevelAfter(late, { ...late, clock: { ...late.clock, basis } })).toBe(0)
  expect(alarmLevelAfter(late, handled)).toBe(0)
  expect(alarmLevelAfter(handled, { ...handled, handledAt: beijing('2026-12-09 08:00') })).toBe(0)
  expect(alarmLevelAfter(late, late)).toBe(3)
})
