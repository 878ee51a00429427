/** The words of a ticket's life. Names only: the machine stands in `machine.ts`, so that the phone's main package can name a state without carrying the rules. */

export const TICKET_STATES = [
  'submitted',
  'accepted',
  'dispatched',
  'handling',
  'handled',
  'closed',
  'suspended',
  'refused',
  'merged',
  'void',
] as const
export type TicketState = (typeof TICKET_STATES)[number]

/** States in which somebody still owes an act; `closed`, `refused`, `merged` and `void` are ends (closed and refused can come back). */
export const OPEN_STATES = [
  'submitted',
  'accepted',
  'dispatched',
  'handling',
  'handled',
  'suspended',
] as const satisfies readonly TicketState[]

export const TICKET_STEPS = [
  'report',
  'join',
  'accept',
  'refuse',
  'merge',
  'withdraw',
  'solve-on-the-spot',
  'dispatch',
  'suspend',
  'resume',
  'claim',
  'return',
  'handle',
  'cannot-solve',
  'extend',
  'whistle',
  'split',
  'ask-reporter',
  'answer',
  'confirm',
  'dispute',
  'close-unconfirmed',
  'rate',
  'reopen',
  'appeal',
  'force-close',
  'void',
  'agree',
  'decline',
  'urge',
  'supervise',
  'comment',
  'recategorise',
  // What the system says by itself.
  'remind',
  'escalate',
  'stop-waiting',
] as const
export type TicketStep = (typeof TICKET_STEPS)[number]

/** To whom a ticket was brought because it is late, or was disputed three times. */
export const ESCALATED_TO = ['moderators', 'street'] as const
export type EscalatedTo = (typeof ESCALATED_TO)[number]

/** How a ticket came to be closed; never absent on a closed ticket. */
export const CLOSED_HOWS = [
  'confirmed',
  'checked-by-moderator',
  'unconfirmed',
  'cannot-solve',
  'forced',
] as const
export type ClosedHow = (typeof CLOSED_HOWS)[number]

/** Feedback limits of DB11/T 2021-2022 (draft as reported 2021-12-28): 2 h, 24 h, 7 days, 15 days. */
export const URGENCIES = ['emergency', 'utility', 'general', 'complex'] as const
export type Urgency = (typeof URGENCIES)[number]

/** What must come with a step. */
export const STEP_NEEDS = [
  'words',
  'evidence',
  'assignee',
  'target',
  'date',
  'category',
  'stars',
  'parts',
  'on-the-spot',
] as const
export type StepNeed = (typeof STEP_NEEDS)[number]

/** Why a step is refused; each has its sentence in `contract/error-text.ts`. */
export const STEP_REFUSALS = [
  'wrong-state',
  'not-your-role',
  'not-your-ticket',
  'not-your-grid',
  'handled-it-yourself',
  'not-on-the-spot',
  'needs-words',
  'needs-evidence',
  'needs-assignee',
  'needs-target',
  'needs-date',
  'needs-category',
  'needs-stars',
  'needs-parts',
  'needs-second-person',
  'nothing-to-agree-to',
  'nothing-asked',
  'already-proposed',
  'already-appealed',
  'already-rated',
  'already-joined',
  'too-late-to-reopen',
  'too-many-extensions',
  'overdue-cannot-extend',
  'too-soon-to-urge',
  'not-yet-due',
] as const
export type StepRefusal = (typeof STEP_REFUSALS)[number]

/** 指定, 谁手上少给谁, 谁有空谁接: how a rule says who gets a ticket. */
export const ROUTING_MODES = ['assigned', 'by-load', 'open'] as const
export type RoutingMode = (typeof ROUTING_MODES)[number]

/** Days by the Chinese working calendar: a make-up Saturday is a workday, a holiday Monday is a day off. */
export const ROUTING_DAYS = ['any', 'workday', 'day-off'] as const
export type RoutingDays = (typeof ROUTING_DAYS)[number]

/** Why a rule that fits cannot be followed just now. */
export const ROUTING_SKIPS = ['target-gone', 'nobody-in-grid'] as const
export type RoutingSkip = (typeof ROUTING_SKIPS)[number]

/** What is counted of tickets, in an order that stays: a ticket's marks are stored by it. */
export const FIGURES = [
  'reported',
  'answeredInTime',
  'closed',
  'solved',
  'unconfirmed',
  'cannotSolve',
  'forced',
  'refused',
  'rated',
  'satisfied',
  'disputed',
  'late',
] as const
export type Figure = (typeof FIGURES)[number]

/** How an extra question of a category is answered. */
export const QUESTION_KINDS = ['text', 'number', 'choice', 'several', 'date'] as const
export type QuestionKind = (typeof QUESTION_KINDS)[number]

/** Characters of one answer. */
export const LONGEST_ANSWER = 500

/** How a ticket stands with the city's platform. */
export const PLATFORM_STATES = ['waiting', 'filed', 'failing'] as const
export type PlatformState = (typeof PLATFORM_STATES)[number]
