import type { StepInput, Taker, TicketFacts } from '../../domain/ticket/machine'
import { openTicket } from '../../domain/ticket/machine'
import type { TicketState } from '../../domain/ticket/names'

/** The neighbourhood of these tests: 林阿姨 reported, 陈师傅 joined, 周师傅 has the ticket in hand. */
export const GRID = '110105006041001'
export const OTHER_GRID = '110105006041002'

export const NOW = new Date('2026-11-23T02:00:00Z')
const HOUR_MS = 3_600_000
export const hoursLater = (hours: number, from = NOW): Date =>
  new Date(from.getTime() + hours * HOUR_MS)
export const daysAgo = (days: number): Date => hoursLater(-24 * days)

export const DEPARTMENT = '城管执法队'

const person = (personId: string, role: Taker['role'], gridCodes: string[] = []): Taker => ({
  personId,
  role,
  gridCodes,
})

export const PEOPLE = {
  reporter: person('林阿姨', 'resident'),
  joined: person('陈师傅', 'resident'),
  neighbour: person('小赵', 'resident'),
  assignee: person('周师傅', 'worker', [GRID]),
  colleague: person('马姐', 'worker', [GRID]),
  'other grid': person('老吴', 'worker', [OTHER_GRID]),
  moderator: person('王主任', 'moderator'),
  'second moderator': person('何干事', 'moderator'),
  operator: person('街道小刘', 'operator'),
  // Somebody else's department: nothing on these tickets was sent to it.
  department: { ...person('老钱', 'department'), departmentIds: ['消防站'] },
  system: person('system', 'system'),
  platform: person('platform', 'platform'),
} as const satisfies Record<string, Taker>
export type Who = keyof typeof PEOPLE
export const EVERYBODY = Object.keys(PEOPLE) as Who[] // the keys of a literal are its union

/** Everything that any step could need. */
export const EVERYTHING: StepInput = {
  words: '已看过',
  photoCount: 1,
  toPersonId: PEOPLE.assignee.personId,
  intoTicketId: 'the main one',
  untilAt: hoursLater(24 * 30),
  categoryId: 'street_light',
  stars: 5,
  parts: 2,
  distanceM: 10,
}

const handled: Partial<TicketFacts> = {
  assigneeId: PEOPLE.assignee.personId,
  handledById: PEOPLE.assignee.personId,
  handledAt: daysAgo(6),
}

const FACTS: Record<TicketState, Partial<TicketFacts>> = {
  submitted: {},
  accepted: {},
  dispatched: { assigneeId: PEOPLE.assignee.personId },
  handling: { assigneeId: PEOPLE.assignee.personId },
  handled,
  closed: { ...handled, closedAt: daysAgo(1), closedHow: 'confirmed' },
  suspended: { assigneeId: PEOPLE.assignee.personId, stateBeforeSuspension: 'handling' },
  refused: {},
  merged: {},
  void: {},
}

/** A ticket of 林阿姨 that 陈师傅 joined, in this state. */
export const ticketIn = (state: TicketState, more: Partial<TicketFacts> = {}): TicketFacts => ({
  ...openTicket(PEOPLE.reporter.personId, GRID),
  joinedIds: [PEOPLE.joined.personId],
  state,
  ...FACTS[state],
  ...more,
})
