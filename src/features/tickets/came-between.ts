import type { CameBetween } from '../../../contract/tickets'
import type { TicketStep } from '../../../domain/ticket/names'

/** Talk, haste and reminders change nothing about what somebody found and did on the spot. */
const NO_MATTER: readonly TicketStep[] = [
  'comment',
  'urge',
  'join',
  'rate',
  'answer',
  'supervise',
  'extend',
  'whistle',
  'remind',
  'escalate',
]

/** Whether any of these steps stands against what was done meanwhile on the phone. */
export const isConflict = (steps: readonly Pick<CameBetween['steps'][number], 'step'>[]): boolean =>
  steps.some(({ step }) => !NO_MATTER.includes(step))

export const isCameBetween = (value: unknown): value is CameBetween =>
  typeof value === 'object' &&
  value !== null &&
  'version' in value &&
  'steps' in value &&
  Array.isArray(value.steps)
