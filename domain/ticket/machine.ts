import type { Role } from '../group/names'
import {
  OPEN_STATES,
  TICKET_STATES,
  TICKET_STEPS,
  type ClosedHow,
  type EscalatedTo,
  type StepNeed,
  type StepRefusal,
  type TicketState,
  type TicketStep,
} from './names'

/** What the machine must know of a ticket. `version` is the number of steps taken so far. */
export interface TicketFacts {
  state: TicketState
  version: number
  reporterId: string | null
  joinedIds: readonly string[]
  handledById: string | null
  assigneeId: string | null
  /** The department that has it; then no worker does. */
  departmentId: string | null
  gridCode: string | null
  disputeCount: number
  appealCount: number
  extensionCount: number
  reopenCount: number
  isOverdue: boolean
  closedAt: Date | null
  handledAt: Date | null
  /** Handled by explaining why it cannot be solved; closing then says so. */
  isCannotSolve: boolean
  closedHow: ClosedHow | null
  ratedStars: number | null
  stateBeforeSuspension: TicketState | null
  lastUrgedAt: Date | null
  /** Since when the handling clock stands still for an answer of the reporter. */
  askedAt: Date | null
  proposal: Proposal | null
}

/** What waits for a second person. */
export interface Proposal {
  step: ProposedStep
  byId: string
}
export type ProposedStep = 'cannot-solve' | 'force-close' | 'void'

export type TakerRole = Role | 'department' | 'operator' | 'system' | 'platform'

export interface Taker {
  personId: string
  role: TakerRole
  gridCodes: readonly string[]
  /** The departments for which an account or a link answers. */
  departmentIds?: readonly string[]
}

export interface StepInput {
  words?: string
  photoCount?: number
  toPersonId?: string
  toDepartmentId?: string
  intoTicketId?: string
  untilAt?: Date
  categoryId?: string
  stars?: number
  parts?: number
  /** With `escalate`. */
  escalateTo?: EscalatedTo
  /** Metres from the ticket’s place, as the server measured them. */
  distanceM?: number
}

/** What a step leaves behind besides the state. Absent means unchanged. */
export interface TicketChange {
  assigneeId?: string | null
  departmentId?: string | null
  handledById?: string | null
  handledAt?: Date | null
  isCannotSolve?: boolean
  closedAt?: Date | null
  closedHow?: ClosedHow | null
  ratedStars?: number | null
  stateBeforeSuspension?: TicketState | null
  lastUrgedAt?: Date
  askedAt?: Date | null
  proposal?: Proposal | null
  disputeCount?: number
  appealCount?: number
  extensionCount?: number
  reopenCount?: number
  joinedIds?: readonly string[]
  escalateTo?: EscalatedTo
}

export type StepAnswer =
  { ok: true; to: TicketState; change: TicketChange } | { ok: false; reason: StepRefusal }

export interface StepOffer {
  step: TicketStep
  ok: boolean
  reason?: StepRefusal
  needs: readonly StepNeed[]
}

/** Standing here means within this many metres of the ticket’s place. */
export const ON_THE_SPOT_M = 150
const DAY_MS = 24 * 3_600_000
/** Nobody confirmed or disputed for so long: it closes as unconfirmed. */
export const UNCONFIRMED_AFTER_MS = 5 * DAY_MS
export const REOPEN_WITHIN_MS = 15 * DAY_MS
export const URGE_EVERY_MS = DAY_MS
/** 挂账 ends on a chosen date, at most a year from now. */
export const SUSPEND_AT_MOST_MS = 366 * DAY_MS
const EXTENSIONS = 2
/** This dispute, and every one after it, goes to the street. */
const DISPUTE_FOR_STREET = 3

/** Who a person is to one ticket. One person may be several of these. */
type Part =
  | 'reporter'
  | 'joined'
  | 'neighbour'
  | 'resident'
  | 'assignee'
  | 'worker-of-grid'
  | 'department'
  | 'moderator'
  | 'operator'
  | 'system'
  | 'platform'

const partsOf = (ticket: TicketFacts, taker: Taker): ReadonlySet<Part> => {
  const parts = new Set<Part>()
  if (taker.role === 'system' || taker.role === 'platform') return parts.add(taker.role)
  if (taker.role === 'department') {
    // A department is no neighbour: nothing but what was sent to it concerns it.
    const isTheirs =
      ticket.departmentId !== null && taker.departmentIds?.includes(ticket.departmentId)
    return isTheirs ? parts.add('department') : parts
  }
  if (taker.role === 'operator') parts.add('operator')
  if (taker.role === 'moderator') parts.add('moderator')
  if (taker.role === 'resident') parts.add('resident')
  if (taker.role === 'worker') {
    if (ticket.gridCode === null || taker.gridCodes.includes(ticket.gridCode))
      parts.add('worker-of-grid')
    if (ticket.assigneeId === taker.personId) parts.add('assignee')
  }
  const isReporter = ticket.reporterId === taker.personId
  const isJoined = ticket.joinedIds.includes(taker.personId)
  if (isReporter) parts.add('reporter')
  if (isJoined) parts.add('joined')
  if (!isReporter && !isJoined && taker.role !== 'operator') parts.add('neighbour')
  return parts
}

type To = TicketState | 'same' | 'state-before-suspension'

interface Rule {
  from: readonly TicketState[]
  to: To
  by: readonly Part[]
  needs?: readonly StepNeed[]
  /** A refusal beyond state, part and needs. */
  unless?: (facts: Question) => StepRefusal | null
  leaves?: (facts: Question) => TicketChange
}

interface Question {
  ticket: TicketFacts
  taker: Taker
  parts: ReadonlySet<Part>
  now: Date
  /** Absent while only asking what would be open. */
  input: StepInput | null
}

const handledNow = ({ taker, now }: Question): TicketChange => ({
  // The platform, and who comes by a department's link, is nobody who could confirm, nor somebody to whom a disputed ticket goes back.
  handledById: taker.personId === taker.role ? null : taker.personId,
  handledAt: now,
  isCannotSolve: false,
})
const closedNow =
  (how: ClosedHow) =>
  ({ now, ticket }: Question): TicketChange => ({
    closedAt: now,
    closedHow: ticket.isCannotSolve ? 'cannot-solve' : how,
  })
const backAtWork: TicketChange = {
  handledById: null,
  handledAt: null,
  isCannotSolve: false,
  closedAt: null,
  closedHow: null,
}
const propose =
  (step: ProposedStep) =>
  ({ taker }: Question): TicketChange => ({ proposal: { step, byId: taker.personId } })
/** Whoever reported it, and neighbours who said "me too", need not prove that they know the place; staff who joined must go and look. */
const knowsTheProblem = (parts: ReadonlySet<Part>): boolean =>
  parts.has('reporter') || (parts.has('joined') && parts.has('resident'))
/** Who had it in hand has it again; what a department has stays with it. */
const whoGoesOn = ({ assigneeId, departmentId, handledById }: TicketFacts): string | null =>
  departmentId !== null ? null : (assigneeId ?? handledById)
const notByWhoHandled = ({ ticket, taker }: Question): StepRefusal | null =>
  ticket.handledById === taker.personId ? 'handled-it-yourself' : null
const notProposedYet = ({ ticket }: Question): StepRefusal | null =>
  ticket.proposal ? 'already-proposed' : null

/**
 * The ticket’s life. `from` and `by` open a step, `needs` says what must come with it, `unless` refuses
 * the rest, `leaves` says what it changes. Source: the seven steps of the field (信息收集 … 综合评价) and the
 * operations 退回, 延期, 挂账, 督办, 作废 of grid platforms.
 */
export const TICKET_RULES: Record<TicketStep, Rule> = {
  // Opens the ticket: `openTicket` takes it, nobody takes it twice.
  report: { from: [], to: 'submitted', by: [] },
  join: {
    from: OPEN_STATES,
    to: 'same',
    by: ['neighbour', 'reporter', 'joined'],
    unless: ({ parts }) => (parts.has('reporter') || parts.has('joined') ? 'already-joined' : null),
    leaves: ({ ticket, taker }) => ({ joinedIds: [...ticket.joinedIds, taker.personId] }),
  },
  accept: { from: ['submitted'], to: 'accepted', by: ['moderator', 'operator', 'platform'] },
  refuse: {
    from: ['submitted'],
    to: 'refused',
    by: ['moderator', 'operator', 'platform'],
    needs: ['words'],
  },
  merge: {
    from: ['submitted', 'accepted'],
    to: 'merged',
    by: ['moderator', 'operator'],
    needs: ['target'],
  },
  withdraw: { from: ['submitted'], to: 'void', by: ['reporter'] },
  'solve-on-the-spot': {
    from: ['submitted'],
    to: 'handled',
    by: ['worker-of-grid'],
    needs: ['evidence'],
    // 自处置: only what the worker found themselves.
    unless: ({ parts }) => (parts.has('reporter') ? null : 'not-your-ticket'),
    leaves: handledNow,
  },
  dispatch: {
    from: ['accepted'],
    to: 'dispatched',
    // The system dispatches by the routing table; then it may also be open to whoever claims it.
    by: ['moderator', 'operator', 'platform', 'system'],
    needs: ['assignee'],
    unless: ({ input }) => (input?.toPersonId && input.toDepartmentId ? 'needs-assignee' : null),
    leaves: ({ input }) => ({
      assigneeId: input?.toPersonId ?? null,
      departmentId: input?.toDepartmentId ?? null,
    }),
  },
  suspend: {
    from: ['accepted', 'handling'],
    to: 'suspended',
    by: ['moderator', 'operator', 'assignee'],
    needs: ['words', 'date'],
    leaves: ({ ticket }) => ({ stateBeforeSuspension: ticket.state }),
  },
  resume: {
    from: ['suspended'],
    to: 'state-before-suspension',
    by: ['moderator', 'operator', 'system'],
    leaves: () => ({ stateBeforeSuspension: null }),
  },
  claim: {
    from: ['dispatched'],
    to: 'handling',
    by: ['assignee', 'worker-of-grid', 'department', 'platform'],
    leaves: ({ taker }) =>
      taker.role === 'worker' ? { assigneeId: taker.personId, departmentId: null } : {},
  },
  return: {
    from: ['dispatched', 'handling'],
    to: 'accepted',
    // A moderator takes back what nobody can act on: its worker left, or it came back without one.
    by: ['assignee', 'department', 'moderator', 'operator', 'platform'],
    needs: ['words'],
    leaves: () => ({ assigneeId: null, departmentId: null }),
  },
  handle: {
    from: ['handling'],
    to: 'handled',
    by: ['assignee', 'department', 'platform'],
    needs: ['evidence'],
    leaves: handledNow,
  },
  'cannot-solve': {
    from: ['handling'],
    to: 'same',
    by: ['assignee'],
    needs: ['words', 'evidence'],
    unless: notProposedYet,
    leaves: propose('cannot-solve'),
  },
  extend: {
    from: ['handling'],
    to: 'same',
    by: ['assignee', 'department', 'moderator', 'operator'],
    needs: ['words'],
    unless: ({ ticket }) => {
      if (ticket.isOverdue) return 'overdue-cannot-extend'
      return ticket.extensionCount >= EXTENSIONS ? 'too-many-extensions' : null
    },
    leaves: ({ ticket }) => ({ extensionCount: ticket.extensionCount + 1 }),
  },
  whistle: { from: ['handling'], to: 'same', by: ['moderator', 'operator'], needs: ['words'] },
  split: {
    from: ['handling'],
    to: 'same',
    by: ['moderator', 'operator'],
    needs: ['words', 'parts'],
  },
  'ask-reporter': {
    from: ['handling'],
    to: 'same',
    by: ['assignee', 'department', 'moderator'],
    needs: ['words'],
    leaves: ({ ticket, now }) => ({ askedAt: ticket.askedAt ?? now }),
  },
  answer: {
    from: ['handling'],
    to: 'same',
    by: ['reporter', 'joined'],
    needs: ['words'],
    unless: ({ ticket }) => (ticket.askedAt ? null : 'nothing-asked'),
    leaves: () => ({ askedAt: null }),
  },
  confirm: {
    from: ['handled'],
    to: 'closed',
    by: ['reporter', 'resident', 'moderator'],
    unless: (question) => {
      const { parts, input } = question
      const refusal = notByWhoHandled(question)
      if (refusal) return refusal
      if (knowsTheProblem(parts) || !input) return null
      const isThere = input.distanceM !== undefined && input.distanceM <= ON_THE_SPOT_M
      return isThere || (input.photoCount ?? 0) > 0 ? null : 'not-on-the-spot'
    },
    leaves: (question) => {
      const { parts } = question
      const isCheck = parts.has('moderator') && !knowsTheProblem(parts)
      return closedNow(isCheck ? 'checked-by-moderator' : 'confirmed')(question)
    },
  },
  dispute: {
    from: ['handled'],
    to: 'handling',
    by: ['reporter', 'joined'],
    needs: ['words'],
    unless: notByWhoHandled,
    leaves: ({ ticket }) => ({
      ...backAtWork,
      assigneeId: whoGoesOn(ticket),
      disputeCount: ticket.disputeCount + 1,
      ...(ticket.disputeCount + 1 >= DISPUTE_FOR_STREET && { escalateTo: 'street' as const }),
    }),
  },
  'close-unconfirmed': {
    from: ['handled'],
    to: 'closed',
    by: ['system'],
    unless: ({ ticket, now }) =>
      ticket.handledAt && now.getTime() - ticket.handledAt.getTime() >= UNCONFIRMED_AFTER_MS
        ? null
        : 'not-yet-due',
    leaves: closedNow('unconfirmed'),
  },
  rate: {
    from: ['closed'],
    to: 'closed',
    by: ['reporter'],
    needs: ['stars'],
    unless: (question) =>
      question.ticket.ratedStars === null ? notByWhoHandled(question) : 'already-rated',
    leaves: ({ input }) => ({ ratedStars: input?.stars ?? null }),
  },
  reopen: {
    from: ['closed'],
    to: 'handling',
    by: ['reporter'],
    needs: ['words'],
    unless: ({ ticket, now }) =>
      ticket.closedAt && now.getTime() - ticket.closedAt.getTime() <= REOPEN_WITHIN_MS
        ? null
        : 'too-late-to-reopen',
    leaves: ({ ticket }) => ({
      ...backAtWork,
      ratedStars: null,
      assigneeId: whoGoesOn(ticket),
      reopenCount: ticket.reopenCount + 1,
    }),
  },
  appeal: {
    from: ['refused'],
    to: 'submitted',
    by: ['reporter'],
    needs: ['words'],
    unless: ({ ticket }) => (ticket.appealCount > 0 ? 'already-appealed' : null),
    leaves: ({ ticket }) => ({ appealCount: ticket.appealCount + 1 }),
  },
  'force-close': {
    from: OPEN_STATES,
    to: 'same',
    by: ['moderator', 'operator'],
    needs: ['words'],
    unless: notProposedYet,
    leaves: propose('force-close'),
  },
  void: {
    from: OPEN_STATES,
    to: 'same',
    by: ['moderator', 'operator'],
    needs: ['words'],
    unless: notProposedYet,
    leaves: propose('void'),
  },
  agree: {
    from: OPEN_STATES,
    // The proposal says where to; see `agreed`.
    to: 'same',
    by: ['moderator', 'operator'],
    unless: ({ ticket, taker }) => {
      if (!ticket.proposal) return 'nothing-to-agree-to'
      return ticket.proposal.byId === taker.personId ? 'needs-second-person' : null
    },
    leaves: () => ({ proposal: null }),
  },
  decline: {
    from: OPEN_STATES,
    to: 'same',
    by: ['moderator', 'operator', 'assignee'],
    unless: ({ ticket, taker, parts }) => {
      if (!ticket.proposal) return 'nothing-to-agree-to'
      const isDesk = parts.has('moderator') || parts.has('operator')
      // A worker takes back their own proposal; what others propose is not theirs to stop.
      return isDesk || ticket.proposal.byId === taker.personId ? null : 'not-your-role'
    },
    leaves: () => ({ proposal: null }),
  },
  urge: {
    from: OPEN_STATES,
    to: 'same',
    by: ['reporter', 'joined', 'moderator', 'operator'],
    unless: ({ ticket, now }) =>
      ticket.lastUrgedAt && now.getTime() - ticket.lastUrgedAt.getTime() < URGE_EVERY_MS
        ? 'too-soon-to-urge'
        : null,
    leaves: ({ now }) => ({ lastUrgedAt: now }),
  },
  supervise: { from: OPEN_STATES, to: 'same', by: ['moderator', 'operator'], needs: ['words'] },
  comment: {
    // Also after the end: a refusal is questioned, a closed ticket thanked for.
    from: TICKET_STATES,
    to: 'same',
    by: [
      'reporter',
      'joined',
      'neighbour',
      'assignee',
      'worker-of-grid',
      'department',
      'moderator',
      'operator',
      'platform',
    ],
    needs: ['words'],
  },
  recategorise: {
    from: OPEN_STATES,
    to: 'same',
    by: ['moderator', 'operator', 'worker-of-grid', 'assignee'],
    needs: ['category'],
  },
  remind: {
    from: ['submitted', 'accepted', 'dispatched', 'handling', 'handled'],
    to: 'same',
    by: ['system'],
  },
  escalate: {
    from: ['submitted', 'accepted', 'dispatched', 'handling'],
    to: 'same',
    by: ['system'],
    leaves: ({ input }) => (input?.escalateTo ? { escalateTo: input.escalateTo } : {}),
  },
  'stop-waiting': {
    from: ['handling'],
    to: 'same',
    by: ['system'],
    unless: ({ ticket }) => (ticket.askedAt ? null : 'nothing-asked'),
    leaves: () => ({ askedAt: null }),
  },
}

/** Where the second person’s word brings a proposal. */
const agreed = ({ ticket, now }: Question): { to: TicketState; change: TicketChange } | null => {
  switch (ticket.proposal?.step) {
    case 'cannot-solve':
      return {
        to: 'handled',
        change: { handledById: ticket.proposal.byId, handledAt: now, isCannotSolve: true },
      }
    case 'force-close':
      return {
        to: 'closed',
        change: { closedAt: now, closedHow: 'forced', stateBeforeSuspension: null },
      }
    case 'void':
      return { to: 'void', change: { stateBeforeSuspension: null } }
    default:
      return null
  }
}

const isWhole = (value: number | undefined, from: number, to: number): boolean =>
  value !== undefined && Number.isInteger(value) && value >= from && value <= to

const missing = (need: StepNeed, input: StepInput, now: Date): StepRefusal | null => {
  switch (need) {
    case 'words':
      return input.words?.trim() ? null : 'needs-words'
    case 'evidence':
      return (input.photoCount ?? 0) > 0 ? null : 'needs-evidence'
    case 'assignee':
      return input.toPersonId || input.toDepartmentId ? null : 'needs-assignee'
    case 'target':
      return input.intoTicketId ? null : 'needs-target'
    case 'date':
      return input.untilAt &&
        input.untilAt > now &&
        input.untilAt.getTime() - now.getTime() <= SUSPEND_AT_MOST_MS
        ? null
        : 'needs-date'
    case 'category':
      return input.categoryId ? null : 'needs-category'
    case 'stars':
      return isWhole(input.stars, 1, 5) ? null : 'needs-stars'
    case 'parts':
      return isWhole(input.parts, 2, Infinity) ? null : 'needs-parts'
    case 'on-the-spot':
      return null
  }
}

/** Platforms prove in their own system, and a rule may leave open who does it. */
const needsOf = (rule: Rule, taker: Taker): readonly StepNeed[] =>
  taker.role === 'platform' || taker.role === 'system' ? [] : (rule.needs ?? [])

const refusalOfPart = (ticket: TicketFacts, taker: Taker, rule: Rule): StepRefusal => {
  if (taker.role !== 'worker') return 'not-your-role'
  if (rule.by.includes('worker-of-grid')) return 'not-your-grid'
  return rule.by.includes('assignee') && ticket.assigneeId !== taker.personId
    ? 'not-your-ticket'
    : 'not-your-role'
}

const refusalOf = (rule: Rule, question: Question): StepRefusal | null => {
  const { ticket, taker, parts } = question
  if (!rule.by.some((part) => parts.has(part))) return refusalOfPart(ticket, taker, rule)
  if (!rule.from.includes(ticket.state)) return 'wrong-state'
  return rule.unless?.(question) ?? null
}

/** Whether this taker may take this step with this input now, and what it changes. */
export const takeStep = (
  step: TicketStep,
  ticket: TicketFacts,
  taker: Taker,
  input: StepInput,
  now: Date,
): StepAnswer => {
  const rule = TICKET_RULES[step]
  const question: Question = { ticket, taker, parts: partsOf(ticket, taker), now, input }
  const refusal =
    refusalOf(rule, question) ??
    needsOf(rule, taker)
      .map((need) => missing(need, input, now))
      .find((reason) => reason !== null)
  if (refusal) return { ok: false, reason: refusal }
  if (step === 'agree') {
    const outcome = agreed(question)
    return outcome
      ? { ok: true, to: outcome.to, change: { ...outcome.change, ...NOTHING_WAITS } }
      : { ok: false, reason: 'nothing-to-agree-to' }
  }
  const to = stateAfter(rule.to, ticket)
  const change = rule.leaves?.(question) ?? {}
  return { ok: true, to, change: to === ticket.state ? change : { ...change, ...NOTHING_WAITS } }
}

/** What was proposed or asked belongs to the state it was said in: nobody agrees later to something else than was meant. */
const NOTHING_WAITS = { proposal: null, askedAt: null } as const satisfies TicketChange

const stateAfter = (to: To, ticket: TicketFacts): TicketState => {
  if (to === 'same') return ticket.state
  // A suspended ticket always remembers; accepted is where a moderator can go on from anything.
  return to === 'state-before-suspension' ? (ticket.stateBeforeSuspension ?? 'accepted') : to
}

/** Every step with whether this taker may take it now, input not yet known: what buttons to show, and why one is closed. */
export const stepsOpenTo = (ticket: TicketFacts, taker: Taker, now: Date): StepOffer[] => {
  const parts = partsOf(ticket, taker)
  return TICKET_STEPS.filter((step) => TICKET_RULES[step].by.some((part) => parts.has(part))).map(
    (step) => {
      const rule = TICKET_RULES[step]
      const reason = refusalOf(rule, { ticket, taker, parts, now, input: null })
      const isProver = step === 'confirm' && !knowsTheProblem(parts)
      const needs = isProver
        ? [...needsOf(rule, taker), 'on-the-spot' as const]
        : needsOf(rule, taker)
      return reason ? { step, ok: false, reason, needs } : { step, ok: true, needs }
    },
  )
}

/** The facts after a step that was allowed. */
export const applyChange = (
  ticket: TicketFacts,
  answer: StepAnswer & { ok: true },
): TicketFacts => {
  const { escalateTo: _, ...change } = answer.change
  return { ...ticket, ...change, state: answer.to, version: ticket.version + 1 }
}

/** A ticket at its first step. */
export const openTicket = (reporterId: string, gridCode: string | null): TicketFacts => ({
  state: 'submitted',
  version: 1,
  reporterId,
  joinedIds: [],
  handledById: null,
  assigneeId: null,
  departmentId: null,
  gridCode,
  disputeCount: 0,
  appealCount: 0,
  extensionCount: 0,
  reopenCount: 0,
  isOverdue: false,
  closedAt: null,
  handledAt: null,
  isCannotSolve: false,
  closedHow: null,
  ratedStars: null,
  stateBeforeSuspension: null,
  lastUrgedAt: null,
  askedAt: null,
  proposal: null,
})
