import type { Socket } from 'node:net'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ERROR_TEXT } from '../contract/error-text'
import { statusOf, type ErrorCode } from '../contract/errors'
import { AppError } from './ports/app-error'

/** The one place that turns what went wrong into an answer. What nobody foresaw is logged by its kind, never with what was sent. */
export const answerErrors = (app: FastifyInstance): void => {
  app.setErrorHandler(answerError)
}

/** Also for what Fastify finds before any route, such as an address that cannot be read. */
export const answerError = (
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => {
  const known = asAppError(error)
  if (!known)
    request.log.error(
      { kind: error.name, code: error.code, stack: framesOf(error) },
      'unforeseen error',
    )
  const { code, message, details } = known ?? new AppError('internal')
  if (code === 'too-many-requests' || code === 'unavailable')
    void reply.header('retry-after', String(secondsToWait(details)))
  return reply
    .status(statusOf(code))
    .send({ code, message, ...(details !== undefined && { details }) })
}

const FRAMES = 5

/** Where in the program it happened. The message, which the stack begins with, may repeat what somebody typed, over several lines. */
export const framesOf = ({ stack = '', message }: Error): string[] =>
  stack
    .replace(message, () => '')
    .split('\n')
    .filter((line) => /^ +at /.test(line))
    .slice(0, FRAMES)

/** For what is no HTTP at all, or too slow to become a request; there is no request to answer yet. */
export const answerNoise = (error: NodeJS.ErrnoException, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const code: ErrorCode = error.code === 'HPE_HEADER_OVERFLOW' ? 'too-large' : 'bad-request'
  const body = JSON.stringify({ code, message: ERROR_TEXT[code] })
  const head = [
    `HTTP/1.1 ${statusOf(code)} ${code}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

const DEFAULT_WAIT_SECONDS = 5

const secondsToWait = (details: unknown): number =>
  typeof details === 'object' &&
  details !== null &&
  'afterSeconds' in details &&
  typeof details.afterSeconds === 'number'
    ? details.afterSeconds
    : DEFAULT_WAIT_SECONDS

const FASTIFY_CODES: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'bad-request',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'bad-request',
  FST_ERR_CTP_INVALID_JSON_BODY: 'bad-request',
  FST_REQ_FILE_TOO_LARGE: 'photo-too-large',
  FST_FILES_LIMIT: 'bad-request',
}

/**
 * The database is away, starting, full or has lost a race for too long: nothing is known to be wrong with
 * what was asked, and a phone may send it again under the same command id.
 */
const isDatabaseAway = ({ code, message }: FastifyError): boolean =>
  /^(08...|53...|57P0[1-5]|40001|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/.test(code) ||
  // pg gives these no code: a connection that was cut, and a pool that was empty for too long.
  /^(Connection terminated|timeout exceeded when trying to connect)/.test(message)

const nameIn = (part: unknown): string => (typeof part === 'string' ? part : '')

/** What went wrong as one of our own errors; null for what nobody foresaw. */
export const asAppError = (error: FastifyError): AppError | null => {
  if (error instanceof AppError) return error
  if (error.validation)
    return new AppError(
      'bad-request',
      error.validation.map(({ instancePath, keyword, params }) => ({
        part: error.validationContext,
        field: instancePath.slice(1) || nameIn(params.missingProperty ?? params.additionalProperty),
        rule: keyword,
      })),
    )
  const code = FASTIFY_CODES[error.code]
  if (code) return new AppError(code)
  if (error.statusCode && error.statusCode < 500) return new AppError('bad-request')
  return isDatabaseAway(error) ? new AppError('unavailable') : null
}
