import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Ajv, { type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
} from 'fastify'
import { v4 } from 'uuid'
import { api } from '../contract/api'
import { Problem, type RouteDef } from '../contract/route'
import { callerOf, memberOf } from './access'
import { runCommand, type Command } from './commands'
import type { Deps } from './deps'
import { describeRoute } from './describe-route'
import { answerError, answerErrors, answerNoise } from './errors'
import { createGates } from './gates'
import { allHandlers } from './modules/all-handlers'
import { registerPushRoute } from './modules/content-check/push-route'
import { registerOpen311 } from './modules/open311/routes'
import { registerPhotoRoute } from './modules/media/photo-route'
import { registerMetrics } from './metrics'
import { AppError } from './ports/app-error'
import { mustBeStorable } from './storable'
import type { Caller, Member } from './ports/caller'
import type { Work } from './ports/work'
import type { Reading } from './handlers'
import { createTogether } from './together'

/** Text of a request; the longest is an announcement. Pictures have their own limit. */
const BODY_LIMIT = 256 * 1024
export const PHOTO_LIMIT = 20 * 1024 * 1024

/** What every handler is given, before its route's types narrow it. */
interface AskedAnything {
  params: unknown
  query: unknown
  body: unknown
  caller: Caller | null
  member?: Member
  device: string
  file?: Uint8Array
}
type AnyHandler = (asked: AskedAnything, given: unknown) => Promise<unknown>
interface AnyInTwoSteps {
  placeOf(asked: AskedAnything): string
  decide(asked: AskedAnything, reading: Reading): Promise<unknown>
  keep(work: Work, decided: readonly unknown[]): Promise<readonly unknown[]>
}

/** The whole server without a port. */
export const buildApp = async (deps: Deps): Promise<FastifyInstance> => {
  const app: FastifyInstance = Fastify({
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-assertion -- without it Fastify's types become those of pino's logger
    loggerInstance: deps.log as FastifyBaseLogger, // pino's own logger is one
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trustOf(deps.config),
    bodyLimit: BODY_LIMIT,
    genReqId: () => v4(),
    frameworkErrors: (error, request, reply) => {
      void answerError(error, request, reply)
    },
    clientErrorHandler: (error, socket) => answerNoise(error, socket),
    ajv: { customOptions: { strict: false } },
  })
  await app.register(helmet, { contentSecurityPolicy: { directives: cspFor(deps) }, hsts: false })
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: 1024,
    // The most thorough takes longer than it saves on the way; the app's own files are compressed when built.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
  await app.register(multipart, {
    limits: { fileSize: PHOTO_LIMIT, files: 1, fields: 10, fieldSize: 1000 },
  })
  await app.register(rateLimit, { global: false })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '近邻 Jinlin',
        version: '1',
        description: 'The community server’s own API. Errors are `{code, message, details?}`.',
      },
      components: { securitySchemes: { session: { type: 'http', scheme: 'bearer' } } },
    },
    transform: describeRoute,
  })
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })

  answerErrors(app)
  logRequests(app)
  registerMetrics(app, deps)
  useTwoValidators(app)
  const gates = createGates(app, deps)
  const handlers = allHandlers(deps)
  const answer = createAnswering(deps)
  for (const [name, definition] of Object.entries(api)) {
    // Handlers<Api> holds exactly one handler for each name of `api`.
    addRoute(
      app,
      deps,
      gates,
      name,
      definition,
      answer(
        name,
        definition,
        handlers[name as keyof typeof handlers] as AnyHandler | AnyInTwoSteps,
      ),
    )
  }
  registerPhotoRoute(app, deps)
  registerPushRoute(app, deps)
  await registerOpen311(app, deps, gates)

  app.get('/healthz', { schema: { hide: true } }, async () => {
    await deps.database.db.selectFrom('setting').select('name').limit(1).execute()
    return { ok: true }
  })
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
  await serveBrowserApp(app, deps)
  return app
}

const addRoute = (
  app: FastifyInstance,
  deps: Deps,
  gates: ReturnType<typeof createGates>,
  name: string,
  route: RouteDef,
  answer: Answer,
): void => {
  const gate = gates.forRoute(route)
  const isOpen = route.access === 'public' || route.access === 'sample'
  const fieldsOk = route.upload ? validatorOf(route) : undefined
  app.route({
    method: route.method,
    url: route.path,
    schema: {
      operationId: name,
      summary: route.summary,
      tags: [tagOf(route.path)],
      ...(!isOpen && { security: [{ session: [] }] }),
      ...(route.params && { params: route.params }),
      ...(route.query && { querystring: route.query }),
      ...(route.body && !route.upload && { body: route.body }),
      ...(route.upload && { consumes: ['multipart/form-data'] }),
      response: { 200: route.response, '4xx': Problem, '5xx': Problem },
    },
    // Before anything that was sent is read.
    onRequest: async (request, reply) => {
      void reply.header('cache-control', 'no-store')
      // A phone whose clock is wrong goes by ours.
      void reply.header('date', deps.clock.now().toUTCString())
      await gate.address(request)
    },
    preHandler: (request, _, done) => {
      mustBeStorable(request)
      done()
    },
    handler: async (request) => {
      // A session that has ended must not keep anybody from signing in again.
      const caller = isOpen ? null : await callerOf(deps, request)
      if (caller) await gate.person(request, caller)
      const member = await memberOf(deps, route.access, caller, communityOf(request))
      const upload = fieldsOk ? await readUpload(request, fieldsOk) : undefined
      const asked: AskedAnything = {
        params: request.params,
        query: request.query,
        body: upload?.fields ?? request.body,
        caller,
        ...(member && { member }),
        device: deviceOf(request),
        ...(upload && { file: upload.file }),
      }
      return answer(asked, communityOf(request))
    },
  })
}

type Answer = (asked: AskedAnything, communityId: string | undefined) => Promise<unknown>

/** Questions are answered from the database, commands are acted on once: alone, or together with those at the same place. */
const createAnswering = (deps: Deps) => {
  const runTogether = createTogether(deps)
  const reading = (): Reading => ({ db: deps.database.db, now: deps.clock.now() })
  return (name: string, route: RouteDef, handler: AnyHandler | AnyInTwoSteps): Answer =>
    (asked, communityId) => {
      const isAlone = typeof handler === 'function'
      if (isAlone && (!route.command || !asked.caller)) return handler(asked, reading())
      if (!asked.caller) throw new Error(`${name} needs somebody who is signed in`)
      const command: Command = {
        personId: asked.caller.personId,
        communityId,
        // Every command's body has a commandId: its schema was just checked.
        commandId: (asked.body as { commandId: string }).commandId,
        route: name,
        asked: [asked.params, asked.body],
      }
      return isAlone
        ? runCommand(deps, command, (work) => handler(asked, work))
        : runTogether({
            command,
            place: `${name} ${communityId} ${handler.placeOf(asked)}`,
            decide: () => handler.decide(asked, reading()),
            keep: (work, decided) => handler.keep(work, decided),
          })
    }
}

/** The address that our own proxies saw; what a visitor wrote into the header before them is not believed. */
const trustOf = ({ trustProxy }: Deps['config']) =>
  trustProxy !== false && ((_address: string, hop: number) => hop < trustProxy)

const communityOf = (request: FastifyRequest): string | undefined =>
  // Routes below a community have it in their path, checked by its schema; others have none.
  (request.params as { communityId?: string }).communityId

const tagOf = (path: string): string => {
  if (
    path.includes('/tickets') ||
    path.includes('/issues') ||
    path.includes('/categories') ||
    path.includes('/photos') ||
    path.includes('/routing') ||
    path.includes('/statistics')
  )
    return 'tickets'
  if (path.includes('/places')) return 'places'
  return path.startsWith('/v1/communities') ||
    path.startsWith('/v1/divisions') ||
    path.startsWith('/v1/invitations')
    ? 'communities'
    : 'identity'
}

const deviceOf = (request: FastifyRequest): string => {
  const agent = request.headers['user-agent'] ?? ''
  if (/MicroMessenger/i.test(agent)) return '微信'
  if (/iPhone|Android|Mobile/i.test(agent)) return '手机浏览器'
  return agent ? '电脑浏览器' : '其他设备'
}

const readUpload = async (
  request: FastifyRequest,
  fieldsOk: ValidateFunction,
): Promise<{ fields: Record<string, string>; file: Uint8Array }> => {
  if (!request.isMultipart())
    throw new AppError('bad-request', [{ field: 'file', message: 'multipart/form-data' }])
  const fields: Record<string, string> = {}
  let file: Uint8Array | undefined
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') file = await part.toBuffer()
      else if (typeof part.value === 'string') fields[part.fieldname] = part.value
    }
  } catch (error) {
    throw isCutOff(error) ? new AppError('photo-broken') : error
  }
  if (!fieldsOk(fields)) throw new AppError('bad-request', fieldsOk.errors)
  if (!file) throw new AppError('photo-unknown')
  return { fields, file }
}

/** The parser of uploads gives no code when the end never came, as when a phone loses its network. */
const isCutOff = (error: unknown): boolean =>
  error instanceof Error && /unexpected end of multipart data/i.test(error.message)

const validatorOf = (route: RouteDef): ValidateFunction => {
  const ajv = new Ajv({ strict: false })
  return ajv.compile(route.body ?? {})
}

/** Query strings are text and may be read as numbers; a body must say what it means. */
const useTwoValidators = (app: FastifyInstance): void => {
  const strict = new Ajv({ strict: false, useDefaults: true, allErrors: false })
  const lenient = new Ajv({ strict: false, useDefaults: true, coerceTypes: true })
  addFormats(strict)
  addFormats(lenient)
  app.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === 'body' ? strict : lenient).compile(schema as object),
  )
}

/** Ids and figures only: a path holds no name and its query is left out. */
const logRequests = (app: FastifyInstance): void => {
  app.addHook('onSend', (request, reply, _payload, done) => {
    void reply.header('x-request-id', request.id)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown'
    const line = {
      route,
      method: request.method,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    if (reply.statusCode >= 500) request.log.error(line, 'request failed')
    else if (/^\/(v1|open311)\//.test(route)) request.log.info(line, 'request')
    done()
  })
}

const cspFor = ({ config }: Deps): Record<string, string[] | null> => ({
  'default-src': ["'self'"],
  // The app's scripts are all files of ours, so that none that somebody slipped into a text would run.
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': [
    "'self'",
    'data:',
    'blob:',
    ...(config.mapTiles ? [new URL(config.mapTiles.replace(/\{.*?\}/g, '0')).origin] : []),
  ],
  'connect-src': ["'self'", 'ws:', 'wss:', 'blob:'],
  'upgrade-insecure-requests': null,
})

const serveBrowserApp = async (app: FastifyInstance, { config }: Deps): Promise<void> => {
  app.setNotFoundHandler(() => {
    throw new AppError('not-found')
  })
  if (!config.webRoot) return
  await app.register(fastifyStatic, {
    root: config.webRoot,
    preCompressed: true,
    // File names carry a hash of their content; only the page itself may change under its name.
    setHeaders: (reply, path) => {
      void reply.header(
        'cache-control',
        /\.[0-9a-f]{8}\.\w+(\.br|\.gz)?$/.test(path)
          ? 'public, max-age=31536000, immutable'
          : 'no-cache',
      )
    },
  })
}
