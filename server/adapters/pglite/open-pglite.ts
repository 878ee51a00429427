import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { PostgresDialect } from 'kysely'
import type { Database, OpenDatabaseOptions } from '../../ports/database'
import { StartError } from '../../ports/start-error'
import { channelName } from '../channel-name'
import { openGuardedKysely } from '../guarded-kysely'
import { createNamedTurns } from '../turns'
import { lockDirectory, type Lock } from './lock-directory'
import { createOneClientPool, resultOf, type OneClientPool } from './one-client-pool'
import { openThread, type PgliteThread } from './open-thread'

export const STATEMENT_TIMEOUT_MS = 15_000

/** PGlite runs neither PostgreSQL's checkpointer nor its autovacuum; without them its log grows for ever. */
const CHECKPOINT_EVERY_MS = 60_000
const VACUUM_EVERY_MS = 10 * 60_000

interface PgliteOptions extends Omit<OpenDatabaseOptions, 'url'> {
  checkpointEveryMs?: number
  vacuumEveryMs?: number
}

/** The embedded database in `dataDir`/database: durable, and locked against other processes. */
export const openPglite = async (options: PgliteOptions): Promise<Database> => {
  const dataDir = resolve(options.dataDir)
  makeDirectory(dataDir)
  const lock = await lockDirectory(dataDir)
  if (!lock)
    throw new StartError(
      `The data directory ${dataDir} is in use by another server: end that one first, or choose another directory with DATA_DIR=…`,
    )
  const directory = join(dataDir, 'database')
  const opened = await openThread({ in: 'directory', directory }, (message) =>
    options.onFatal?.(new Error(`The embedded database has died: ${message}`)),
  )
  if (opened.is === 'unusable') {
    await lock.release()
    throw new StartError(
      `The embedded database in ${directory} cannot be opened (${opened.message}): move that directory away, then start anew or put a backup back with npm run restore.`,
    )
  }
  const limitMs = options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS
  const pool = createOneClientPool(opened.thread, limitMs)
  const database = await databaseOn(opened.thread, pool)
  return kept(database, pool, lock, options)
}

const makeDirectory = (dataDir: string): void => {
  try {
    mkdirSync(dataDir, { recursive: true })
  } catch (error) {
    throw new StartError(
      `The data directory ${dataDir} cannot be made (${String(error)}): choose another with DATA_DIR=…`,
    )
  }
}

/** The database over a thread that is open already; tests share one thread between their files. */
export const databaseOn = async (thread: PgliteThread, pool: OneClientPool): Promise<Database> => {
  const db = await openGuardedKysely(new PostgresDialect({ pool }))
  const ears = new Map<string, Set<(payload: string) => void>>()
  const inTurn = createNamedTurns()

  thread.onNotification((channel, payload) => {
    for (const hear of ears.get(channel) ?? []) hear(payload)
  })
  thread.onNewEpoch(() => {
    for (const channel of ears.keys()) void thread.ask({ do: 'listen', channel }, Infinity)
  })

  return {
    kind: 'pglite',
    db,
    listen: async (channel, hear) => {
      const here = ears.get(channelName(channel)) ?? new Set()
      here.add(hear)
      ears.set(channel, here)
      await pool.exclusively(async () =>
        resultOf(await thread.ask({ do: 'listen', channel }, Infinity), Infinity),
      )
      return async () => {
        here.delete(hear)
        if (here.size > 0 || ears.get(channel) !== here || thread.isDead) return
        ears.delete(channel)
        await pool.exclusively(() => thread.ask({ do: 'unlisten', channel }, Infinity))
      }
    },
    notify: async (channel, payload) => {
      await db
        .selectNoFrom((eb) =>
          eb.fn('pg_notify', [eb.val(channelName(channel)), eb.val(payload)]).as('told'),
        )
        .execute()
    },
    // One process has the directory, so its own turns are all there are.
    withLock: inTurn,
    inTurnToAct: (work) => work(), // on the one connection everything takes turns anyway
    unhurried: (work) =>
      db.connection().execute(async (connection) => {
        const { limitMs } = pool
        pool.limitMs = Infinity // ours alone: there is no other client until this one is given back
        try {
          return await work(connection)
        } finally {
          pool.limitMs = limitMs
        }
      }),
    close: () => db.destroy(),
  }
}

/** Adds what only a database on disk needs: its upkeep, and its lock. */
const kept = (
  database: Database,
  pool: OneClientPool,
  lock: Lock,
  { checkpointEveryMs = CHECKPOINT_EVERY_MS, vacuumEveryMs = VACUUM_EVERY_MS }: PgliteOptions,
): Database => {
  let askedAtCheckpoint = 0
  let isClosed = false
  let isAtWork = false
  const keepUp = async (...statements: string[]): Promise<void> => {
    if (isClosed) return
    isAtWork = true
    const client = await pool.connect()
    const { limitMs } = pool
    pool.limitMs = Infinity
    try {
      for (const statement of statements) await client.query(statement, [])
      askedAtCheckpoint = pool.asked
    } catch {
      // A full disk, say: whoever writes is told by their own statement, and the next round tries again.
    } finally {
      pool.limitMs = limitMs
      client.release()
      isAtWork = false
    }
  }
  // A round that is due while the last one is not done is left out: they must not queue up before the people.
  const timers = [
    setInterval(() => {
      if (!isAtWork && pool.asked > askedAtCheckpoint) void keepUp('checkpoint')
    }, checkpointEveryMs),
    setInterval(() => {
      if (!isAtWork) void keepUp('vacuum (analyze)')
    }, vacuumEveryMs),
  ]
  for (const timer of timers) timer.unref()

  return {
    ...database,
    close: async () => {
      if (isClosed) return
      for (const timer of timers) clearInterval(timer)
      await keepUp('checkpoint')
      isClosed = true
      await database.close()
      await lock.release()
    },
  }
}
