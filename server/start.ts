import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pino, { type Logger } from 'pino'
import { createInProcessBus } from './adapters/bus/in-process'
import { createPostgresBus } from './adapters/bus/postgres'
import { createRedisBus } from './adapters/bus/redis'
import { createDiskBlobStore } from './adapters/disk/blob-store'
import { openDatabase } from './adapters/open-database'
import { builtinGrid } from './adapters/builtin-grid/builtin-grid'
import { createOpen311Platform } from './adapters/open311/open311-platform'
import { createPhotoWorkshop } from './adapters/sharp/photo-workshop'
import { createHttpWechat } from './adapters/wechat/http-wechat'
import { offWechat } from './adapters/wechat/off-wechat'
import { buildApp } from './app'
import type { Config } from './config'
import type { Deps } from './deps'
import { runJobs } from './jobs/run-jobs'
import { migrate } from './migrations/migrate'
import { fillMessages } from './modules/chat/fill-messages'
import { seedReferenceData } from './modules/divisions/seed-reference-data'
import { findWhereToListen } from './modules/communities/find-where-to-listen'
import { findCaller, findCallerOfSession } from './modules/identity/find-caller'
import { systemClock, type Clock } from './ports/clock'
import type { Bus } from './ports/bus'
import type { Database } from './ports/database'
import { newTimeOrderedId } from './ports/ids'
import { StartError } from './ports/start-error'
import type { Db } from './ports/work'
import { createHub, type HubPace } from './realtime/hub'

export interface RunningServer {
  url: string
  deps: Deps
  close(): Promise<void>
}

export interface StartOptions {
  clock?: Clock
  /** In place of the database that the configuration names: tests begin with a copy of a new one. */
  openDatabase?: () => Promise<Database>
  /** Runs once everything but the port is there: the sample town is told here. */
  beforeListening?: (deps: Deps) => Promise<void>
  /** The database has died: nothing can be answered any more, and the process should end. */
  onFatal?: (error: Error) => void
  hubPace?: Partial<HubPace>
}

/** Requests under way at the end get this long; a phone whose upload was cut sends it again. */
const REQUESTS_END_WITHIN_MS = 5_000

/** Opens, wires and listens; throws a StartError with one clear sentence when it cannot. */
export const startServer = async (
  config: Config,
  options: StartOptions = {},
): Promise<RunningServer> => {
  await mustBeFree(config)
  const log = pino({ level: config.logLevel })
  const onFatal = (error: Error): void => {
    log.fatal({ why: error.message }, 'the database has died')
    options.onFatal?.(error)
  }
  const database = await (options.openDatabase?.() ??
    openDatabase({ url: config.databaseUrl, dataDir: config.dataDir, onFatal }))
  try {
    return await startOn(database, config, log, options)
  } catch (error) {
    await database.close()
    throw error
  }
}

const startOn = async (
  database: Database,
  config: Config,
  log: Logger,
  { clock = systemClock, beforeListening, hubPace }: StartOptions,
): Promise<RunningServer> => {
  await migrate(database)
  // Several processes may start at once on one PostgreSQL: one brings it in, the others find it there.
  await database.withLock('reference-data', () => seedReferenceData(database.db))
  const reportFailure = (error: unknown) =>
    log.error({ kind: error instanceof Error ? error.name : 'unknown' }, 'background failure')
  const bus = await openBus(database, config, reportFailure)
  const deps: Deps = {
    config,
    database,
    clock,
    newId: newTimeOrderedId,
    bus,
    wechat: config.wechat ? createHttpWechat({ ...config.wechat, clock }) : offWechat,
    gridPlatform:
      config.gridPlatform.kind === 'open311'
        ? createOpen311Platform(config.gridPlatform)
        : builtinGrid,
    photos: createPhotoWorkshop(),
    blobs: await createDiskBlobStore(join(config.dataDir, 'photos')),
    urlSecret: await findOrMakeUrlSecret(database.db),
    log,
  }
  if (config.wechat && !config.wechat.pushToken)
    log.warn('WECHAT_PUSH_TOKEN is not set: WeChat checks words, but no pictures')
  await beforeListening?.(deps)

  const hub = createHub({
    db: database.db,
    bus,
    findCaller: (token) => findCaller(database.db, token, clock.now()),
    findCallerOfSession: (id) => findCallerOfSession(database.db, id, clock.now()),
    findPlaces: (caller) => findWhereToListen(database.db, caller, clock.now()),
    fill: (communityId, stored) => fillMessages(deps, communityId, stored),
    onFailure: reportFailure,
    pace: hubPace,
  })
  const app = await buildApp({ ...deps, countScreens: hub.count })
  hub.attach(app.server) // plain HTTP: app.server is node's own
  await listen(app, config)
  const jobs = runJobs(deps)
  return {
    url: urlOf(config, app.server.address() as AddressInfo), // listening on TCP, so it has one
    deps,
    close: async () => {
      const stopped = jobs.stop()
      await hub.close()
      await endRequests(app)
      await stopped
      await bus.close()
      await deps.photos.close()
      await database.close()
    },
  }
}

/** Whoever shares a database must hear of each other; alone, a process hears itself. */
const openBus = async (
  database: Database,
  { redisUrl }: Config,
  onFailure: (error: unknown) => void,
): Promise<Bus> => {
  if (redisUrl) return createRedisBus(redisUrl, onFailure)
  return database.kind === 'postgres'
    ? createPostgresBus(database, onFailure)
    : createInProcessBus()
}

const listen = async (app: FastifyInstance, config: Config): Promise<void> => {
  const { level } = app.log
  app.log.level = 'silent' // Fastify would log each address; main.ts tells people the one that matters
  try {
    await app.listen({ host: config.host, port: config.port })
  } catch (error) {
    throw cannotListen(config, error)
  } finally {
    app.log.level = level
  }
}

const endRequests = async (app: FastifyInstance): Promise<void> => {
  const impatience = setTimeout(() => app.server.closeAllConnections(), REQUESTS_END_WITHIN_MS)
  await app.close()
  clearTimeout(impatience)
}

/** Said before anything slow begins; who takes the port in the meantime is told again when we listen. */
const mustBeFree = (config: Config): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(cannotListen(config, error)))
    probe.listen(config.port, config.host, () => probe.close(() => resolve()))
  })

const cannotListen = ({ host, port }: Config, error: unknown): StartError => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  return new StartError(
    code === 'EADDRINUSE'
      ? `Port ${port} is in use: end the other program, or choose another port with PORT=…`
      : `The server cannot listen on ${host}:${port} (${code}): choose another address with HOST=… and PORT=…`,
  )
}

const urlOf = ({ host }: Config, { port }: AddressInfo): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`

/** Kept in the database, so that every process signs alike and a restart breaks no picture. */
const findOrMakeUrlSecret = async (db: Db): Promise<string> => {
  await db
    .insertInto('setting')
    .values({ name: 'url-secret', value: randomBytes(32).toString('base64url') })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'url-secret')
    .executeTakeFirstOrThrow()
  return row.value
}
