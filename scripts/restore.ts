import { join, resolve } from 'node:path'
import { sql } from 'kysely'
import { createDiskBlobStore } from '../server/adapters/disk/blob-store'
import { openDatabase } from '../server/adapters/open-database'
import { configFromEnv } from '../server/config-from-env'
import { listMigrated, migrate, migrateAsFarAs, MIGRATIONS } from '../server/migrations/migrate'
import { blobFolder } from '../server/modules/media/keep-photo'
import type { BlobStore } from '../server/ports/blob-store'
import type { Db } from '../server/ports/work'
import { readBackupFile, type BackupLine } from './backup-file'
import {
  codeOf,
  CommandError,
  explained,
  progressOf,
  toTerminal,
  UsageError,
  type Env,
  type Say,
} from './command-line'
import { listEverything, listTables, type Table } from './database-tables'

const USAGE = [
  'Usage: npm run restore -- FILE [--replace]',
  'Puts a backup into the database of DATABASE_URL, or the embedded one in DATA_DIR, and its photos into',
  'DATA_DIR, while the server is stopped. --replace gives up what is there now.',
]

type Head = Extract<BackupLine, { is: 'head' }>
interface Whole {
  head: Head
  rows: number
  photos: number
}

/** The command line, apart from the process, so that it can be tried. */
export const runRestore = (args: readonly string[], env: Env, say: Say): Promise<number> =>
  explained(say, async () => {
    const { file, isReplacing } = parse(args)
    const whole = await mustBeWhole(file, say)
    const config = configFromEnv(env)
    const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir })
    try {
      const blobs = await createDiskBlobStore(join(config.dataDir, 'photos'))
      const old = await mustMakeRoom(database.db, isReplacing)
      await database.unhurried((db) =>
        db.transaction().execute((tx) => putBack(tx, blobs, file, whole, say)),
      )
      await dropOldPhotos(database.db, blobs, old)
      await migrate(database)
      say.out(
        `Put back ${whole.rows} rows and ${whole.photos} pictures, as they were at ${whole.head.madeAt}.`,
      )
    } finally {
      await database.close()
    }
  })

const parse = (args: readonly string[]): { file: string; isReplacing: boolean } => {
  const words = args.filter((word) => word !== '--replace')
  const [file] = words
  if (words.length !== 1 || file === undefined || file.startsWith('-'))
    throw new UsageError(USAGE.join('\n'))
  return { file: resolve(file), isReplacing: words.length < args.length }
}

/** Reads all of it once before anything is touched: half a backup must not cost what is there. */
const mustBeWhole = async (file: string, say: Say): Promise<Whole> => {
  const progress = progressOf(say)
  let head: Head | undefined
  let isEnded = false
  const found = { rows: 0, photos: 0 }
  try {
    for await (const line of readBackupFile(file)) {
      if (line.is === 'head') head = line
      if (head === undefined) break
      if (line.is === 'rows') found.rows += line.rows.length
      if (line.is === 'photo') found.photos += 1
      if (line.is === 'end') isEnded = line.rows === found.rows && line.photos === found.photos
      progress(`… looking through the backup: ${found.rows} rows, ${found.photos} pictures`)
    }
  } catch (error) {
    throw new CommandError(whyUnreadable(file, error))
  }
  if (!head) throw new CommandError(`${file} is no backup of ours.`)
  if (!isEnded) throw new CommandError(`${file} is not whole: take another backup.`)
  mustBeKnown(head)
  return { head, ...found }
}

const whyUnreadable = (file: string, error: unknown): string => {
  const code = codeOf(error)
  if (code === 'ENOENT') return `There is no file ${file}.`
  if (code === 'Z_BUF_ERROR') return `${file} is not whole: take another backup.`
  if (code.startsWith('Z_') || (error as Error).name === 'SyntaxError')
    return `${file} is no backup of ours, or is damaged.`
  return `${file} cannot be read (${code || String(error)}).`
}

const mustBeKnown = ({ format, migrations }: Head): void => {
  const unknown = migrations.find((name) => !(name in MIGRATIONS))
  // The file says so itself; a newer program may write another number.
  if (unknown !== undefined || (format as number) !== 1)
    throw new CommandError(
      `The backup was made by a newer version of this program${unknown === undefined ? '' : ` (${unknown} is unknown here)`}: install that version.`,
    )
}

interface OldPhoto {
  community_id: string
  id: string
}

/** Nobody's data is overwritten unasked; what the first start of a server brings along is nobody's. */
const mustMakeRoom = async (db: Db, isReplacing: boolean): Promise<OldPhoto[]> => {
  const tables = await listEverything(db)
  if (tables.length === 0) return []
  if ((await listMigrated(db)).length === 0)
    throw new CommandError(
      `The database holds tables that are not ours (${tables.slice(0, 3).join(', ')} …): choose another one.`,
    )
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from person) or exists (select from community where opened_at is not null) as is`.execute(
    db,
  )
  if (rows[0]?.is && !isReplacing)
    throw new CommandError(
      'The database is in use by people already: choose an empty one, or add --replace to give up what is there.',
    )
  return db.selectFrom('photo').select(['community_id', 'id']).execute()
}

const putBack = async (
  tx: Db,
  blobs: BlobStore,
  file: string,
  { head, rows }: Whole,
  say: Say,
): Promise<void> => {
  const progress = progressOf(say)
  for (const name of await listEverything(tx))
    await sql`drop table ${sql.table(name)} cascade`.execute(tx)
  const last = head.migrations.at(-1)
  if (last === undefined) throw new CommandError('The backup is of an empty database.')
  await migrateAsFarAs(tx, last)
  const tables = await listTables(tx)
  let filling: (Table & { given: string[] }) | undefined
  let count = 0
  for await (const line of readBackupFile(file)) {
    if (line.is === 'table') filling = { ...mustHave(tables, line.name), given: line.columns }
    if (line.is === 'rows' && filling) {
      await fill(tx, filling, line.rows)
      count += line.rows.length
      progress(`… ${count} of ${rows} rows`)
    }
    if (line.is === 'photo') {
      await blobs.put(line.key, Buffer.from(line.base64, 'base64'))
      progress(`… all rows; picture ${line.key}`)
    }
  }
}

const mustHave = (tables: readonly Table[], name: string): Table => {
  const table = tables.find((one) => one.name === name)
  if (!table) throw new CommandError(`The backup has a table ${name} that is unknown here.`)
  return table
}

const fill = async (
  tx: Db,
  { name, columns, given }: Table & { given: string[] },
  rows: readonly (readonly (string | null)[])[],
): Promise<void> => {
  const values = given.map((column, at) => {
    const type = columns.find((one) => one.name === column)?.type
    if (!type)
      throw new CommandError(`The backup has a column ${name}.${column} that is unknown here.`)
    return sql`(texts ->> ${sql.lit(at)})::${sql.raw(type)}`
  })
  await sql`insert into ${sql.table(name)} (${sql.join(given.map((column) => sql.ref(column)))})
    select ${sql.join(values)}
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as texts`.execute(tx)
}

/** Pictures of what was given up; those of the backup stay. */
const dropOldPhotos = async (db: Db, blobs: BlobStore, old: readonly OldPhoto[]): Promise<void> => {
  for (const { community_id: communityId, id } of old) {
    const kept = await db
      .selectFrom('photo')
      .select('id')
      .where('community_id', '=', communityId)
      .where('id', '=', id)
      .executeTakeFirst()
    if (!kept) await blobs.deletePrefix(blobFolder(communityId, id))
  }
}

if (require.main === module)
  void runRestore(process.argv.slice(2), process.env, toTerminal).then((code) => {
    process.exitCode = code
  })
