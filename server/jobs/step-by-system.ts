import { inWork } from '../commands'
import type { Deps } from '../deps'
import { advanceTicket, type StepAsked } from '../modules/tickets/advance-ticket'
import { AppError } from '../ports/app-error'
import type { Work } from '../ports/work'

export type StepDeps = Pick<Deps, 'database' | 'clock' | 'newId' | 'bus' | 'log'>

const THE_SYSTEM = { personId: null, role: 'system', gridCodes: [] } as const

/** Acts on each ticket, each in its own transaction; one that fails does not hold up the others. Answers how many went. */
export const eachTicket = async (
  deps: StepDeps,
  tickets: readonly { community_id: string; id: string }[],
  step: string,
  act: (work: Work, communityId: string, ticketId: string) => Promise<void>,
): Promise<number> => {
  let count = 0
  for (const { community_id, id } of tickets)
    try {
      await inWork(deps, (work) => act(work, community_id, id))
      count += 1
    } catch (error) {
      if (hasMovedOn(error)) continue
      const kind = error instanceof Error ? error.name : 'unknown'
      deps.log.error({ step, ticketId: id, kind }, 'step failed')
    }
  return count
}

/** Takes one step of each ticket. */
export const stepBySystem = (
  deps: StepDeps,
  tickets: readonly { community_id: string; id: string }[],
  asked: StepAsked,
): Promise<number> =>
  eachTicket(deps, tickets, asked.step, (work, communityId, id) =>
    advanceTicket(work, THE_SYSTEM, communityId, id, asked),
  )

/** Somebody took a step between our looking and our acting: then there is nothing to do. */
const hasMovedOn = (error: unknown): boolean =>
  error instanceof AppError && ['wrong-state', 'not-yet-due'].includes(error.code)
