import { isHoliday, isWorkday } from 'chinese-days'
import type { TicketState, Urgency } from './names'

/** How long a step may take, and by which clock. */
export type Limit =
  | { kind: 'clock'; hours: number }
  | { kind: 'working-hours'; hours: number }
  | { kind: 'working-days'; days: number }

export interface Due {
  at: Date
  /** False when a holiday plan that was not yet published could still move it; plain weekends were counted. */
  isCalendarKnown: boolean
}

/** Whether people work on a day of Shanghai, written `2026-10-10`. */
export interface WorkCalendar {
  isWorkday(day: string): boolean
  isYearKnown(year: number): boolean
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** Asia/Shanghai knows no summer time, so it is an offset and never a zone of the machine. */
const SHANGHAI_MS = 8 * 60 * MINUTE_MS

/** 08:00–12:00 and 14:00–18:00, in minutes of the day: the 工作时 of grid platforms. */
const SPANS = [
  [8 * 60, 12 * 60],
  [14 * 60, 18 * 60],
] as const
export const HOURS_A_WORKING_DAY = 8
/** No limit reaches further; a calendar that says nobody ever works must not hang the server. */
const LONGEST_DAYS = 1_000

const isWeekend = (day: string): boolean =>
  [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

/** The State Council's holidays with their make-up workdays; a year not yet published has plain weekends. */
export const CHINESE_CALENDAR: WorkCalendar = {
  isWorkday: (day) =>
    CHINESE_CALENDAR.isYearKnown(Number(day.slice(0, 4))) ? isWorkday(day) : !isWeekend(day),
  // The first three days of October are always holidays and never all on a weekend.
  isYearKnown: (year) => ['01', '02', '03'].every((day) => isHoliday(`${year}-10-${day}`)),
}

/** The day in Shanghai and the minutes since its midnight. */
export const shanghai = (at: Date): { day: string; minutes: number; midnight: number } => {
  const local = at.getTime() + SHANGHAI_MS
  const midnight = Math.floor(local / DAY_MS) * DAY_MS
  return {
    day: new Date(midnight).toISOString().slice(0, 10),
    minutes: (local - midnight) / MINUTE_MS,
    midnight: midnight - SHANGHAI_MS,
  }
}

/** The day in Shanghai, `20261123`, as ticket numbers carry it. */
export const shanghaiDay = (at: Date): string => shanghai(at).day.replaceAll('-', '')

const workingMinutesOf = (limit: Exclude<Limit, { kind: 'clock' }>): number =>
  (limit.kind === 'working-hours' ? limit.hours : limit.days * HOURS_A_WORKING_DAY) * 60

/** When something that begins at `from` is due. */
export const dueAt = (from: Date, limit: Limit, calendar: WorkCalendar = CHINESE_CALENDAR): Due => {
  if (limit.kind === 'clock')
    return { at: new Date(from.getTime() + limit.hours * 60 * MINUTE_MS), isCalendarKnown: true }

  let left = workingMinutesOf(limit)
  if (left <= 0) return { at: from, isCalendarKnown: true }
  let isCalendarKnown = true
  let { day, minutes, midnight } = shanghai(from)
  for (let days = 0; days < LONGEST_DAYS; days += 1) {
    isCalendarKnown &&= calendar.isYearKnown(Number(day.slice(0, 4)))
    if (calendar.isWorkday(day))
      for (const [begin, end] of SPANS) {
        const start = Math.max(begin, minutes)
        const here = Math.max(0, end - start)
        if (here >= left)
          return { at: new Date(midnight + (start + left) * MINUTE_MS), isCalendarKnown }
        left -= here
      }
    ;({ day, minutes, midnight } = shanghai(new Date(midnight + DAY_MS)))
  }
  throw new RangeError('no working time within the calendar’s reach')
}

/** Working minutes between two moments; what a pause adds to a deadline. */
export const workingMinutesBetween = (
  from: Date,
  until: Date,
  calendar: WorkCalendar = CHINESE_CALENDAR,
): number => {
  let sum = 0
  let { day, minutes, midnight } = shanghai(from)
  while (midnight < until.getTime()) {
    const last = (until.getTime() - midnight) / MINUTE_MS
    if (calendar.isWorkday(day))
      for (const [begin, end] of SPANS)
        sum += Math.max(0, Math.min(end, last) - Math.max(begin, minutes))
    ;({ day, minutes, midnight } = shanghai(new Date(midnight + DAY_MS)))
  }
  return sum
}

/** A deadline moved by the time for which its clock stood still. */
export const afterPause = (
  due: Date,
  paused: { from: Date; until: Date },
  limit: Limit,
  calendar: WorkCalendar = CHINESE_CALENDAR,
): Due => {
  if (limit.kind === 'clock')
    return {
      at: new Date(due.getTime() + paused.until.getTime() - paused.from.getTime()),
      isCalendarKnown: true,
    }
  const hours = workingMinutesBetween(paused.from, paused.until, calendar) / 60
  return dueAt(due, { kind: 'working-hours', hours }, calendar)
}

type Stage = 'acceptance' | 'dispatch' | 'handling'

/**
 * Defaults: feedback within 2 h, 24 h, 7 days or 15 days (DB11/T 2021-2022 as its draft was reported). Emergencies and
 * utilities run by the clock, the others in working time. Acceptance and dispatch take 15 minutes each on a city's
 * platform; a residents' committee has a quarter of an hour only where it is urgent.
 */
export const DEFAULT_LIMITS: Record<Stage, Record<Urgency, Limit>> = {
  acceptance: {
    emergency: { kind: 'clock', hours: 0.25 },
    utility: { kind: 'clock', hours: 2 },
    general: { kind: 'working-hours', hours: 4 },
    complex: { kind: 'working-hours', hours: 8 },
  },
  dispatch: {
    emergency: { kind: 'clock', hours: 0.25 },
    utility: { kind: 'clock', hours: 2 },
    general: { kind: 'working-hours', hours: 4 },
    complex: { kind: 'working-hours', hours: 8 },
  },
  handling: {
    emergency: { kind: 'clock', hours: 2 },
    utility: { kind: 'clock', hours: 24 },
    general: { kind: 'working-days', days: 7 },
    complex: { kind: 'working-days', days: 15 },
  },
}

const STAGE_OF: Partial<Record<TicketState, Stage>> = {
  submitted: 'acceptance',
  accepted: 'dispatch',
  // Handling time runs from dispatch, so that nobody gains by leaving a ticket unclaimed.
  dispatched: 'handling',
  handling: 'handling',
}

/** The limit of what is owed in this state; null where nobody's clock runs. */
export const limitIn = (state: TicketState, urgency: Urgency): Limit | null => {
  const stage = STAGE_OF[state]
  return stage ? DEFAULT_LIMITS[stage][urgency] : null
}

/** The clock of one ticket. While it stands still nothing is due, and nothing becomes overdue. */
export interface TicketClock {
  dueAt: Date | null
  isCalendarKnown: boolean
  stoppedAt: Date | null
}

/** What the clock must know of a step. */
export interface ClockMove {
  from: TicketState
  to: TicketState
  urgency: { before: Urgency; after: Urgency }
  isExtended: boolean
  /** The reporter was asked and has not answered. */
  isWaitingForAnswer: boolean
  now: Date
}

/** A clock that begins in this state. */
export const newClock = (
  state: TicketState,
  urgency: Urgency,
  now: Date,
  calendar: WorkCalendar = CHINESE_CALENDAR,
): TicketClock => {
  const limit = limitIn(state, urgency)
  if (!limit) return { dueAt: null, isCalendarKnown: true, stoppedAt: null }
  const due = dueAt(now, limit, calendar)
  return { dueAt: due.at, isCalendarKnown: due.isCalendarKnown, stoppedAt: null }
}

/**
 * The clock after a step. Each state has its own; claiming goes on with the one that dispatch started. Suspension and
 * a question to the reporter stop it, and it goes on with what was left. An extension adds the limit once more.
 */
export const clockAfter = (
  clock: TicketClock,
  move: ClockMove,
  calendar: WorkCalendar = CHINESE_CALENDAR,
): TicketClock => {
  if (move.to === 'suspended') return stopped(clock, move.now)
  const goesOn =
    move.from === 'suspended' ||
    move.to === move.from ||
    (move.from === 'dispatched' && move.to === 'handling')
  const isMeasuredAlike = move.urgency.before === move.urgency.after
  const limit = limitIn(move.to, move.urgency.after)
  if (!goesOn || !isMeasuredAlike || !limit || !clock.dueAt) {
    const fresh = newClock(move.to, move.urgency.after, move.now, calendar)
    return move.isWaitingForAnswer ? stopped(fresh, move.now) : fresh
  }
  if (move.isWaitingForAnswer && !move.isExtended) return stopped(clock, move.now)
  const running = move.isWaitingForAnswer ? clock : resumed(clock, limit, move.now, calendar)
  return move.isExtended ? extended(running, limit, calendar) : running
}

/** Late means later than the deadline by a clock that ran. */
export const isOverdue = ({ dueAt: due, stoppedAt }: TicketClock, now: Date): boolean =>
  due !== null && due < (stoppedAt ?? now)

const stopped = (clock: TicketClock, now: Date): TicketClock => ({
  ...clock,
  stoppedAt: clock.stoppedAt ?? now,
})

const resumed = (
  clock: TicketClock,
  limit: Limit,
  now: Date,
  calendar: WorkCalendar,
): TicketClock => {
  if (!clock.dueAt || !clock.stoppedAt) return clock
  const due = afterPause(clock.dueAt, { from: clock.stoppedAt, until: now }, limit, calendar)
  return {
    dueAt: due.at,
    isCalendarKnown: clock.isCalendarKnown && due.isCalendarKnown,
    stoppedAt: null,
  }
}

const extended = (clock: TicketClock, limit: Limit, calendar: WorkCalendar): TicketClock => {
  if (!clock.dueAt) return clock
  const due = dueAt(clock.dueAt, limit, calendar)
  return {
    ...clock,
    dueAt: due.at,
    isCalendarKnown: clock.isCalendarKnown && due.isCalendarKnown,
  }
}
