import type { Api, RouteName } from '../../contract/api'
import type { Input, Output } from '../../contract/route'
import { ROUTES } from '../../contract/route-table'
import { request } from '@/platform/http'
import { upload } from '@/platform/upload'
import { ApiError, type AnyErrorCode } from './api-error'
import { serverAddress } from '@/platform/server-address'
import type { HttpAnswer } from '@/platform/wire'

interface Sent {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
}

let token: string | null = null
let onSessionEnded: () => void = () => undefined

/** The session store tells the door who is calling, and hears when the server no longer knows them. */
export const useToken = (value: string | null): void => {
  token = value
}
export const whenSessionEnds = (listener: () => void): void => {
  onSessionEnded = listener
}

/** Asks the server. Throws an ApiError with a code; a command may be sent again with the same id. */
export const call = async <K extends RouteName>(
  name: K,
  input: Input<Api[K]>,
): Promise<Output<Api[K]>> => {
  const [method, path] = ROUTES[name]
  const sent = input as Sent // every Input is made of these three parts
  const asker = token
  const answer = await request({
    method,
    url: addressOf(path, sent),
    ...(method === 'POST' && { data: sent.body ?? {} }),
    header: headers(),
  })
  return readAnswer(answer, asker) as Output<Api[K]> // the server answers by the same contract
}

/** Uploads one picture; the same command id never keeps it twice. */
export const uploadPhoto = async (
  communityId: string,
  filePath: string,
  commandId: string,
  onProgress?: (part: number) => void,
): Promise<Output<Api['uploadPhoto']>> => {
  const asker = token
  const answer = await upload({
    url: addressOf(ROUTES.uploadPhoto[1], { params: { communityId } }),
    filePath,
    name: 'file',
    fields: { commandId },
    header: headers(),
    onProgress,
  })
  return readAnswer(answer, asker) as Output<Api['uploadPhoto']> // as above
}

/** Picture addresses come without the server's own, so that one answer serves every way in. */
export const pictureUrl = (path: string): string =>
  path.startsWith('/') ? serverAddress().http + path : path

const headers = (): Record<string, string> => (token ? { authorization: `Bearer ${token}` } : {})

const addressOf = (path: string, { params = {}, query = {} }: Sent): string => {
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  )
  const asked = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`)
    .join('&')
  return serverAddress().http + filled + (asked && `?${asked}`)
}

/** An answer to who was signed in before comes late: it does not end the session of who is signed in now. */
const readAnswer = (answer: HttpAnswer, asker: string | null): unknown => {
  if (answer.is === 'lost') throw new ApiError(answer.why, 0)
  if (answer.status >= 200 && answer.status < 300) return answer.data
  const problem = problemOf(answer.data)
  if (problem.code === 'session-ended' && asker === token) onSessionEnded()
  throw new ApiError(problem.code, answer.status, problem.details)
}

const problemOf = (data: unknown): { code: AnyErrorCode; details?: unknown } => {
  if (typeof data !== 'object' || data === null || !('code' in data)) return { code: 'no-answer' }
  // A code of a newer server has words too: errorText knows what to say of any string.
  return { code: data.code as AnyErrorCode, details: 'details' in data ? data.details : undefined }
}
