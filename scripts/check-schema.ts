import { sql } from 'kysely'
import { createOneClientPool } from '../server/adapters/pglite/one-client-pool'
import { databaseOn } from '../server/adapters/pglite/open-pglite'
import { openThread } from '../server/adapters/pglite/open-thread'
import { migrate } from '../server/migrations/migrate'
import type { Database } from '../server/ports/database'
import type { Db } from '../server/ports/work'

/** The same on every node of a distributed PostgreSQL: their keys are their own. */
const REFERENCE_TABLES = [
  'district',
  'street',
  'community',
  'grid',
  'category',
  'category_question',
  // A department answers for a community, a street or a district.
  'department',
  'department_account',
  'place',
  'setting',
  'deadline_rule',
  // People, and what belongs to a person in whichever community.
  'person',
  'wechat_identity',
  'consent',
  'phone',
  'session',
  'sign_in_code',
  'invitation',
  'api_key',
  'subscription',
]

/** The rules of docs/ARCHITECTURE.md, “Data”, asked of a database that was just migrated. */
const main = async (): Promise<void> => {
  const database = await newDatabase()
  try {
    await migrate(database)
    const problems = await findProblems(database.db)
    for (const problem of problems) console.log(problem)
    process.exitCode = problems.length > 0 ? 1 : 0
  } finally {
    await database.close()
  }
}

const newDatabase = async (): Promise<Database> => {
  const opened = await openThread({ in: 'memory' }, () => undefined)
  if (opened.is === 'unusable') throw new Error(opened.message)
  return databaseOn(opened.thread, createOneClientPool(opened.thread, Infinity))
}

const findProblems = async (db: Db): Promise<string[]> => [
  ...(await keysWithoutCommunityFirst(db)).map(
    (name) => `${name}: community_id must come first in every key of community data`,
  ),
  ...(await referencesAcrossCommunities(db)).map(
    (name) => `${name}: a reference between community data must include community_id`,
  ),
  ...(await numbersMadeHere(db)).map(
    (name) => `${name}: ids are made in the application, not counted by one node`,
  ),
  ...(await columnsComputed(db)).map((name) => `${name}: no generated columns`),
  ...(await oddConstraints(db)).map((name) => `${name}: no exclusion or deferrable constraints`),
  ...(await oddIndexes(db)).map((name) => `${name}: btree and GIN only`),
]

/** Every table of ours that is no reference table. */
const COMMUNITY_DATA = sql`(
  select oid from pg_class
  where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely%'
    and relname not in (${sql.join(REFERENCE_TABLES)}))`

const keysWithoutCommunityFirst = (db: Db): Promise<string[]> =>
  names(
    db,
    sql`select i.relname as name
      from pg_index x
      join pg_class i on i.oid = x.indexrelid
      left join pg_attribute a on a.attrelid = x.indrelid and a.attnum = x.indkey[0]
      where x.indisunique and x.indrelid in ${COMMUNITY_DATA}
        and a.attname is distinct from 'community_id'`,
  )

const referencesAcrossCommunities = (db: Db): Promise<string[]> =>
  names(
    db,
    sql`select f.conname as name
      from pg_constraint f
      join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
      join pg_attribute b on b.attrelid = f.confrelid and b.attnum = f.confkey[1]
      where f.contype = 'f'
        and f.conrelid in ${COMMUNITY_DATA} and f.confrelid in ${COMMUNITY_DATA}
        and not (a.attname = 'community_id' and b.attname = 'community_id')`,
  )

const numbersMadeHere = (db: Db): Promise<string[]> =>
  names(
    db,
    sql`select relname as name from pg_class
      where relkind = 'S' and relnamespace = 'public'::regnamespace`,
  )

const columnsComputed = (db: Db): Promise<string[]> =>
  names(
    db,
    sql`select c.relname || '.' || a.attname as name
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and (a.attgenerated <> '' or a.attidentity <> '')`,
  )

const oddConstraints = (db: Db): Promise<string[]> =>
  names(
    db,
    sql`select conname as name from pg_constraint
      where connamespace = 'public'::regnamespace and (contype = 'x' or condeferrable)`,
  )

const oddIndexes = (db: Db): Promise<string[]> =>
  names(
    db,
    sql`select i.relname || ' (' || m.amname || ')' as name
      from pg_class i join pg_am m on m.oid = i.relam
      where i.relkind = 'i' and i.relnamespace = 'public'::regnamespace
        and m.amname not in ('btree', 'gin')`,
  )

const names = async (db: Db, question: ReturnType<typeof sql>): Promise<string[]> => {
  const { rows } = await db.executeQuery<{ name: string }>(question.compile(db))
  return rows.map(({ name }) => name)
}

void main()
