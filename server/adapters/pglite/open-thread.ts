import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Answer, Ask, Failure, FromThread, Storage, ToThread } from './messages'

export type Outcome =
  | { is: 'answer'; answer: Answer }
  | { is: 'failure'; failure: Failure }
  /** The statement took too long, or another one did, and the thread was begun anew. */
  | { is: 'cut-off'; why: 'took-too-long' | 'began-anew' | 'dead' }

/**
 * The embedded database behind its thread. Outcomes are plain data and nothing is thrown, because jest's
 * test files live in worlds of their own, with another Error and another Date.
 */
export interface PgliteThread {
  /** Rises each time the thread begins anew; a transaction from before is gone then. */
  readonly epoch: number
  readonly isDead: boolean
  ask(ask: Ask, limitMs: number): Promise<Outcome>
  onNotification(listener: ((channel: string, payload: string) => void) | undefined): void
  /** After a statement that took too long; those who listen must listen again. */
  onNewEpoch(listener: (() => void) | undefined): void
  close(): Promise<void>
}

export type Opened = { is: 'open'; thread: PgliteThread } | { is: 'unusable'; message: string }

interface Pending {
  settle(outcome: Outcome): void
  timer: NodeJS.Timeout | undefined
}

const CUT_OFF = {
  tookTooLong: { is: 'cut-off', why: 'took-too-long' },
  beganAnew: { is: 'cut-off', why: 'began-anew' },
  dead: { is: 'cut-off', why: 'dead' },
} as const satisfies Record<string, Outcome>

/** Starts the thread and waits until its database is open; `onDeath` is called at most once, never after `close`. */
export const openThread = async (
  storage: Storage,
  onDeath: (message: string) => void,
): Promise<Opened> => {
  const first = await startWorker(storage)
  if (first.is === 'unusable') return first

  let worker = first.worker
  let epoch = 0
  let lastId = 0
  let state: 'open' | 'beginning-anew' | 'closed' | 'dead' = 'open'
  let beganAnew: Promise<void> = Promise.resolve()
  let notified: ((channel: string, payload: string) => void) | undefined
  let newEpoch: (() => void) | undefined
  const pending = new Map<number, Pending>()

  const settle = (id: number, outcome: Outcome): void => {
    const waiting = pending.get(id)
    if (!waiting) return
    pending.delete(id)
    clearTimeout(waiting.timer)
    // An idle database must not keep a finished script from ending.
    if (pending.size === 0) worker.unref()
    waiting.settle(outcome)
  }
  const settleAll = (outcome: Outcome): void => {
    for (const id of [...pending.keys()]) settle(id, outcome)
  }
  const die = (message: string): void => {
    if (state === 'dead' || state === 'closed') return
    state = 'dead'
    settleAll(CUT_OFF.dead)
    void worker.terminate()
    onDeath(message)
  }

  const attend = (current: Worker): void => {
    current.on('message', (message: FromThread) => {
      if (current !== worker) return
      if (message.is === 'answer') settle(message.id, { is: 'answer', answer: message.answer })
      else if (message.is === 'failure')
        settle(message.id, { is: 'failure', failure: message.failure })
      else if (message.is === 'notification') notified?.(message.channel, message.payload)
      else if (message.is === 'broken') die(message.message)
    })
    current.on('error', (error) => current === worker && state === 'open' && die(error.message))
    current.on('exit', (code) => {
      if (current === worker && state === 'open') die(`its thread ended with ${code}`)
    })
    if (pending.size === 0) current.unref()
  }

  /** A statement cannot be stopped in a thread without processes; ending the thread is a crash, and PostgreSQL mends those. */
  const beginAnew = async (id: number): Promise<void> => {
    if (storage.in === 'memory') return die('a statement took too long')
    state = 'beginning-anew'
    epoch += 1
    await worker.terminate()
    settle(id, CUT_OFF.tookTooLong)
    settleAll(CUT_OFF.beganAnew)
    const next = await startWorker(storage)
    // `die` and `close` may have come in between.
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- as the line above says
    if (state !== 'beginning-anew') return void (next.is === 'open' && next.worker.terminate())
    state = 'open'
    if (next.is === 'unusable') return die(next.message)
    worker = next.worker
    attend(worker)
    newEpoch?.()
  }

  const watch = (id: number, limitMs: number): NodeJS.Timeout | undefined => {
    if (!Number.isFinite(limitMs)) return undefined
    const onLimit = (): void => {
      // When this thread was the one that stood still, the answer is already waiting at the door.
      setImmediate(() =>
        setImmediate(() => {
          if (pending.has(id) && state === 'open') beganAnew = beginAnew(id)
        }),
      )
    }
    return setTimeout(onLimit, limitMs)
  }

  const ask = async (what: Ask, limitMs: number): Promise<Outcome> => {
    if (state === 'beginning-anew') await beganAnew
    if (state !== 'open') return CUT_OFF.dead
    return new Promise((resolve) => {
      lastId += 1
      pending.set(lastId, { settle: resolve, timer: watch(lastId, limitMs) })
      if (pending.size === 1) worker.ref()
      const message: ToThread = { id: lastId, ask: what }
      worker.postMessage(message)
    })
  }

  attend(worker)
  const thread: PgliteThread = {
    get epoch() {
      return epoch
    },
    get isDead() {
      return state === 'dead'
    },
    ask,
    onNotification: (listener) => {
      notified = listener
    },
    onNewEpoch: (listener) => {
      newEpoch = listener
    },
    close: async () => {
      if (state === 'beginning-anew') await beganAnew
      if (state === 'open') await ask({ do: 'close' }, Infinity)
      if (state !== 'dead') state = 'closed'
      settleAll(CUT_OFF.dead)
      await worker.terminate()
    },
  }
  return { is: 'open', thread }
}

type Started = { is: 'open'; worker: Worker } | { is: 'unusable'; message: string }

const startWorker = (storage: Storage): Promise<Started> =>
  new Promise((resolve) => {
    const worker = new Worker(join(__dirname, 'thread-main.ts'), {
      workerData: storage,
      // The thread is TypeScript too, also where jest and not tsx runs this file.
      execArgv: ['--require', require.resolve('tsx/cjs')],
    })
    const fail = (message: string): void => {
      void worker.terminate()
      resolve({ is: 'unusable', message })
    }
    const onError = (error: Error): void => fail(error.message)
    const onExit = (code: number): void => fail(`its thread ended with ${code}`)
    worker.once('error', onError)
    worker.once('exit', onExit)
    worker.once('message', (message: FromThread) => {
      worker.off('error', onError)
      worker.off('exit', onExit)
      if (message.is === 'ready') resolve({ is: 'open', worker })
      else fail(message.is === 'unusable' ? message.message : 'it did not start')
    })
  })
