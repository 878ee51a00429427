import Taro from '@tarojs/taro'
import { hearServerClock } from './now'
import { REQUEST_TIMEOUT_MS, type HttpAnswer, type HttpRequest } from './wire'

export const request = async ({ method, url, data, header }: HttpRequest): Promise<HttpAnswer> => {
  try {
    const answer = await Taro.request<unknown>({
      method,
      url,
      ...(data !== undefined && { data: data as object }), // bodies of our API are objects
      header: { ...(data !== undefined && { 'content-type': 'application/json' }), ...header },
      timeout: REQUEST_TIMEOUT_MS,
    })
    hearServerClock(dateOf(answer.header))
    return { is: 'answered', status: answer.statusCode, data: answer.data }
  } catch (error) {
    return lost(error)
  }
}

/** WeChat writes the names of headers as they came, which is not the same behind every gateway. */
const dateOf = (header: Record<string, unknown> | undefined): string | undefined => {
  const date = header?.Date ?? header?.date
  return typeof date === 'string' ? date : undefined
}

/** What WeChat says when no answer comes, in its many words. */
export const lost = (error: unknown): HttpAnswer => {
  const said = String((error as { errMsg?: unknown } | null)?.errMsg ?? error) // only read as text
  if (/timeout|abort/i.test(said)) return { is: 'lost', why: 'timeout' }
  return {
    is: 'lost',
    why: /offline|network|interrupted|Failed to fetch|ERR_|none/i.test(said)
      ? 'offline'
      : 'no-answer',
  }
}
