import formbody from '@fastify/formbody'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps'
import { asAppError, framesOf } from '../../errors'
import { statusOf } from '../../../contract/errors'
import { AppError } from '../../ports/app-error'
import { BASE, discover } from './discovery'
import { fieldsOf, readXml, textIn, type Fields } from './fields'
import { fileRequest } from './file-request'
import { findOpen311Key, type Open311Key } from './keys'
import { getRequest, getToken, listRequests } from './read-requests'
import { Open311Refusal } from './refusal'
import { defineService, listServices } from './services'
import { listUpdates, postUpdate } from './updates'
import { jurisdictionIn } from './where'
import { TYPES, write, type Format, type Written } from './write'

interface Gates {
  address(request: FastifyRequest): Promise<void>
  key(request: FastifyRequest, key: Open311Key): Promise<void>
}

interface Heard {
  fields: Fields
  files: readonly Uint8Array[]
  key: Open311Key | null
}

interface Call {
  method: 'GET' | 'POST'
  path: RegExp
  answer(heard: Heard, id: string): Promise<Written> | Written
}

const FILES_AT_MOST = 9
const FILE_LIMIT = 20 * 1024 * 1024

/** GeoReport v2 for others, with the updates extension: docs/howto/open311.md. */
export const registerOpen311 = async (
  app: FastifyInstance,
  deps: Deps,
  gates: Gates,
): Promise<void> => {
  const calls = callsOf(deps)
  await app.register(async (open) => {
    await open.register(formbody, { bodyLimit: 256 * 1024 })
    open.addContentTypeParser(
      ['text/xml', 'application/xml'],
      { parseAs: 'string' },
      (_request, text, parsed) => {
        try {
          parsed(null, readXml(String(text)))
        } catch (error) {
          parsed(error instanceof Error ? error : new Error('unreadable'))
        }
      },
    )
    // Whatever else a client calls it, or nothing: it can only be a form.
    open.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, parsed) => {
      parsed(null, Object.fromEntries(asLists(new URLSearchParams(String(text)))))
    })
    open.setErrorHandler((error: FastifyError, request, reply) =>
      answerRefusal(error, request, reply),
    )
    open.addHook('onRequest', async (request, reply) => {
      void reply.header('cache-control', 'no-store').header('access-control-allow-origin', '*')
      await gates.address(request)
    })
    const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const asked = askedOf(request)
      const call = calls.find(
        ({ method, path }) =>
          method === (request.method === 'POST' ? 'POST' : 'GET') && path.test(asked.path),
      )
      if (!call) throw new Open311Refusal(404, `${asked.path} was not found`)
      const heard = await hear(deps, gates, request)
      await jurisdictionIn(deps.database.db, heard.fields)
      const id = decoded(call.path.exec(asked.path)?.groups?.id ?? '')
      const written = await call.answer(heard, id)
      return reply.type(TYPES[asked.format]).send(write(asked.format, written))
    }
    for (const url of [`${BASE}/*`, '/open311/:file'])
      open.route({ method: ['GET', 'POST'], url, schema: { hide: true }, handler: handle })
  })
}

const callsOf = (deps: Deps): Call[] => {
  const db = () => deps.database.db
  const own = (path: string): RegExp => new RegExp(`^${path}$`)
  return [
    { method: 'GET', path: own('discovery'), answer: () => discover(deps.config) },
    { method: 'GET', path: own('services'), answer: () => listServices(db()) },
    {
      method: 'GET',
      path: own('services/(?<id>[^/]+)'),
      answer: (_, id) => defineService(db(), id),
    },
    {
      method: 'GET',
      path: own('requests'),
      answer: ({ key, fields }) => listRequests(deps, key, fields),
    },
    {
      method: 'GET',
      path: own('requests/(?<id>[^/]+)'),
      answer: ({ key }, id) => getRequest(deps, key, id),
    },
    {
      method: 'POST',
      path: own('requests'),
      answer: ({ key, fields, files }) => fileRequest(deps, mustHave(key), fields, files),
    },
    {
      method: 'GET',
      path: own('tokens/(?<id>[^/]+)'),
      answer: ({ key }, id) => getToken(deps, key, id),
    },
    {
      method: 'GET',
      path: own('servicerequestupdates'),
      answer: ({ key, fields }) => listUpdates(deps, key, fields),
    },
    {
      method: 'POST',
      path: own('servicerequestupdates'),
      answer: ({ key, fields }) => postUpdate(deps, mustHave(key), fields),
    },
  ]
}

const mustHave = (key: Open311Key | null): Open311Key => {
  if (!key) throw new Open311Refusal(403, 'api_key is required')
  return key
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Open311Refusal(404, `${text} was not found`)
  }
}

/** The format stands at the end of the path; without it the header tells, and XML is what the standard requires. */
const askedOf = ({ url, headers }: FastifyRequest): { path: string; format: Format } => {
  const whole = (url.split('?')[0] ?? '').replace(/^\/open311\/(v2\/)?/, '').replace(/\/$/, '')
  const [, path, ending] = /^(.*)\.(json|xml)$/i.exec(whole) ?? []
  if (path !== undefined) return { path, format: ending?.toLowerCase() === 'json' ? 'json' : 'xml' }
  const accepts = headers.accept ?? ''
  return { path: whole, format: /json/i.test(accepts) ? 'json' : 'xml' }
}

const asLists = (form: URLSearchParams): Map<string, string[]> => {
  const lists = new Map<string, string[]>()
  for (const [name, value] of form) lists.set(name, [...(lists.get(name) ?? []), value])
  return lists
}

/** NUL and half signs, which no column takes. */
const UNSTORABLE = /\0|\p{Surrogate}/gu

const storable = (fields: Fields): Fields =>
  new Map(
    [...fields].map(([name, values]) => [
      name.replace(UNSTORABLE, ''),
      values.map((value) => value.replace(UNSTORABLE, '')),
    ]),
  )

const hear = async (deps: Deps, gates: Gates, request: FastifyRequest): Promise<Heard> => {
  const query = storable(fieldsOf(request.query))
  const keyOf = async (fields: Fields): Promise<Open311Key | null> => {
    const given = textIn(fields, 'api_key') || textIn(query, 'api_key')
    if (!given) return null
    const key = await findOpen311Key(deps.database.db, given)
    if (!key) throw new Open311Refusal(403, 'api_key is unknown or ended')
    await gates.key(request, key)
    return key
  }
  if (request.isMultipart()) return hearParts(request, query, keyOf)
  const fields = storable(fieldsOf(request.query, request.body))
  return { fields, files: [], key: await keyOf(fields) }
}

/** Pictures are taken only after a key that holds: whoever has none must not fill our memory. */
const hearParts = async (
  request: FastifyRequest,
  query: Fields,
  keyOf: (fields: Fields) => Promise<Open311Key | null>,
): Promise<Heard> => {
  const sent: [string, string][] = []
  const files: Uint8Array[] = []
  let key: Open311Key | null = null
  const heard = (): Fields =>
    storable(
      fieldsOf(Object.fromEntries(query), ...sent.map(([name, value]) => ({ [name]: value }))),
    )
  const limits = { fileSize: FILE_LIMIT, files: FILES_AT_MOST, fields: 60, fieldSize: 20_000 }
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field') {
      if (typeof part.value === 'string') sent.push([part.fieldname, part.value])
      continue
    }
    key ??= await keyOf(heard())
    if (!key) throw new Open311Refusal(403, 'api_key is required, before the first file')
    const file = await part.toBuffer()
    if (file.length > 0) files.push(file)
  }
  const fields = heard()
  return { fields, files, key: key ?? (await keyOf(fields)) }
}

/** Every refusal in the format that was asked for, as a list of one. */
const answerRefusal = (
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => {
  const { status, description, afterSeconds } = refusalOf(error, request)
  if (afterSeconds !== undefined) void reply.header('retry-after', String(afterSeconds))
  const { format } = askedOf(request)
  return reply
    .status(status)
    .type(TYPES[format])
    .send(
      write(format, {
        root: 'errors',
        item: 'error',
        body: [{ code: String(status), description }],
      }),
    )
}

/** What is not about a thing or a key is 400, except what passes by itself: that may be sent again. */
const refusalOf = (
  error: FastifyError,
  request: FastifyRequest,
): { status: number; description: string; afterSeconds?: number } => {
  if (error instanceof Open311Refusal) return { status: error.status, description: error.message }
  const known = asAppError(error)
  if (!known) {
    request.log.error(
      { kind: error.name, code: error.code, stack: framesOf(error) },
      'unforeseen error',
    )
    return { status: 500, description: new AppError('internal').message }
  }
  const status = statusOf(known.code)
  const description = `${known.message}${detailOf(known.details)}`
  if (status === 429 || status >= 500) return { status, description, afterSeconds: 5 }
  return { status: status === 404 ? 404 : 400, description }
}

const detailOf = (details: unknown): string => {
  const first: unknown = Array.isArray(details) ? details[0] : undefined
  if (typeof first !== 'object' || first === null || !('field' in first)) return ''
  const rule = 'rule' in first ? `: ${String(first.rule)}` : ''
  return ` (attribute[${String(first.field)}]${rule})`
}
