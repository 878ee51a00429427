import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Deps } from './deps'
import { AppError } from './ports/app-error'

/** Figures for Prometheus: to the machine itself freely, to others with a key of scope `metrics`. */
export const registerMetrics = (app: FastifyInstance, deps: Deps): void => {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const seconds = new Histogram({
    name: 'jinlin_http_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [register],
  })
  new Gauge({
    name: 'jinlin_outbox_waiting',
    help: 'Promises not delivered: waiting, or dead until somebody has looked at them',
    labelNames: ['is'],
    registers: [register],
    async collect() {
      const rows = await deps.database.db
        .selectFrom('outbox')
        .select((eb) => [
          eb('dead_at', 'is not', null).as('is_dead'),
          eb.fn.countAll<number>().as('count'),
        ])
        .where('delivered_at', 'is', null)
        .groupBy('is_dead')
        .execute()
      const count = (isDead: boolean) => rows.find((row) => row.is_dead === isDead)?.count ?? 0
      this.set({ is: 'waiting' }, count(false))
      this.set({ is: 'dead' }, count(true))
    },
  })
  new Gauge({
    name: 'jinlin_live_screens',
    help: 'Open screens that hear what changes',
    registers: [register],
    collect() {
      this.set(deps.countScreens?.() ?? 0)
    },
  })
  app.addHook('onResponse', (request, reply, done) => {
    seconds.observe(
      {
        route: request.routeOptions.url ?? 'unknown',
        method: request.method,
        status: String(reply.statusCode),
      },
      reply.elapsedTime / 1000,
    )
    done()
  })
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!(await mayRead(deps, request))) throw new AppError('sign-in-first')
    void reply.header('content-type', register.contentType)
    return register.metrics()
  })
}

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

const mayRead = async (deps: Deps, request: FastifyRequest): Promise<boolean> => {
  // Behind a proxy every visitor looks local unless its forwarded address is believed.
  if (LOOPBACK.includes(request.ip) && request.headers['x-forwarded-for'] === undefined) return true
  const key = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (!key) return false
  const row = await deps.database.db
    .selectFrom('api_key')
    .select('id')
    .where('key_hash', '=', createHash('sha256').update(key).digest('base64url'))
    .where('scope', '=', 'metrics')
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}
