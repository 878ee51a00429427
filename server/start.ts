import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import pino, { type Logger } from 'pino'
import { createInProcessBus } from './adapters/bus/in-process'
import { createPostgresBus } from './adapters/bus/postgres'
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
import { seedReferenceData } from './modules/divisions/seed-reference-data'
import { findMemberships } from './modules/communities/find-member'
import { findCaller } from './modules/identity/find-caller'
import { systemClock, type Clock } from './ports/clock'
import type { Database } from './ports/database'
import { newTimeOrderedId } from './ports/ids'
import { StartError } from './ports/start-error'
import type { Db } from './ports/work'
import { createHub } from './realtime/hub'

export interface RunningServer {
  url: string
  deps: Deps
  close(): Promise<void>
}

export interface StartOptions {
  clock?: Clock
  /** Runs once everything but the port is there: the sample town is told here. */
  beforeListening?: (deps: Deps) => Promise<void>
}

/** Opens, wires and listens; throws a StartError with one clear sentence when it cannot. */
export const startServer = async (
  config: Config,
  options: StartOptions = {},
): Promise<RunningServer> => {
  await mustBeFree(config)
  const log = pino({ level: config.logLevel })
  const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir })
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
  { clock = systemClock, beforeListening }: StartOptions,
): Promise<RunningServer> => {
  await migrate(database)
  await seedReferenceData(database.db)
  const reportFailure = (error: unknown) =>
    log.error({ kind: error instanceof Error ? error.name : 'unknown' }, 'background failure')
  const bus = config.databaseUrl
    ? await createPostgresBus(database, reportFailure)
    : createInProcessBus()
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
  await beforeListening?.(deps)

  const app = await buildApp(deps)
  const hub = createHub({
    db: database.db,
    bus,
    clock,
    findCaller: (token) => findCaller(database.db, token, clock.now()),
    findMemberships: (caller) => findMemberships(database.db, caller),
    onFailure: reportFailure,
  })
  hub.attach(app.server as Server) // plain HTTP: app.server is node's own
  await app.listen({ host: config.host, port: config.port })
  const jobs = runJobs(deps)
  return {
    url: urlOf(config, app.server.address() as AddressInfo), // listening on TCP, so it has one
    deps,
    close: async () => {
      await hub.close()
      await app.close()
      await jobs.stop()
      await bus.close()
      await database.close()
    },
  }
}

/** Said before anything slow begins; who takes the port in the meantime is told again when we listen. */
const mustBeFree = ({ host, port }: Config): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new StartError(
          error.code === 'EADDRINUSE'
            ? `port ${port} is in use; end the other program or choose another with PORT=…`
            : `cannot listen on ${host}:${port} (${error.code ?? error.message})`,
        ),
      ),
    )
    probe.listen(port, host, () => probe.close(() => resolve()))
  })

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
