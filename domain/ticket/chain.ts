/**
 * The history of a ticket as a chain: each step is sealed together with the seal of the one before it, so that a step
 * changed, removed or put in later no longer fits.
 */

import type { TicketStep } from './names'

/**
 * What is sealed of a step, in this order for ever: ids, times and decisions. A fact that is added later stands at the
 * end and is left out where there is none, so that older seals stay true. Words are there as a digest, so that they can
 * be forgotten with their writer.
 */
export const CHAINED_FACTS = [
  'communityId',
  'ticketId',
  'seq',
  'step',
  'actorRole',
  'actorId',
  'departmentId',
  'fromState',
  'toState',
  'wordsDigest',
  'photoIds',
  'distanceM',
  'toPersonId',
  'toDepartmentIds',
  'stars',
  'closedHow',
  'at',
] as const
export type ChainedFact = (typeof CHAINED_FACTS)[number]
type Value = string | number | Date | readonly string[] | null | undefined
export type ChainedStep = Readonly<Record<ChainedFact, Value>>

const isThere = (value: Value): boolean =>
  value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)

/** The text that a step's seal is made of; `previousSeal` is null for the first. */
export const canonicalStep = (previousSeal: string | null, step: ChainedStep): string =>
  JSON.stringify([
    previousSeal ?? '',
    ...CHAINED_FACTS.filter((name) => isThere(step[name])).map((name) => [name, step[name]]),
  ])

/** The text that the digest of a step's words is made of. The salt goes with the words: then nobody can guess them any more. */
export const canonicalWords = (salt: string, words: string): string => `${salt}\n${words}`

/** Talk, which goes with its writer's account; what opened, disputed or confirmed a ticket is the reason for what came of it. */
export const FORGETTABLE_STEPS = ['comment', 'answer'] as const satisfies readonly TicketStep[]
/** Staff speak for their office, which stays when they leave. */
export const FORGETTABLE_ROLE = 'resident'

export const isForgettable = ({ step, actorRole }: { step: string; actorRole: string }): boolean =>
  actorRole === FORGETTABLE_ROLE && FORGETTABLE_STEPS.some((one) => one === step)

/** How a history can differ from what happened. */
export type StepFault =
  'missing' | 'not-sealed' | 'changed' | 'words-changed' | 'words-gone' | 'ticket-differs'
