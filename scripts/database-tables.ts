import { sql } from 'kysely'
import type { Db } from '../server/ports/work'

export interface Column {
  name: string
  /** As PostgreSQL names it: `timestamp with time zone`. */
  type: string
}

export interface Table {
  name: string
  columns: Column[]
}

const OF_THE_MIGRATOR = 'kysely%'

/** Our tables, each after those that it refers to. */
export const listTables = async (db: Db): Promise<Table[]> => {
  const { rows } = await sql<{ name: string; columns: Column[] }>`
    select c.relname as name,
      json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
        order by a.attnum) as columns
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and c.relname not like ${OF_THE_MIGRATOR}
    group by c.relname
    order by c.relname`.execute(db)
  return referredFirst(rows, await listReferences(db))
}

interface Reference {
  from: string
  to: string
}

const listReferences = async (db: Db): Promise<Reference[]> => {
  const { rows } = await sql<Reference>`
    select distinct f.relname as "from", t.relname as "to"
    from pg_constraint r
    join pg_class f on f.oid = r.conrelid
    join pg_class t on t.oid = r.confrelid
    where r.contype = 'f' and f.relnamespace = 'public'::regnamespace and f.oid <> t.oid`.execute(
    db,
  )
  return rows
}

const referredFirst = (tables: readonly Table[], references: readonly Reference[]): Table[] => {
  const sorted: Table[] = []
  const isSorted = (name: string): boolean => sorted.some((table) => table.name === name)
  let waiting = [...tables]
  while (waiting.length > 0) {
    const isReady = ({ name }: Table): boolean =>
      references.every(({ from, to }) => from !== name || isSorted(to))
    const ready = waiting.filter(isReady)
    if (ready.length === 0) throw new Error('tables refer to each other in a circle')
    sorted.push(...ready)
    waiting = waiting.filter((table) => !ready.includes(table))
  }
  return sorted
}

/** Whatever stands in the database, also what is not ours. */
export const listEverything = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by tablename`.execute(
    db,
  )
  return rows.map(({ name }) => name)
}

/** Values are written as PostgreSQL's own text, which both databases read and write alike. */
export const sayTextPlainly = async (db: Db): Promise<void> => {
  await sql`set local time zone 'UTC'`.execute(db)
  await sql`set local datestyle = 'ISO, YMD'`.execute(db)
  await sql`set local intervalstyle = 'postgres'`.execute(db)
  await sql`set local bytea_output = 'hex'`.execute(db)
}
