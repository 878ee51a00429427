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

/** What is owed in a ticket's life: to look at it, to send it to somebody, to do it. */
export const DEADLINE_STAGES = ['acceptance', 'dispatch', 'handling'] as const
export type DeadlineStage = (typeof DEADLINE_STAGES)[number]

/**
 * Defaults: feedback within 2 h, 24 h, 7 days or 15 days (DB11/T 2021-2022 as its draft was reported). Emergencies and
 * utilities run by the clock, the others in working time. Acceptance and dispatch take 15 minutes each on a city's
 * platform; a residents' committee has a quarter of an hour only where it is urgent.
 */
export const DEFAULT_LIMITS: Record<DeadlineStage, Record<Urgency, Limit>> = {
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

/** What the street has set for one category, or for all of one urgency. */
export type DeadlineRule = { stage: DeadlineStage; limit: Limit } & (
  { categoryId: string; urgency: null } | { categoryId: null; urgency: Urgency }
)

const STAGE_OF: Partial<Record<TicketState, DeadlineStage>> = {
  submitted: 'acceptance',
  accepted: 'dispatch',
  // Handling time runs from dispatch, so that nobody gains by leaving a ticket unclaimed.
  dispatched: 'handling',
  handling: 'handling',
}

/** The limit of what is owed in this state: the category's, the urgency's, or the default; null where nobody's clock runs. */
export const limitFor = (
  rules: readonly DeadlineRule[],
  { state, urgency, categoryId }: { state: TicketState; urgency: Urgency; categoryId: string },
): Limit | null => {
  const stage = STAGE_OF[state]
  if (!stage) return null
  const here = rules.filter((rule) => rule.stage === stage)
  const rule =
    here.find((one) => one.categoryId === categoryId) ?? here.find((one) => one.urgency === urgency)
  return rule?.limit ?? DEFAULT_LIMITS[stage][urgency]
}

/** What a deadline is counted from; kept with the ticket, so that it can be counted again and no new rule moves it. */
export interface ClockBasis {
  limit: Limit
  from: Date
  extensions: number
  pauses: readonly { from: Date; until: Date }[]
}

/** The clock of one ticket. While it stands still nothing is due, and nothing becomes overdue. */
export interface TicketClock {
  dueAt: Date | null
  isCalendarKnown: boolean
  stoppedAt: Date | null
  basis: ClockBasis | null
}

const NO_CLOCK: TicketClock = { dueAt: null, isCalendarKnown: true, stoppedAt: null, basis: null }

/** When it is due by what it is counted from; `moreLimits` asks for a moment before or after that, as a share of the limit. */
export const dueOf = (
  { limit, from, extensions, pauses }: ClockBasis,
  moreLimits = 0,
  calendar: WorkCalendar = CHINESE_CALENDAR,
): Due => {
  const limits = 1 + extensions + moreLimits
  if (limit.kind === 'clock') {
    const paused = pauses.reduce((sum, one) => sum + one.until.getTime() - one.from.getTime(), 0)
    return {
      at: new Date(from.getTime() + limits * limit.hours * 60 * MINUTE_MS + paused),
      isCalendarKnown: true,
    }
  }
  const paused = pauses.reduce(
    (sum, one) => sum + workingMinutesBetween(one.from, one.until, calendar),
    0,
  )
  const minutes = limits * workingMinutesOf(limit) + paused
  return dueAt(from, { kind: 'working-hours', hours: minutes / 60 }, calendar)
}

const counted = (
  basis: ClockBasis,
  stoppedAt: Date | null,
  calendar: WorkCalendar,
): TicketClock => {
  const due = dueOf(basis, 0, calendar)
  return { dueAt: due.at, isCalendarKnown: due.isCalendarKnown, stoppedAt, basis }
}

/** A clock that begins now. */
export const newClock = (
  limit: Limit | null,
  now: Date,
  calendar: WorkCalendar = CHINESE_CALENDAR,
): TicketClock =>
  limit ? counted({ limit, from: now, extensions: 0, pauses: [] }, null, calendar) : NO_CLOCK

/** The same clock by a calendar of which more is known by now. */
export const recounted = (
  clock: TicketClock,
  calendar: WorkCalendar = CHINESE_CALENDAR,
): TicketClock => (clock.basis ? counted(clock.basis, clock.stoppedAt, calendar) : clock)

/** What the clock must know of a step. */
export interface ClockMove {
  from: TicketState
  to: TicketState
  /** Of the state after the step. */
  limit: Limit | null
  isRecategorised: boolean
  isExtended: boolean
  /** The reporter was asked and has not answered. */
  isWaitingForAnswer: boolean
  now: Date
}

const isSameLimit = (one: Limit, other: Limit): boolean =>
  JSON.stringify([one.kind, amountOf(one)]) === JSON.stringify([other.kind, amountOf(other)])

const amountOf = (limit: Limit): number =>
  limit.kind === 'working-days' ? limit.days : limit.hours

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
  if (
    !goesOn ||
    !move.limit ||
    !clock.basis ||
    (move.isRecategorised && !isSameLimit(clock.basis.limit, move.limit))
  ) {
    const fresh = newClock(move.limit, move.now, calendar)
    return move.isWaitingForAnswer ? stopped(fresh, move.now) : fresh
  }
  if (move.isWaitingForAnswer && !move.isExtended) return stopped(clock, move.now)
  const running = move.isWaitingForAnswer ? clock : resumed(clock, clock.basis, move.now, calendar)
  return move.isExtended ? extended(running, calendar) : running
}

/** Late means later than the deadline by a clock that ran. */
export const isOverdue = (
  { dueAt: due, stoppedAt }: Pick<TicketClock, 'dueAt' | 'stoppedAt'>,
  now: Date,
): boolean => due !== null && due < (stoppedAt ?? now)

const stopped = (clock: TicketClock, now: Date): TicketClock => ({
  ...clock,
  stoppedAt: clock.stoppedAt ?? now,
})

const resumed = (
  clock: TicketClock,
  basis: ClockBasis,
  now: Date,
  calendar: WorkCalendar,
): TicketClock => {
  if (!clock.stoppedAt) return clock
  const pauses = [...basis.pauses, { from: clock.stoppedAt, until: now }]
  return counted({ ...basis, pauses }, null, calendar)
}

const extended = ({ basis, ...clock }: TicketClock, calendar: WorkCalendar): TicketClock =>
  basis
    ? counted({ ...basis, extensions: basis.extensions + 1 }, clock.stoppedAt, calendar)
    : { ...clock, basis }

/** 等上报人答复最多五个工作日: then the clock goes on, answered or not. */
const WAIT_FOR_ANSWER: Limit = { kind: 'working-days', days: 5 }

/** Until when the clock may stand still for an answer. */
export const waitingEndsAt = (askedAt: Date, calendar: WorkCalendar = CHINESE_CALENDAR): Date =>
  dueAt(askedAt, WAIT_FOR_ANSWER, calendar).at
