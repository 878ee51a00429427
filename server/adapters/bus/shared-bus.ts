import type { Bus, News } from '../../ports/bus'

/** One message after each commit costs most of the throughput; one per batch costs nothing to speak of. */
const BATCH_MS = 15
/** NOTIFY takes 8,000 bytes, and a person's id with its comma is 37: what fits there fits anywhere. */
const IDS_A_MESSAGE = 200
/** A community's id is its division code; all other ids are a person's. */
const COMMUNITY_ID = /^\d{12}$/

/** What carries a text to every server process, or loses it. */
export interface Wire {
  say(text: string): Promise<void>
  hear(listener: (text: string) => void): Promise<void>
  close(): Promise<void>
}

/** For several server processes: ids only, batched, told after the commit. */
export const createSharedBus = async (
  wire: Wire,
  onFailure: (error: unknown) => void,
): Promise<Bus> => {
  const listeners: ((news: News) => void)[] = []
  let waiting = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let sending = Promise.resolve()

  const send = async (): Promise<void> => {
    const ids = [...waiting]
    waiting = new Set()
    for (let at = 0; at < ids.length; at += IDS_A_MESSAGE)
      await wire.say(ids.slice(at, at + IDS_A_MESSAGE).join(','))
  }
  const sendWaiting = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    sending = sending.then(send).catch(onFailure)
    return sending
  }

  await wire.hear((text) => {
    const news = newsOf(text.split(','))
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
      await wire.close()
    },
  }
}

const newsOf = (ids: readonly string[]): News => ({
  communityIds: ids.filter((id) => COMMUNITY_ID.test(id)),
  personIds: ids.filter((id) => !COMMUNITY_ID.test(id)),
})
