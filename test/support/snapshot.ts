import { createHash, randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { createOneClientPool } from '../../server/adapters/pglite/one-client-pool'
import { databaseOn, STATEMENT_TIMEOUT_MS } from '../../server/adapters/pglite/open-pglite'
import { openThread } from '../../server/adapters/pglite/open-thread'
import { migrate } from '../../server/migrations/migrate'
import { seedReferenceData } from '../../server/modules/divisions/seed-reference-data'
import type { Database } from '../../server/ports/database'
import type { Db } from '../../server/ports/work'

const ROOT = join(__dirname, '..', '..')
const CACHE = join(ROOT, 'node_modules', '.cache', 'jinlin')
/** Whatever decides how a new database looks; a change here makes a new snapshot. */
const MADE_OF = [
  'server/migrations',
  'server/data',
  'server/modules/divisions',
  'test/support/snapshot.ts',
  'node_modules/@electric-sql/pglite/package.json',
]

/** A new database as a server has it after its first start, kept as a file between the runs. */
export const newDatabaseSnapshot = async (): Promise<Uint8Array> => {
  const file = join(CACHE, `pglite-${fingerprint()}.tar`)
  if (!existsSync(file)) keepAs(file, await makeSnapshot())
  return readFileSync(file)
}

const makeSnapshot = async (): Promise<Uint8Array> => {
  const opened = await openThread({ in: 'memory' }, () => undefined)
  if (opened.is === 'unusable') throw new Error(opened.message)
  const { thread } = opened
  const database = await databaseOn(thread, createOneClientPool(thread, STATEMENT_TIMEOUT_MS))
  try {
    await makeNew(database)
    const outcome = await thread.ask({ do: 'snapshot' }, Infinity)
    if (outcome.is !== 'answer' || !outcome.answer.snapshot) throw new Error('no snapshot came')
    return outcome.answer.snapshot
  } finally {
    await database.close()
  }
}

/** As after the first start, with a copy of that beside it to go back to. */
export const makeNew = async (database: Database): Promise<void> => {
  await migrate(database)
  await seedReferenceData(database.db)
  const { db } = database
  await sql`create schema pristine`.execute(db)
  for (const table of await tablesIn(db, 'public')) {
    const from = sql.table(`public.${table}`)
    const { rows } = await sql`select 1 from ${from} limit 1`.execute(db)
    if (rows.length > 0)
      await sql`create table ${sql.table(`pristine.${table}`)} as table ${from}`.execute(db)
  }
}

/** Back to how it was after the first start, whatever a test file did. */
export const makeNewAgain = async (db: Db): Promise<void> => {
  const filled = await tablesIn(db, 'pristine')
  const all = await tablesIn(db, 'public')
  await sql`truncate ${sql.join(all.map((table) => sql.table(table)))}`.execute(db)
  // References are checked row by row, and the names are not in the order of the references.
  await sql`set session_replication_role = replica`.execute(db)
  for (const table of filled)
    await sql`insert into ${sql.table(table)} table ${sql.table(`pristine.${table}`)}`.execute(db)
  await sql`set session_replication_role = default`.execute(db)
}

const tablesIn = async (db: Db, schema: string): Promise<string[]> => {
  const { rows } = await sql<{ tablename: string }>`
    select tablename from pg_tables
    where schemaname = ${schema} and tablename not like 'kysely%'
    order by tablename`.execute(db)
  return rows.map(({ tablename }) => tablename)
}

/** Two processes may make it at once: each writes its own file, and the last one stays. */
const keepAs = (file: string, snapshot: Uint8Array): void => {
  mkdirSync(CACHE, { recursive: true })
  const own = `${file}.${randomUUID()}`
  writeFileSync(own, snapshot)
  renameSync(own, file)
}

const fingerprint = (): string => {
  const hash = createHash('sha256')
  for (const path of MADE_OF.flatMap((name) => filesIn(name)))
    hash.update(path).update(readFileSync(join(ROOT, path)))
  return hash.digest('hex').slice(0, 16)
}

const filesIn = (path: string): string[] => {
  if (/\.\w+$/.test(path)) return [path]
  return readdirSync(join(ROOT, path), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(`${path}/${entry.name}`) : [`${path}/${entry.name}`],
  )
}
