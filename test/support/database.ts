import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { openDatabase } from '../../server/adapters/open-database'
import { createOneClientPool } from '../../server/adapters/pglite/one-client-pool'
import { databaseOn, STATEMENT_TIMEOUT_MS } from '../../server/adapters/pglite/open-pglite'
import { openThread, type PgliteThread } from '../../server/adapters/pglite/open-thread'
import type { Database } from '../../server/ports/database'
import { SHARED_PGLITE, type SharedPglite } from './environment'
import { makeNewAgain, newDatabaseSnapshot } from './snapshot'

/** In the project `server-postgres` of jest.config.json; everywhere else tests run on the embedded database. */
export const isOnPostgres = Reflect.get(globalThis, 'testsOnPostgres') === true

/**
 * A database as a server has it after its first start, for this test file alone: migrated, and with the
 * divisions and categories. Close it in `afterAll`.
 */
export const testDatabase = (): Promise<Database> =>
  isOnPostgres ? throwawayPostgres() : sharedPglite()

const sharedPglite = async (): Promise<Database> => {
  const snapshot = await newDatabaseSnapshot()
  // Put there by environment.ts; absent in the projects that run in a browser's world.
  const shared = Reflect.get(globalThis, SHARED_PGLITE) as SharedPglite | undefined
  const thread = await shared?.take(snapshot)
  if (!shared || !thread) {
    const opened = await openThread({ in: 'memory', snapshot }, () => undefined)
    if (opened.is === 'unusable') throw new Error(opened.message)
    return over(opened.thread, () => opened.thread.close())
  }
  const database = await over(thread, () => Promise.resolve(shared.giveBack()))
  await sql`rollback`.execute(database.db) // of a file before this one that ended in the middle
  await makeNewAgain(database.db)
  return database
}

const over = (thread: PgliteThread, end: () => Promise<void>): Promise<Database> => {
  const pool = createOneClientPool(thread, STATEMENT_TIMEOUT_MS)
  return databaseOn(thread, Object.assign(pool, { end }))
}

/** The cluster that scripts/test.ts starts; its template is a new database already. */
export const postgresUrl = (database: string): string => {
  const url = process.env.TEST_POSTGRES_URL
  if (!url) throw new Error('no PostgreSQL is running for tests: start them with `npm test`')
  return new URL(`/${database}`, url).href
}

export const TEMPLATE = 'jinlin_template'

const throwawayPostgres = async (): Promise<Database> => {
  const name = await createPostgresDatabase(TEMPLATE)
  const database = await openDatabase({ url: postgresUrl(name), dataDir: '' })
  return {
    ...database,
    close: async () => {
      await database.close()
      await dropPostgresDatabase(name)
    },
  }
}

export const createPostgresDatabase = async (template = 'template0'): Promise<string> => {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await asSuperuser((db) =>
    sql`create database ${sql.id(name)} template ${sql.id(template)}`.execute(db),
  )
  return name
}

export const dropPostgresDatabase = (name: string): Promise<unknown> =>
  asSuperuser((db) => sql`drop database if exists ${sql.id(name)} with (force)`.execute(db))

const asSuperuser = async <Result>(
  work: (db: Database['db']) => Promise<Result>,
): Promise<Result> => {
  const database = await openDatabase({ url: postgresUrl('postgres'), dataDir: '' })
  try {
    return await work(database.db)
  } finally {
    await database.close()
  }
}
