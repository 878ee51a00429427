import { sql, type Kysely } from 'kysely'
import {
  listMigrated,
  migrate,
  migrateAsFarAs,
  MIGRATIONS,
  type Migrations,
} from '../../server/migrations/migrate'
import type { Database } from '../../server/ports/database'
import { StartError } from '../../server/ports/start-error'
import { testDatabase } from '../support/database'

let database: Database
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())
afterEach(async () => {
  await sql`drop table if exists engine_step`.execute(database.db)
  await sql`delete from kysely_migration where name like '9%'`.execute(database.db)
})

const does = (...statements: string[]): Migrations[string] => ({
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
})
const isThere = async (): Promise<boolean> => {
  const { rows } = await sql<{ is: boolean }>`
    select to_regclass('engine_step') is not null as is`.execute(database.db)
  return rows[0]?.is ?? false
}
const withOneMore = (step: Migrations[string]): Migrations => ({ ...MIGRATIONS, '9000-one': step })

test('a database that has seen all of them is left as it is', async () => {
  const before = await listMigrated(database.db)
  expect(before).toEqual(Object.keys(MIGRATIONS))
  await migrate(database)
  expect(await listMigrated(database.db)).toEqual(before)
})

test('a new one is made once, and written down', async () => {
  const migrations = withOneMore(does('create table engine_step (id integer)'))
  await migrate(database, migrations)
  await migrate(database, migrations)
  expect(await listMigrated(database.db)).toEqual([...Object.keys(MIGRATIONS), '9000-one'])
  expect(await isThere()).toBe(true)
})

test('asked for by several at once, each is made once', async () => {
  const migrations = withOneMore(does('create table engine_step (id integer)'))
  await Promise.all([1, 2, 3].map(() => migrate(database, migrations)))
  expect(await listMigrated(database.db)).toEqual([...Object.keys(MIGRATIONS), '9000-one'])
})

test('one that fails leaves the database as it was, and says which it was', async () => {
  const migrations = {
    ...withOneMore(does('create table engine_step (id integer)')),
    '9001-two': does('insert into engine_step values (1)', 'select 1 / 0'),
  }
  const failed = migrate(database, migrations)
  await expect(failed).rejects.toBeInstanceOf(StartError)
  await expect(failed).rejects.toThrow(
    'The database could not be brought up to date, and is as it was (9001-two): division by zero',
  )
  expect(await isThere()).toBe(false)
  expect(await listMigrated(database.db)).toEqual(Object.keys(MIGRATIONS))
  await migrate(database)
})

test('a database that a newer version has used is refused, and not touched', async () => {
  const newer = withOneMore(does('create table engine_step (id integer)'))
  await migrate(database, newer)
  const refused = migrate(database)
  await expect(refused).rejects.toBeInstanceOf(StartError)
  await expect(refused).rejects.toThrow(
    'The database was last used by a newer version of this program (9000-one is unknown here): install that version.',
  )
  expect(await listMigrated(database.db)).toContain('9000-one')
  expect(await isThere()).toBe(true)
})

test('within a transaction a database can be brought as far as an older version had it, and back', async () => {
  const newer = {
    ...MIGRATIONS,
    '9000-one': does('create table engine_step (id integer)'),
    '9001-two': does('insert into engine_step values (7)'),
  }
  const wish = database.db.transaction().execute(async (tx) => {
    await migrateAsFarAs(tx, '9000-one', newer)
    const { rows } = await sql`select * from engine_step`.execute(tx)
    expect(rows).toEqual([])
    throw new Error('only looking')
  })
  await expect(wish).rejects.toThrow('only looking')
  expect(await isThere()).toBe(false)
})
