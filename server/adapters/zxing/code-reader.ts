import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { FromCodeThread, Rgba, ToCodeThread } from './messages'

/** Looking takes some 50 ms; whatever takes this long has got lost in the picture. */
const LOOK_WITHIN_MS = 10_000

export interface CodeReader {
  /** Whether a QR picture is in it; null when it could not be looked at. */
  hasCode(picture: Rgba): Promise<boolean | null>
  close(): Promise<void>
}

/**
 * Looks for QR pictures in a thread of its own, since one look stops everything else there for its while.
 * The thread starts with the first picture, and anew when it has died.
 */
export const createCodeReader = (lookWithinMs = LOOK_WITHIN_MS): CodeReader => {
  const waiting = new Map<number, (found: boolean | null) => void>()
  let thread: Worker | null = null
  let lastId = 0

  const settle = (id: number, found: boolean | null): void => {
    waiting.get(id)?.(found)
    waiting.delete(id)
    // Who has nothing to look at must not keep a finished program from ending.
    if (waiting.size === 0) thread?.unref()
  }
  const giveUp = (dead: Worker): void => {
    if (dead !== thread) return
    thread = null
    void dead.terminate()
    for (const id of [...waiting.keys()]) settle(id, null)
  }
  const start = (): Worker => {
    const started = new Worker(join(__dirname, 'code-thread.ts'), {
      // The thread is TypeScript too, also where jest and not tsx runs this file.
      execArgv: ['--require', require.resolve('tsx/cjs')],
    })
    started.on('message', ({ id, hasCode }: FromCodeThread) => settle(id, hasCode))
    started.on('error', () => giveUp(started))
    started.on('exit', () => giveUp(started))
    return started
  }

  return {
    hasCode: ({ data, width, height }) =>
      new Promise((resolve) => {
        const current = (thread ??= start())
        current.ref()
        lastId += 1
        const timer = setTimeout(() => giveUp(current), lookWithinMs)
        waiting.set(lastId, (found) => {
          clearTimeout(timer)
          resolve(found)
        })
        const message: ToCodeThread = { id: lastId, data, width, height }
        current.postMessage(message)
      }),
    close: async () => {
      const last = thread
      if (last) giveUp(last)
      await last?.terminate()
    },
  }
}
