import { CompiledQuery, PostgresDialect } from 'kysely'
import { Client, Pool, type ClientConfig } from 'pg'
import type { Database, OpenDatabaseOptions } from '../../ports/database'
import { StartError } from '../../ports/start-error'
import { atMost } from '../at-most'
import { channelName } from '../channel-name'
import { columnTypes } from '../column-types'
import { openGuardedKysely } from '../guarded-kysely'
import { createNamedTurns } from '../turns'
import { createListener } from './listener'

const STATEMENT_TIMEOUT_MS = 15_000
const CONNECT_WITHIN_MS = 10_000
const OLDEST_VERSION = 15
/** Connections of one server process; an instance of PostgreSQL allows 100 for all of them together. */
const POOL_SIZE = 10
/** The rest is for who reads. */
const ACTING_AT_ONCE = 7

/** PostgreSQL by its address; it is asked once before anything else, so that a wrong address is told at the start. */
export const openPostgres = async (
  url: string,
  { statementTimeoutMs = STATEMENT_TIMEOUT_MS }: Pick<OpenDatabaseOptions, 'statementTimeoutMs'>,
): Promise<Database> => {
  const config: ClientConfig = {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    application_name: 'jinlin',
    keepAlive: true,
    types: columnTypes,
  }
  await mustAnswer(config)

  const pool = new Pool({ ...config, max: POOL_SIZE })
  // An idle connection was cut; the pool opens another when one is needed, and who waits for an answer is told.
  pool.on('error', () => undefined)
  // The same for one that is at work: unheard, its cut would end the whole server.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = await openGuardedKysely(
    new PostgresDialect({
      pool,
      // Not as parameters of the connection: PgBouncer refuses those.
      onCreateConnection: async (connection) => {
        await connection.executeQuery(CompiledQuery.raw(sessionSettings(statementTimeoutMs)))
      },
    }),
  )
  const listener = createListener(config)
  const inTurn = createNamedTurns()

  return {
    kind: 'postgres',
    db,
    listen: async (channel, hear, afterGap) =>
      listener.listen(channelName(channel), hear, afterGap),
    notify: async (channel, payload) => {
      await db
        .selectNoFrom((eb) =>
          eb.fn('pg_notify', [eb.val(channelName(channel)), eb.val(payload)]).as('told'),
        )
        .execute()
    },
    // First among ourselves, so that those who wait in this process hold one connection and not many.
    withLock: (name, work) => inTurn(name, () => withAdvisoryLock(config, name, work)),
    inTurnToAct: atMost(ACTING_AT_ONCE),
    unhurried: (work) =>
      db.connection().execute(async (connection) => {
        const patience = (ms: number) =>
          connection.executeQuery(CompiledQuery.raw(`set statement_timeout = ${ms}`))
        await patience(0)
        try {
          return await work(connection)
        } finally {
          await patience(statementTimeoutMs)
        }
      }),
    close: async () => {
      await listener.close()
      await db.destroy()
    },
  }
}

const sessionSettings = (statementTimeoutMs: number): string =>
  [
    `set statement_timeout = ${statementTimeoutMs}`,
    `set time zone 'UTC'`,
    `set datestyle = 'ISO, YMD'`,
  ].join('; ')

/** Held by a session of its own: when this process dies, the lock goes with it. */
const withAdvisoryLock = async <Result>(
  config: ClientConfig,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> => {
  const client = new Client(config)
  client.on('error', () => undefined) // told by the next query on it, or by nobody when there is none
  await client.connect()
  try {
    await client.query('set statement_timeout = 0')
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [`jinlin ${name}`])
    return await work()
  } finally {
    await client.end()
  }
}

const mustAnswer = async (config: ClientConfig): Promise<void> => {
  const client = clientFor(config)
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int / 10000 as version`,
    )
    const version = rows[0]?.version ?? 0
    if (version < OLDEST_VERSION)
      throw new StartError(
        `The PostgreSQL at ${client.host}:${client.port} is version ${version}: version ${OLDEST_VERSION} or newer is needed.`,
      )
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(whyUnreachable(client, error))
  } finally {
    await client.end().catch(() => undefined)
  }
}

const clientFor = (config: ClientConfig): Client => {
  const isAddress = /^postgres(ql)?:\/\//.test(config.connectionString ?? '')
  try {
    if (isAddress) return new Client(config)
  } catch {
    // Told below: it cannot be read as an address.
  }
  throw new StartError(
    'DATABASE_URL is no address of a PostgreSQL: it looks like postgres://name:password@host:5432/database.',
  )
}

/** Names host and database, never the password. */
const whyUnreachable = ({ host, port, database, user }: Client, error: unknown): string => {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  const where = `${host}:${port}`
  if (code === '28P01' || code === '28000')
    return `The PostgreSQL at ${where} refuses the name or password of “${user}”: correct DATABASE_URL.`
  if (code === '3D000')
    return `The PostgreSQL at ${where} has no database “${database}”: create it, or correct DATABASE_URL.`
  if (code === '57P03')
    return `The PostgreSQL at ${where} is still starting: try again in a moment.`
  const reason = code || (error instanceof Error ? error.message : String(error))
  return `The PostgreSQL at ${where} cannot be reached (${reason}): start it, or correct DATABASE_URL.`
}
