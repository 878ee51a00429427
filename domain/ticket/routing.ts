import { CHINESE_CALENDAR, shanghai, type WorkCalendar } from './deadlines'
import type { RoutingDays, RoutingMode, RoutingSkip } from './names'

/** One line of the table: which tickets, at which time, go to whom. What is null or `any` says nothing. */
export interface RoutingRule {
  ruleId: string
  categoryId: string | null
  /** A group of categories; asked only where no single category is named. */
  categoryGroup: string | null
  gridCode: string | null
  days: RoutingDays
  /** 1 Monday … 7 Sunday; none stands for all. */
  weekdays: readonly number[]
  /** Minutes of the day in Shanghai, from inclusive, until exclusive; until before from passes midnight. */
  fromMinute: number | null
  untilMinute: number | null
  mode: RoutingMode
  toPersonId: string | null
  toDepartmentId: string | null
}

export interface RoutingQuestion {
  categoryId: string
  categoryGroup: string
  gridCode: string | null
  at: Date
}

/** Who could be given it. */
export interface RoutingStaff {
  workers: readonly { personId: string; gridCodes: readonly string[]; openCount: number }[]
  departmentIds: readonly string[]
}

export type RoutingTarget =
  | { is: 'worker'; personId: string }
  | { is: 'department'; departmentId: string }
  /** Whichever worker of the grid claims it first. */
  | { is: 'open' }

export interface Routed {
  /** The rule that won and whom it names; null where no rule fits or can be followed. */
  won: { rule: RoutingRule; to: RoutingTarget } | null
  /** Rules that would have come before, and why they could not be followed. */
  passedOver: readonly { rule: RoutingRule; why: RoutingSkip }[]
}

const MINUTES_A_DAY = 24 * 60
const DAY_MS = MINUTES_A_DAY * 60_000

/** Rules that fit are tried from the most specific on: by category, then grid, then hours, then days, then the older one. */
export const routeTicket = (
  rules: readonly RoutingRule[],
  question: RoutingQuestion,
  staff: RoutingStaff,
  calendar: WorkCalendar = CHINESE_CALENDAR,
): Routed => {
  const passedOver: { rule: RoutingRule; why: RoutingSkip }[] = []
  for (const rule of rules.filter((one) => fits(one, question, calendar)).sort(bySpecificity)) {
    const found = targetOf(rule, question, staff)
    if (typeof found !== 'string') return { won: { rule, to: found }, passedOver }
    passedOver.push({ rule, why: found })
  }
  return { won: null, passedOver }
}

/** Whether a line says anything of this ticket at this time. */
export const fits = (
  rule: RoutingRule,
  { categoryId, categoryGroup, gridCode, at }: RoutingQuestion,
  calendar: WorkCalendar = CHINESE_CALENDAR,
): boolean =>
  (rule.categoryId === null || rule.categoryId === categoryId) &&
  (rule.categoryId !== null ||
    rule.categoryGroup === null ||
    rule.categoryGroup === categoryGroup) &&
  (rule.gridCode === null || rule.gridCode === gridCode) &&
  fitsTime(rule, at, calendar)

/** A night that passes midnight belongs to the day on which it began: Friday from 22:00 holds until Saturday morning. */
const fitsTime = (rule: RoutingRule, at: Date, calendar: WorkCalendar): boolean => {
  const { fromMinute: from, untilMinute: until } = rule
  const { minutes } = shanghai(at)
  if (from === null || until === null) return fitsDay(rule, at, calendar)
  if (from < until) return minutes >= from && minutes < until && fitsDay(rule, at, calendar)
  if (minutes >= from) return fitsDay(rule, at, calendar)
  return minutes < until && fitsDay(rule, new Date(at.getTime() - DAY_MS), calendar)
}

const fitsDay = ({ days, weekdays }: RoutingRule, at: Date, calendar: WorkCalendar): boolean => {
  const { day } = shanghai(at)
  if (days !== 'any' && calendar.isWorkday(day) !== (days === 'workday')) return false
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7
  return weekdays.length === 0 || weekdays.includes(weekday)
}

const rankOf = (rule: RoutingRule): readonly number[] => [
  rule.categoryId !== null ? 2 : rule.categoryGroup !== null ? 1 : 0,
  rule.gridCode !== null ? 1 : 0,
  rule.fromMinute !== null && rule.untilMinute !== null ? 1 : 0,
  rule.weekdays.length > 0 ? 2 : rule.days !== 'any' ? 1 : 0,
]

/** Ids rise with time, so that of two equal ones the older stands first, whoever asks. */
export const bySpecificity = (one: RoutingRule, other: RoutingRule): number => {
  const mine = rankOf(one)
  const theirs = rankOf(other)
  for (const [at, rank] of mine.entries()) {
    const difference = (theirs[at] ?? 0) - rank
    if (difference !== 0) return difference
  }
  return one.ruleId < other.ruleId ? -1 : 1
}

const targetOf = (
  rule: RoutingRule,
  { gridCode }: RoutingQuestion,
  { workers, departmentIds }: RoutingStaff,
): RoutingTarget | RoutingSkip => {
  if (rule.mode === 'assigned') {
    if (rule.toDepartmentId !== null)
      return departmentIds.includes(rule.toDepartmentId)
        ? { is: 'department', departmentId: rule.toDepartmentId }
        : 'target-gone'
    return rule.toPersonId !== null && workers.some(({ personId }) => personId === rule.toPersonId)
      ? { is: 'worker', personId: rule.toPersonId }
      : 'target-gone'
  }
  const [least] = workers
    .filter(({ gridCodes }) => gridCode === null || gridCodes.includes(gridCode))
    .sort(
      (one, other) => one.openCount - other.openCount || (one.personId < other.personId ? -1 : 1),
    )
  if (!least) return 'nobody-in-grid'
  return rule.mode === 'open' ? { is: 'open' } : { is: 'worker', personId: least.personId }
}

/** What is wrong with a line as somebody wrote it; null when it can be kept. */
export const faultOf = (
  rule: Omit<RoutingRule, 'ruleId'>,
): 'needs-assignee' | 'bad-hours' | null => {
  const { fromMinute, untilMinute, mode, toPersonId, toDepartmentId } = rule
  const targets = [toPersonId, toDepartmentId].filter((id) => id !== null).length
  if (targets !== (mode === 'assigned' ? 1 : 0)) return 'needs-assignee'
  if ((fromMinute === null) !== (untilMinute === null)) return 'bad-hours'
  return fromMinute !== null && fromMinute === untilMinute ? 'bad-hours' : null
}
