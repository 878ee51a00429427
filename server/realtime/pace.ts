export interface Pace {
  /** Several that ask in a moment share one run. Done when a run that began after the asking has ended. */
  soon(): Promise<void>
  /** When the run under way, if any, has ended. */
  idle(): Promise<void>
}

/** Part of a long run: none, and under a flood nothing else gets its turn; much, and everybody waits for it. */
const REST = 0.25
/** What takes much longer than a round past thousands of screens was not work but waiting. */
const LONGEST_REST_MS = 250

/**
 * Runs the work at once where it rested, and else no more often than every so many milliseconds; one run at a time.
 * After a long run it rests a part of what the run took: under a flood some time stays for everything else, and
 * the more comes the more each run gathers. A run that merely waited, for a database that was away, is not made up for.
 */
export const createPace = (
  everyMs: number,
  work: () => Promise<void>,
  onFailure: (error: unknown) => void,
): Pace => {
  let next: Promise<void> | undefined
  let running = Promise.resolve()
  let notBefore = -Infinity
  const run = async (): Promise<void> => {
    next = undefined
    const beganAt = performance.now()
    await work().catch(onFailure)
    const tookMs = performance.now() - beganAt
    notBefore = beganAt + Math.max(everyMs, tookMs + Math.min(tookMs * REST, LONGEST_REST_MS))
  }
  return {
    soon: () =>
      (next ??= running
        .then(() => untilMs(notBefore))
        .then(() => {
          running = run()
          return running
        })),
    idle: () => running,
  }
}

const untilMs = (at: number): Promise<void> => {
  const ms = at - performance.now()
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve()
}
