import type { Deps } from '../deps'
import { closeUnconfirmed } from './close-unconfirmed'
import { delivererOf } from './deliverers'
import { deliverOutbox } from './deliver-outbox'
import { resumeSuspended } from './resume-suspended'
import { retention } from './retention'
import { sweepPhotos } from './sweep-photos'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** What runs by itself, and how often. A job that is still at work is not started again. */
const jobsOf = (deps: Deps) => {
  const deliverers = delivererOf(deps)
  return [
    { name: 'outbox', everyMs: SECOND, run: () => deliverOutbox(deps, deliverers) },
    { name: 'close-unconfirmed', everyMs: MINUTE, run: () => closeUnconfirmed(deps) },
    { name: 'resume-suspended', everyMs: MINUTE, run: () => resumeSuspended(deps) },
    { name: 'sweep-photos', everyMs: 60 * MINUTE, run: () => sweepPhotos(deps) },
    { name: 'retention', everyMs: 60 * MINUTE, run: () => retention(deps) },
  ]
}

export interface Jobs {
  /** Waits for the jobs at work, and starts none again. */
  stop(): Promise<void>
}

export const runJobs = (deps: Deps): Jobs => {
  const atWork = new Set<Promise<void>>()
  const timers = jobsOf(deps).map(({ name, everyMs, run }) => {
    let isBusy = false
    return setInterval(() => {
      if (isBusy) return
      isBusy = true
      const work: Promise<void> = run()
        .then((count) => {
          if (count > 0) deps.log.debug({ job: name, count }, 'job done')
        })
        .catch((error: unknown) => {
          deps.log.error(
            { job: name, kind: error instanceof Error ? error.name : 'unknown' },
            'job failed',
          )
        })
        .finally(() => {
          isBusy = false
          atWork.delete(work)
        })
      atWork.add(work)
    }, everyMs)
  })
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer)
      await Promise.all(atWork)
    },
  }
}
