import type { ErrorCode } from '../../../contract/errors'
import type { CameBetween } from '../../../contract/tickets'
import { AppError } from '../../ports/app-error'
import type { Db } from '../../ports/work'
import { getTicket } from './get-ticket'
import type { Eyes } from './present'

/** What is refused because somebody else acted. */
const ABOUT_OTHERS: readonly ErrorCode[] = ['ticket-changed', 'wrong-state', 'not-your-ticket']

/**
 * A refusal with who did what and when since the version that somebody looked at, cut to what they may know: what was
 * done without a network is answered hours later, and by then only the server can tell why it did not count.
 */
export const whatCameBetween = async (
  db: Db,
  eyes: Eyes,
  ticketId: string,
  seenVersion: number | undefined,
  error: unknown,
): Promise<unknown> => {
  if (!(error instanceof AppError) || !ABOUT_OTHERS.includes(error.code)) return error
  const { version, state, timeline } = await getTicket(db, eyes, ticketId)
  const steps = timeline
    .filter(({ seq, isMe }) => !isMe && seq > (seenVersion ?? version - 1))
    .map(({ seq, step, at, actorName, toState }) => ({ seq, step, at, actorName, toState }))
  return new AppError(error.code, { version, state, steps } satisfies CameBetween)
}
