import { ERROR_TEXT } from '../../contract/error-text'
import type { ErrorCode } from '../../contract/errors'

/** What a use case throws when it refuses; one handler turns it into an answer. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details?: unknown,
  ) {
    super(ERROR_TEXT[code])
  }
}
