export interface Pace {
  /** Several that ask in a moment share one run. Done when a run that began after the asking has ended. */
  soon(): Promise<void>
  /** When the run under way, if any, has ended. */
  idle(): Promise<void>
}

/** Runs the work at once where it rested, and else no more often than every so many milliseconds; one run at a time. */
export const createPace = (
  everyMs: number,
  work: () => Promise<void>,
  onFailure: (error: unknown) => void,
): Pace => {
  let next: Promise<void> | undefined
  let running = Promise.resolve()
  let beganAt = -Infinity
  const run = (): Promise<void> => {
    next = undefined
    beganAt = performance.now()
    running = work().catch(onFailure)
    return running
  }
  return {
    soon: () => (next ??= running.then(() => untilMs(beganAt + everyMs)).then(run)),
    idle: () => running,
  }
}

const untilMs = (at: number): Promise<void> => {
  const ms = at - performance.now()
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve()
}
