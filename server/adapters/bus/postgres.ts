import type { Bus, News } from '../../ports/bus'
import type { Database } from '../../ports/database'

const CHANNEL = 'jinlin_news'
/** NOTIFY inside every commit costs three quarters of the throughput; one per batch after the commits costs nothing to speak of. */
const BATCH_MS = 15
/** A NOTIFY payload holds 8,000 bytes; a person's id and a comma are 37. */
const IDS_A_CALL = 200
/** A community's id is its division code; all other ids are a person's. */
const COMMUNITY_ID = /^\d{12}$/

/** For several server processes on one PostgreSQL: NOTIFY after the commit, ids only. */
export const createPostgresBus = async (
  database: Pick<Database, 'listen' | 'notify'>,
  onFailure: (error: unknown) => void,
): Promise<Bus> => {
  const listeners: ((news: News) => void)[] = []
  let waiting = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let sending = Promise.resolve()

  const send = async (): Promise<void> => {
    const ids = [...waiting]
    waiting = new Set()
    for (let at = 0; at < ids.length; at += IDS_A_CALL)
      await database.notify(CHANNEL, ids.slice(at, at + IDS_A_CALL).join(','))
  }
  const sendWaiting = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    sending = sending.then(send).catch(onFailure)
    return sending
  }

  const stopListening = await database.listen(CHANNEL, (payload) => {
    const news = newsOf(payload.split(','))
    for (const hear of listeners) hear(news)
  })
  return {
    tell: (news) => {
      // This process need not wait for its own echo; hearing twice is harmless.
      for (const hear of listeners) hear(news)
      for (const id of [...news.communityIds, ...news.personIds]) waiting.add(id)
      timer ??= setTimeout(() => void sendWaiting(), BATCH_MS)
    },
    hear: (listener) => {
      listeners.push(listener)
    },
    close: async () => {
      await sendWaiting()
      await stopListening()
    },
  }
}

const newsOf = (ids: readonly string[]): News => ({
  communityIds: ids.filter((id) => COMMUNITY_ID.test(id)),
  personIds: ids.filter((id) => !COMMUNITY_ID.test(id)),
})
