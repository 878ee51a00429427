import { alarmLevelAfter, nextAlarmAt, type AlarmFacts } from '../../../domain/ticket/alarms'
import {
  clockAfter,
  limitFor,
  newClock,
  type ClockBasis,
  type TicketClock,
} from '../../../domain/ticket/deadlines'
import type { TicketState, Urgency } from '../../../domain/ticket/names'
import type { ClockBasisJson } from '../../ports/schema'
import type { Db } from '../../ports/work'
import { findDeadlineRules } from './deadline-rules'

interface ClockRow {
  due_at: Date | null
  is_calendar_known: boolean
  clock_stopped_at: Date | null
  clock_basis: ClockBasisJson | null
}

const basisOf = ({ from, pauses, ...basis }: ClockBasisJson): ClockBasis => ({
  ...basis,
  from: new Date(from),
  pauses: pauses.map((pause) => ({ from: new Date(pause.from), until: new Date(pause.until) })),
})

/** A row's deadline, what it is counted from, and whether its clock stands still. */
export const clockOf = (row: ClockRow): TicketClock => ({
  dueAt: row.due_at,
  isCalendarKnown: row.is_calendar_known,
  stoppedAt: row.clock_stopped_at,
  basis: row.clock_basis && basisOf(row.clock_basis),
})

const clockColumnsOf = (clock: TicketClock) => ({
  due_at: clock.dueAt,
  is_calendar_known: clock.isCalendarKnown,
  clock_stopped_at: clock.stoppedAt,
  clock_basis: clock.basis && JSON.stringify(clock.basis),
})

/** The columns of the clock, and when the system looks at the ticket again. */
export const columnsOfClock = (clock: TicketClock, facts: Omit<AlarmFacts, 'clock'>) => ({
  ...clockColumnsOf(clock),
  alarm_level: facts.level,
  next_alarm_at: nextAlarmAt({ ...facts, clock }),
})

/** The clock of a ticket that has just been opened. */
export const firstClock = async (
  db: Db,
  ticket: { state: TicketState; urgency: Urgency; categoryId: string },
  now: Date,
) =>
  columnsOfClock(newClock(limitFor(await findDeadlineRules(db), ticket), now), {
    state: ticket.state,
    handledAt: null,
    isWaitingForAnswer: false,
    level: 0,
  })

interface AlarmRow extends ClockRow {
  state: TicketState
  handled_at: Date | null
  alarm_level: number
}

/** What the alarms must know of a row. In handling only a question to the reporter stops the clock. */
export const alarmFactsOf = (row: AlarmRow): AlarmFacts => ({
  state: row.state,
  clock: clockOf(row),
  handledAt: row.handled_at,
  isWaitingForAnswer: row.state === 'handling' && row.clock_stopped_at !== null,
  level: row.alarm_level,
})

/** What the clock must know of what comes after a step. */
interface After {
  state: TicketState
  urgency: Urgency
  categoryId: string
  handledAt: Date | null
  askedAt: Date | null
  isRecategorised: boolean
  isExtended: boolean
  /** How far the alarms are, when this step is one. */
  alarmLevel: number | undefined
}

/** The clock after a step. */
export const nextClock = async (db: Db, row: AlarmRow, after: After, now: Date) => {
  const before = alarmFactsOf(row)
  const isWaitingForAnswer = after.askedAt !== null
  const clock = clockAfter(before.clock, {
    from: row.state,
    to: after.state,
    limit: limitFor(await findDeadlineRules(db), after),
    isRecategorised: after.isRecategorised,
    isExtended: after.isExtended,
    isWaitingForAnswer,
    now,
  })
  const facts = {
    state: after.state,
    handledAt: after.handledAt,
    isWaitingForAnswer,
    level: after.alarmLevel ?? row.alarm_level,
  }
  return columnsOfClock(clock, { ...facts, level: alarmLevelAfter(before, { ...facts, clock }) })
}
