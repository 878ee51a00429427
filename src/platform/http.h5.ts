import { hearServerClock } from './now'
import { parseAnswer, REQUEST_TIMEOUT_MS, type HttpAnswer, type HttpRequest } from './wire'

export const request = async ({ method, url, data, header }: HttpRequest): Promise<HttpAnswer> => {
  const tooLong = new AbortController()
  const timer = setTimeout(() => tooLong.abort(), REQUEST_TIMEOUT_MS)
  try {
    const answer = await fetch(url, {
      method,
      headers: { ...(data !== undefined && { 'content-type': 'application/json' }), ...header },
      ...(data !== undefined && { body: JSON.stringify(data) }),
      signal: tooLong.signal,
    })
    hearServerClock(answer.headers.get('date'))
    return { is: 'answered', status: answer.status, data: parseAnswer(await answer.text()) }
  } catch {
    if (tooLong.signal.aborted) return { is: 'lost', why: 'timeout' }
    // A browser says “failed to fetch” of both, and no more.
    return { is: 'lost', why: navigator.onLine ? 'no-answer' : 'offline' }
  } finally {
    clearTimeout(timer)
  }
}
