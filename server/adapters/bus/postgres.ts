import type { Bus } from '../../ports/bus'
import type { Database } from '../../ports/database'

const CHANNEL = 'jinlin_news'
/** NOTIFY inside every commit costs three quarters of the throughput; one per batch after the commits costs nothing to speak of. */
const BATCH_MS = 15
/** A NOTIFY payload holds 8,000 bytes; a community's id and a comma are 13. */
const IDS_A_CALL = 500

/** For several server processes on one PostgreSQL: NOTIFY after the commit, ids only. */
export const createPostgresBus = async (
  database: Pick<Database, 'listen' | 'notify'>,
  onFailure: (error: unknown) => void,
): Promise<Bus> => {
  const listeners: ((communityIds: readonly string[]) => void)[] = []
  let waiting = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isSending = Promise.resolve()

  const send = async (): Promise<void> => {
    timer = undefined
    const ids = [...waiting]
    waiting = new Set()
    for (let at = 0; at < ids.length; at += IDS_A_CALL)
      await database.notify(CHANNEL, ids.slice(at, at + IDS_A_CALL).join(','))
  }

  const stopListening = await database.listen(CHANNEL, (payload) => {
    for (const hear of listeners) hear(payload.split(','))
  })
  return {
    tell: (communityIds) => {
      // This process need not wait for its own echo; hearing twice is harmless.
      for (const hear of listeners) hear(communityIds)
      for (const id of communityIds) waiting.add(id)
      timer ??= setTimeout(() => {
        isSending = send().catch(onFailure)
      }, BATCH_MS)
    },
    hear: (listener) => {
      listeners.push(listener)
    },
    close: async () => {
      clearTimeout(timer)
      await isSending
      await stopListening()
    },
  }
}
