import type { Deps } from '../deps'
import { closeUnconfirmed } from './close-unconfirmed'
import { delivererOf } from './deliverers'
import { AT_A_TIME, deliverOutbox } from './deliver-outbox'
import { resumeSuspended } from './resume-suspended'
import { publishScheduled, PUBLISHED_AT_A_TIME } from './publish-scheduled'
import { recountDeadlines } from '../modules/deadlines/recount-deadlines'
import { countTickets, COUNTED_AT_A_TIME } from '../modules/statistics/count-tickets'
import { ringAlarms, RUNG_AT_A_TIME } from './ring-alarms'
import { retention } from './retention'
import { sweepPhotos, SWEPT_AT_A_TIME } from './sweep-photos'

const SECOND = 1_000
const MINUTE = 60 * SECOND

interface Job {
  name: string
  everyMs: number
  run(): Promise<number>
  /** It did so many at once, so there may be more: it goes on without waiting. */
  fullAt?: number
}

/** What runs by itself, and how often. A job that is still at work is not started again. */
const jobsOf = (deps: Deps): Job[] => {
  const deliverers = delivererOf(deps)
  return [
    {
      name: 'outbox',
      everyMs: SECOND,
      run: () => deliverOutbox(deps, deliverers),
      fullAt: AT_A_TIME,
    },
    {
      name: 'alarms',
      everyMs: 20 * SECOND,
      run: () => ringAlarms(deps),
      fullAt: RUNG_AT_A_TIME,
    },
    {
      name: 'count-tickets',
      everyMs: 5 * SECOND,
      run: () => countTickets(deps.database),
      fullAt: COUNTED_AT_A_TIME,
    },
    // A new program may know the holidays of another year.
    {
      name: 'recount-deadlines',
      everyMs: 60 * MINUTE,
      run: () => recountDeadlines(deps.database),
    },
    { name: 'close-unconfirmed', everyMs: MINUTE, run: () => closeUnconfirmed(deps) },
    {
      name: 'publish-scheduled',
      everyMs: 5 * SECOND,
      run: () => publishScheduled(deps),
      fullAt: PUBLISHED_AT_A_TIME,
    },
    { name: 'resume-suspended', everyMs: MINUTE, run: () => resumeSuspended(deps) },
    {
      name: 'sweep-photos',
      everyMs: 60 * MINUTE,
      run: () => sweepPhotos(deps),
      fullAt: SWEPT_AT_A_TIME,
    },
    { name: 'retention', everyMs: 60 * MINUTE, run: () => retention(deps) },
  ]
}

export interface Jobs {
  /** Waits for the jobs at work, and starts none again. */
  stop(): Promise<void>
}

export const runJobs = (deps: Deps, jobs = jobsOf(deps)): Jobs => {
  const atWork = new Set<Promise<void>>()
  let isStopped = false

  const runUntilDone = async ({ name, run, fullAt = Infinity }: Job): Promise<void> => {
    let count: number
    do {
      count = await run()
      if (count > 0) deps.log.debug({ job: name, count }, 'job done')
    } while (count >= fullAt && !isStopped)
  }
  const timers = jobs.map((job) => {
    let isBusy = false
    return setInterval(() => {
      if (isBusy) return
      isBusy = true
      const work: Promise<void> = runUntilDone(job)
        .catch((error: unknown) => {
          deps.log.error(
            { job: job.name, kind: error instanceof Error ? error.name : 'unknown' },
            'job failed',
          )
        })
        .finally(() => {
          isBusy = false
          atWork.delete(work)
        })
      atWork.add(work)
    }, job.everyMs)
  })
  return {
    stop: async () => {
      isStopped = true
      for (const timer of timers) clearInterval(timer)
      await Promise.all(atWork)
    },
  }
}
