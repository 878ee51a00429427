import { createClient } from '@redis/client'
import type { Bus } from '../../ports/bus'
import { StartError } from '../../ports/start-error'
import { createSharedBus } from './shared-bus'

const CHANNEL = 'jinlin:news'
const CONNECT_WITHIN_MS = 5_000
const RECONNECT_AFTER_MS = 1_000

/** For many server processes, by Redis; it is asked once before anything else, so that a wrong address is told at the start. */
export const createRedisBus = async (
  url: string,
  onFailure: (error: unknown) => void,
): Promise<Bus> => {
  let isStarting = true
  const open = async () => {
    const client = createClient({
      url,
      // What cannot be said now is found by the next look; kept, it would only grow.
      disableOfflineQueue: true,
      socket: {
        connectTimeout: CONNECT_WITHIN_MS,
        reconnectStrategy: () => (isStarting ? false : RECONNECT_AFTER_MS),
      },
    })
    client.on('error', (error: unknown) => {
      if (!isStarting) onFailure(error)
    })
    await client.connect()
    return client
  }
  const [ear, mouth] = await Promise.all([open(), open()]).catch((error: unknown) => {
    throw new StartError(whyUnreachable(url, error))
  })
  isStarting = false
  return createSharedBus(
    {
      say: async (text) => {
        await mouth.publish(CHANNEL, text)
      },
      hear: (listener) => ear.subscribe(CHANNEL, listener),
      close: async () => {
        ear.destroy()
        await mouth.close()
      },
    },
    onFailure,
  )
}

/** Names the host, never the password. */
const whyUnreachable = (url: string, error: unknown): string => {
  const { host } = new URL(url)
  const { message, code } = error as { message?: string; code?: string } // as the client rejects
  if (/^(WRONGPASS|NOAUTH)/.test(message ?? ''))
    return `The Redis at ${host} refuses the name or password: correct REDIS_URL.`
  return `The Redis at ${host} cannot be reached (${code ?? message ?? 'no answer'}): start it, or correct REDIS_URL.`
}
