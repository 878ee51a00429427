import { dueOf, waitingEndsAt, type TicketClock, type WorkCalendar } from './deadlines'
import type { EscalatedTo, TicketState, TicketStep } from './names'

/** What the system says by itself on a ticket: each once for one deadline. */
export interface Alarm {
  at: Date
  step: Extract<TicketStep, 'remind' | 'escalate' | 'stop-waiting'>
  escalateTo?: EscalatedTo
}

export interface AlarmFacts {
  state: TicketState
  clock: TicketClock
  handledAt: Date | null
  isWaitingForAnswer: boolean
  /** How many alarms of this deadline have been given, or are too late to be given. */
  level: number
}

/** A quarter of the limit before it ends: early enough to act, late enough to be believed. */
const REMIND_BEFORE = -0.25
/** Half a limit late, it is the street's. */
const STREET_AFTER = 0.5

const DAY_MS = 24 * 3_600_000
/** Two days and one day before a ticket that nobody confirmed closes by itself. */
const REMIND_TO_CONFIRM_AFTER_DAYS = [3, 4]

/** Reminders and escalations say nothing new of the matter: who was writing meanwhile need not look again. */
export const QUIET_STEPS = ['remind', 'escalate'] as const satisfies readonly TicketStep[]

/** Everything that will be said if nobody acts, in the order of time: worker, then moderators, then the street. */
const ladderOf = (
  { state, clock, handledAt }: AlarmFacts,
  calendar?: WorkCalendar,
): readonly Alarm[] => {
  if (state === 'handled' && handledAt)
    return REMIND_TO_CONFIRM_AFTER_DAYS.map((days) => ({
      at: new Date(handledAt.getTime() + days * DAY_MS),
      step: 'remind',
    }))
  const { basis, dueAt } = clock
  if (!basis || !dueAt) return []
  return [
    { at: dueOf(basis, REMIND_BEFORE, calendar).at, step: 'remind' },
    { at: dueAt, step: 'escalate', escalateTo: 'moderators' },
    { at: dueOf(basis, STREET_AFTER, calendar).at, step: 'escalate', escalateTo: 'street' },
  ]
}

/** When the system has to look at this ticket again; null where nobody's clock runs. */
export const nextAlarmAt = (facts: AlarmFacts, calendar?: WorkCalendar): Date | null => {
  const { clock, isWaitingForAnswer, level } = facts
  if (isWaitingForAnswer) return clock.stoppedAt && waitingEndsAt(clock.stoppedAt, calendar)
  if (clock.stoppedAt) return null
  return ladderOf(facts, calendar)[level]?.at ?? null
}

/** What is to be said now, and how far that goes. Of several that are due, the last: nobody is reminded of what is over. */
export const dueAlarm = (
  facts: AlarmFacts,
  now: Date,
  calendar?: WorkCalendar,
): { alarm: Alarm; level: number } | null => {
  const at = nextAlarmAt(facts, calendar)
  if (!at || at > now) return null
  if (facts.isWaitingForAnswer) return { alarm: { at, step: 'stop-waiting' }, level: facts.level }
  const ladder = ladderOf(facts, calendar)
  const level = ladder.filter((one) => one.at <= now).length
  const alarm = ladder[level - 1]
  return alarm ? { alarm, level } : null
}

/** The level after a step: another deadline begins again at the bottom. */
export const alarmLevelAfter = (before: AlarmFacts, after: AlarmFacts): number =>
  deadlineOf(before) === deadlineOf(after) ? after.level : 0

const deadlineOf = ({ state, clock: { basis }, handledAt }: AlarmFacts): string =>
  state === 'handled'
    ? `handled ${handledAt?.getTime() ?? 0}`
    : `due ${basis?.from.getTime() ?? 0} ${basis?.extensions ?? 0}`
