import Taro from '@tarojs/taro'
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
    return { is: 'answered', status: answer.statusCode, data: answer.data }
  } catch (error) {
    return lost(error)
  }
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
