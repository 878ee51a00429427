import { FIGURES, type ClosedHow, type Figure, type TicketState, type TicketStep } from './names'

/**
 * The three rates of 接诉即办 (北京市接诉即办工作条例 Art. 32 names them and gives no formula). Each stands here with the
 * sentence that is shown beside its figure, so that the sentence and the sum cannot drift apart.
 */

export type Figures = Record<Figure, number>

export interface Rate {
  key: 'answer' | 'solution' | 'satisfaction'
  name: string
  definition: string
  part: Figure
  whole: Figure
}

export const RATES: readonly Rate[] = [
  {
    key: 'answer',
    name: '响应率',
    definition:
      '上报后 24 小时内有工作人员回应的（受理、不予受理、派单、接单、处置或留言），占全部上报。没满 24 小时还没回应的也算在内，办着办着会变高。',
    part: 'answeredInTime',
    whole: 'reported',
  },
  {
    key: 'solution',
    name: '解决率',
    definition:
      '居民或居委会到现场确认解决的，占全部已结案。到期无人确认、暂时无法解决、强制结案的都不算解决。',
    part: 'solved',
    whole: 'closed',
  },
  {
    key: 'satisfaction',
    name: '满意率',
    definition: '上报人打四星、五星的，占全部打了分的。没打分的不算在内。',
    part: 'satisfied',
    whole: 'rated',
  },
]

/** 按上报的月份算，作废和并到别的工单里的不算。 */
export const COUNTED_BY = '按上报的月份统计，作废的、并到别的工单里的不算。'

export const NO_FIGURES: Readonly<Figures> = Object.freeze(
  Object.fromEntries(FIGURES.map((name) => [name, 0])) as Figures, // a key for each of the names
)

/** Null where there is nothing to take a share of. */
export const rateOf = ({ part, whole }: Rate, figures: Figures): number | null =>
  figures[whole] === 0 ? null : figures[part] / figures[whole]

const ANSWER_WITHIN_MS = 24 * 3_600_000
const SATISFIED_STARS = 4

/** Steps by which somebody in office answers a report for the first time. */
export const ANSWERING_STEPS = [
  'accept',
  'refuse',
  'merge',
  'dispatch',
  'claim',
  'handle',
  'solve-on-the-spot',
  'ask-reporter',
  'comment',
] as const satisfies readonly TicketStep[]
export const ANSWERING_ROLES = [
  'moderator',
  'worker',
  'department',
  'operator',
  'platform',
] as const

/** What the figures must know of a ticket. */
export interface CountedTicket {
  state: TicketState
  closedHow: ClosedHow | null
  reportedAt: Date
  /** The first of the steps above. */
  answeredAt: Date | null
  stars: number | null
  disputeCount: number
  /** It was escalated because it was late. */
  wasLate: boolean
}

const SOLVED: readonly ClosedHow[] = ['confirmed', 'checked-by-moderator']

/** What one ticket adds to the figures of its month: each of them once, or nothing. */
export const marksOf = (ticket: CountedTicket): readonly Figure[] => {
  const { state, closedHow, reportedAt, answeredAt, stars } = ticket
  if (state === 'void' || state === 'merged') return []
  const isClosed = state === 'closed'
  const adds: Record<Figure, boolean> = {
    reported: true,
    answeredInTime:
      answeredAt !== null && answeredAt.getTime() - reportedAt.getTime() <= ANSWER_WITHIN_MS,
    closed: isClosed,
    solved: isClosed && closedHow !== null && SOLVED.includes(closedHow),
    unconfirmed: isClosed && closedHow === 'unconfirmed',
    cannotSolve: isClosed && closedHow === 'cannot-solve',
    forced: isClosed && closedHow === 'forced',
    refused: state === 'refused',
    rated: stars !== null,
    satisfied: stars !== null && stars >= SATISFIED_STARS,
    disputed: ticket.disputeCount > 0,
    late: ticket.wasLate,
  }
  return FIGURES.filter((name) => adds[name])
}

/** The marks as one number, as they are kept with the ticket: one bit for each figure. */
export const packMarks = (marks: readonly Figure[]): number =>
  marks.reduce((bits, name) => bits | (1 << FIGURES.indexOf(name)), 0)

export const unpackMarks = (bits: number): readonly Figure[] =>
  FIGURES.filter((_, index) => (bits & (1 << index)) !== 0)

/** Figures with more, or with less of them. */
export const plus = (one: Figures, marks: readonly Figure[], times = 1): Figures => {
  const sum = { ...one }
  for (const name of marks) sum[name] += times
  return sum
}
