import type { ClientFrame } from '../../contract/events'

/** What a client said; null when it is nothing that we know. */
export const parseFrame = (text: string): ClientFrame | null => {
  try {
    const frame: unknown = JSON.parse(text)
    if (typeof frame !== 'object' || frame === null || !('type' in frame)) return null
    if (frame.type === 'ping') return { type: 'ping' }
    if (frame.type !== 'hello' || !('token' in frame) || typeof frame.token !== 'string')
      return null
    return { type: 'hello', token: frame.token, after: seqsOf('after' in frame ? frame.after : {}) }
  } catch {
    return null // not JSON; the caller closes the socket with `bad-frame`
  }
}

const seqsOf = (value: unknown): Record<string, number> =>
  Object.fromEntries(
    Object.entries(value && typeof value === 'object' ? value : {}).filter(
      (entry): entry is [string, number] =>
        /^\d{12}$/.test(entry[0]) && Number.isSafeInteger(entry[1]),
    ),
  )
