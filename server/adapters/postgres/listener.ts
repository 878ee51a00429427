import { Client, type ClientConfig } from 'pg'

const RECONNECT_AFTER_MS = 1_000

interface Ear {
  hear: (payload: string) => void
  afterGap: (() => void) | undefined
}

/** Hears NOTIFY on a connection of its own, and opens it anew when it is cut. */
export const createListener = (config: ClientConfig) => {
  const ears = new Map<string, Set<Ear>>()
  let connecting: Promise<Client> | undefined
  let retry: NodeJS.Timeout | undefined
  let isClosed = false

  const connect = async (): Promise<Client> => {
    const client = new Client(config)
    let isCut = false
    const onCut = (): void => {
      if (isCut) return
      isCut = true
      connecting = undefined
      tryAgainLater()
    }
    client.on('error', onCut)
    client.on('end', onCut)
    client.on('notification', ({ channel, payload }) => {
      for (const { hear } of ears.get(channel) ?? []) hear(payload ?? '')
    })
    await client.connect()
    for (const channel of ears.keys()) await client.query(`listen ${channel}`)
    return client
  }
  const connected = (): Promise<Client> => {
    connecting ??= connect().catch((error: unknown) => {
      connecting = undefined
      throw error
    })
    return connecting
  }
  const tryAgainLater = (): void => {
    if (isClosed || ears.size === 0) return
    clearTimeout(retry)
    retry = setTimeout(() => {
      connected().then(
        () => {
          for (const here of ears.values()) for (const { afterGap } of here) afterGap?.()
        },
        () => tryAgainLater(),
      )
    }, RECONNECT_AFTER_MS)
  }

  return {
    listen: async (
      channel: string,
      hear: (payload: string) => void,
      afterGap?: () => void,
    ): Promise<() => Promise<void>> => {
      const ear = { hear, afterGap }
      const client = await connected()
      // Known before it is asked for, so that a connection cut right now is opened anew with it.
      ears.set(channel, (ears.get(channel) ?? new Set()).add(ear))
      await client.query(`listen ${channel}`)
      return async () => {
        const here = ears.get(channel)
        here?.delete(ear)
        if (!here || here.size > 0 || isClosed) return
        ears.delete(channel)
        if (connecting) await (await connecting).query(`unlisten ${channel}`)
      }
    },
    close: async (): Promise<void> => {
      isClosed = true
      clearTimeout(retry)
      const client = await connecting?.catch(() => undefined)
      await client?.end()
    },
  }
}
