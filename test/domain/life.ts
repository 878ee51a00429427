import type { TicketFacts } from '../../domain/ticket/machine'
import type { StepNeed, TicketState, TicketStep } from '../../domain/ticket/names'
import { NOW, PEOPLE, type Who } from './people'

/**
 * The ticket's life as the product tells it, written down a second time and by hand: state, step, who, next state.
 * The machine is held against this table; nothing here is read from the machine.
 */
type Row = readonly [who: readonly Who[], next: TicketState]
type Rows = Partial<Record<TicketStep, Row>>

const DESK = ['moderator', 'second moderator', 'operator'] as const
const COMMITTEE = ['moderator', 'second moderator'] as const
const WORKERS_OF_GRID = ['assignee', 'colleague'] as const
const ALL_WORKERS = ['assignee', 'colleague', 'other grid'] as const
const CONCERNED = ['reporter', 'joined'] as const
/** Colleagues may say "me too", and whoever handles it may live there; it gives them no right to confirm. */
const RESIDENTS = ['reporter', 'joined', 'neighbour'] as const

/** 留言 is open to everyone who may see the ticket, after its end as well. */
const inAnyState = (same: TicketState): Rows => ({
  comment: [[...RESIDENTS, ...ALL_WORKERS, ...DESK, 'platform'], same],
})

/** "any open state": the second person's yes is what force-closes or voids; until then nothing moves. */
const inAnyOpenState = (same: TicketState): Rows => ({
  ...inAnyState(same),
  join: [['neighbour', ...ALL_WORKERS, ...COMMITTEE], same],
  'force-close': [DESK, same],
  void: [DESK, same],
  agree: [['second moderator', 'operator'], 'closed'],
  decline: [DESK, same],
  urge: [[...CONCERNED, ...DESK], same],
  supervise: [DESK, same],
  recategorise: [[...WORKERS_OF_GRID, ...DESK], same],
})

/** What the system says by itself where somebody's clock runs. */
const alarms = (same: TicketState): Rows => ({
  remind: [['system'], same],
  escalate: [['system'], same],
})

export const LIFE: Record<TicketState, Rows> = {
  submitted: {
    ...inAnyOpenState('submitted'),
    accept: [[...DESK, 'platform'], 'accepted'],
    refuse: [[...DESK, 'platform'], 'refused'],
    merge: [DESK, 'merged'],
    withdraw: [['reporter'], 'void'],
    'solve-on-the-spot': [['colleague'], 'handled'],
    ...alarms('submitted'),
  },
  accepted: {
    ...inAnyOpenState('accepted'),
    dispatch: [[...DESK, 'platform', 'system'], 'dispatched'],
    suspend: [DESK, 'suspended'],
    merge: [DESK, 'merged'],
    ...alarms('accepted'),
  },
  dispatched: {
    ...inAnyOpenState('dispatched'),
    claim: [[...WORKERS_OF_GRID, 'platform'], 'handling'],
    return: [['assignee', ...DESK, 'platform'], 'accepted'],
    ...alarms('dispatched'),
  },
  handling: {
    ...inAnyOpenState('handling'),
    handle: [['assignee', 'platform'], 'handled'],
    'cannot-solve': [['assignee'], 'handling'],
    return: [['assignee', ...DESK, 'platform'], 'accepted'],
    suspend: [['assignee', ...DESK], 'suspended'],
    extend: [['assignee', ...DESK], 'handling'],
    whistle: [DESK, 'handling'],
    split: [DESK, 'handling'],
    'ask-reporter': [['assignee', ...COMMITTEE], 'handling'],
    answer: [CONCERNED, 'handling'],
    ...alarms('handling'),
    'stop-waiting': [['system'], 'handling'],
  },
  handled: {
    ...inAnyOpenState('handled'),
    confirm: [[...RESIDENTS, ...COMMITTEE], 'closed'],
    dispute: [CONCERNED, 'handling'],
    'close-unconfirmed': [['system'], 'closed'],
    remind: [['system'], 'handled'],
  },
  closed: {
    ...inAnyState('closed'),
    rate: [['reporter'], 'closed'],
    reopen: [['reporter'], 'handling'],
  },
  suspended: {
    ...inAnyOpenState('suspended'),
    resume: [[...DESK, 'system'], 'handling'],
  },
  refused: {
    ...inAnyState('refused'),
    appeal: [['reporter'], 'submitted'],
  },
  merged: inAnyState('merged'),
  void: inAnyState('void'),
}

/** What must come with a step; steps not named need nothing. The platform proves in its own house. */
export const MUST_COME: Partial<Record<TicketStep, readonly StepNeed[]>> = {
  refuse: ['words'],
  merge: ['target'],
  'solve-on-the-spot': ['evidence'],
  dispatch: ['assignee'],
  suspend: ['words', 'date'],
  return: ['words'],
  handle: ['evidence'],
  'cannot-solve': ['words', 'evidence'],
  extend: ['words'],
  whistle: ['words'],
  split: ['words', 'parts'],
  'ask-reporter': ['words'],
  answer: ['words'],
  dispute: ['words'],
  rate: ['stars'],
  reopen: ['words'],
  appeal: ['words'],
  'force-close': ['words'],
  void: ['words'],
  supervise: ['words'],
  comment: ['words'],
  recategorise: ['category'],
}

/** Some steps have a history before them: a question asked, a proposal made, a find of one's own. */
export const BEFORE: Partial<Record<TicketStep, Partial<TicketFacts>>> = {
  answer: { askedAt: NOW },
  'stop-waiting': { askedAt: NOW },
  agree: { proposal: { step: 'force-close', byId: PEOPLE.moderator.personId } },
  decline: { proposal: { step: 'force-close', byId: PEOPLE.moderator.personId } },
  'solve-on-the-spot': { reporterId: PEOPLE.colleague.personId },
}

export const rowOf = (state: TicketState, step: TicketStep): Row | undefined => LIFE[state][step]
