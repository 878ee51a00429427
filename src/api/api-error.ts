import type { ErrorCode } from '../../contract/errors'
import { errorText } from '../../contract/error-text'

/** What can go wrong on the way, before the server has said anything. */
export type WayError = 'offline' | 'timeout' | 'no-answer'
export type AnyErrorCode = ErrorCode | WayError

const WAY_TEXT: Record<WayError, string> = {
  offline: '现在没有网络。内容已保存在手机里，连上网会接着办。',
  timeout: '网络太慢，没等到回音。请稍后再试，不会重复提交。',
  'no-answer': '连不上社区服务器，请检查网络后再试。',
}

export class ApiError extends Error {
  constructor(
    readonly code: AnyErrorCode,
    readonly status: number,
    readonly details?: unknown,
  ) {
    super(code)
  }

  /** The answer never came: the same command may be sent again, and acts once. */
  get isOnTheWay(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429
  }
}

/** What people read when a call failed. */
export const textOf = (error: unknown): string => {
  if (!(error instanceof ApiError)) return errorText('internal')
  return error.code in WAY_TEXT
    ? WAY_TEXT[error.code as WayError] // tested by the line above
    : errorText(error.code)
}
