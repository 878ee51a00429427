import type { FastifyError, FastifyInstance } from 'fastify'
import { ERROR_TEXT } from '../contract/error-text'
import { statusOf, type ErrorCode } from '../contract/errors'
import { AppError } from './ports/app-error'

/** The one place that turns what went wrong into an answer. What nobody foresaw is logged by its kind, never with what was sent. */
export const answerErrors = (app: FastifyInstance): void => {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const known = asAppError(error)
    if (!known)
      request.log.error(
        { kind: error.name, code: error.code, stack: error.stack?.split('\n').slice(1, 6) },
        'unforeseen error',
      )
    const { code, message, details } = known ?? new AppError('internal')
    if (code === 'too-many-requests') void reply.header('retry-after', '60')
    return reply
      .status(statusOf(code))
      .send({ code, message, ...(details !== undefined && { details }) })
  })
}

const FASTIFY_CODES: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'bad-request',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'bad-request',
  FST_ERR_CTP_INVALID_JSON_BODY: 'bad-request',
  FST_REQ_FILE_TOO_LARGE: 'photo-too-large',
  FST_FILES_LIMIT: 'bad-request',
}

const asAppError = (error: FastifyError): AppError | null => {
  if (error instanceof AppError) return error
  if (error.validation)
    return new AppError(
      'bad-request',
      error.validation.map(({ instancePath, keyword, params }) => ({
        part: error.validationContext,
        field:
          instancePath.slice(1) ||
          String(params.missingProperty ?? params.additionalProperty ?? ''),
        rule: keyword,
      })),
    )
  const code = FASTIFY_CODES[error.code]
  if (code) return new AppError(code)
  return error.statusCode && error.statusCode < 500
    ? new AppError('bad-request', ERROR_TEXT['bad-request'])
    : null
}
