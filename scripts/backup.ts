import { rename, rm, stat } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { join, resolve } from 'node:path'
import { sql } from 'kysely'
import { createDiskBlobStore } from '../server/adapters/disk/blob-store'
import { openDatabase } from '../server/adapters/open-database'
import { configFromEnv } from '../server/config-from-env'
import { listMigrated } from '../server/migrations/migrate'
import { blobKey } from '../server/modules/media/keep-photo'
import { PHOTO_SIZES } from '../server/modules/media/picture-address'
import type { BlobStore } from '../server/ports/blob-store'
import type { Database } from '../server/ports/database'
import type { Db } from '../server/ports/work'
import { writeBackupFile, type BackupWriter } from './backup-file'
import {
  codeOf,
  CommandError,
  explained,
  messageOf,
  progressOf,
  toTerminal,
  UsageError,
  type Env,
  type Say,
} from './command-line'
import { listTables, sayTextPlainly, type Table } from './database-tables'

const ROWS_AT_A_TIME = 500
const USAGE = [
  'Usage: npm run backup -- [FILE]',
  'Writes the database (DATABASE_URL, or the embedded one in DATA_DIR while its server is stopped) and the',
  'photos in DATA_DIR into one file; npm run restore puts it back, into either kind of database.',
]

interface Counts {
  rows: number
  photos: number
}

/** The command line, apart from the process, so that it can be tried. */
export const runBackup = (args: readonly string[], env: Env, say: Say): Promise<number> =>
  explained(say, async () => {
    if (args.some((word) => word.startsWith('-')) || args.length > 1)
      throw new UsageError(USAGE.join('\n'))
    const file = resolve(
      args[0] ?? `jinlin-${new Date().toISOString().slice(0, 16).replace(/[:T-]/g, '')}.backup`,
    )
    await mustBeNew(file)
    const config = configFromEnv(env)
    const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir })
    try {
      const blobs = await createDiskBlobStore(join(config.dataDir, 'photos'))
      const { rows, photos } = await backUp(database, blobs, file, say)
      const { size } = await stat(file)
      say.out(
        `${file} holds ${rows} rows and ${photos} pictures (${(size / 1024 ** 2).toFixed(1)} MB).`,
      )
    } finally {
      await database.close()
    }
  })

const mustBeNew = async (file: string): Promise<void> => {
  const isThere = await stat(file).then(
    () => true,
    () => false,
  )
  if (isThere)
    throw new CommandError(`${file} is there already: choose another name, or move it away.`)
}

/** Written beside its place and moved there when it is whole, so that half a backup never looks like one. */
const backUp = async (
  database: Database,
  blobs: BlobStore,
  file: string,
  say: Say,
): Promise<Counts> => {
  const half = `${file}.half`
  await rm(half, { force: true })
  try {
    const writer = writeBackupFile(half)
    const counts = await database.unhurried((db) =>
      // One moment of the database, however long the reading takes and whatever is written meanwhile.
      db
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute((tx) => writeEverything(tx, database.kind, blobs, writer, say)),
    )
    await writer.write({ is: 'end', ...counts })
    await writer.finish()
    await rename(half, file)
    return counts
  } catch (error) {
    await rm(half, { force: true })
    if (isOfTheDisk(error))
      throw new CommandError(
        `${file} cannot be written (${messageOf(error)}): choose another place.`,
      )
    throw error
  }
}

const isOfTheDisk = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EISDIR'].includes(codeOf(error))

const writeEverything = async (
  tx: Db,
  from: Database['kind'],
  blobs: BlobStore,
  writer: BackupWriter,
  say: Say,
): Promise<Counts> => {
  const migrations = await listMigrated(tx)
  if (migrations.length === 0)
    throw new CommandError('This database is empty: no server was ever started on it.')
  await sayTextPlainly(tx)
  await writer.write({ is: 'head', format: 1, madeAt: new Date().toISOString(), from, migrations })
  const progress = progressOf(say)
  let rows = 0
  for (const table of await listTables(tx))
    rows += await writeTable(tx, table, writer, (count) =>
      progress(`… ${rows + count} rows, at table ${table.name}`),
    )
  const photos = await writePhotos(tx, blobs, writer, (count) => progress(`… ${count} pictures`))
  return { rows, photos }
}

const writeTable = async (
  tx: Db,
  { name, columns }: Table,
  writer: BackupWriter,
  progress: (count: number) => void,
): Promise<number> => {
  await writer.write({ is: 'table', name, columns: columns.map((column) => column.name) })
  const asTexts = sql.join(columns.map((column) => sql`${sql.ref(column.name)}::text`))
  // A cursor: neither database is asked to hold a whole table at once, nor are we.
  await sql`declare backup no scroll cursor for
    select json_build_array(${asTexts}) as texts from ${sql.table(name)}`.execute(tx)
  let count = 0
  for (;;) {
    const { rows } = await sql<{
      texts: (string | null)[]
    }>`fetch ${sql.lit(ROWS_AT_A_TIME)} from backup`.execute(tx)
    if (rows.length === 0) break
    await writer.write({ is: 'rows', rows: rows.map(({ texts }) => texts) })
    count += rows.length
    progress(count)
  }
  await sql`close backup`.execute(tx)
  return count
}

/** Those that the copied rows speak of; one that was deleted meanwhile is gone for good reason. */
const writePhotos = async (
  tx: Db,
  blobs: BlobStore,
  writer: BackupWriter,
  progress: (count: number) => void,
): Promise<number> => {
  const photos = await tx
    .selectFrom('photo')
    .select(['community_id', 'id'])
    .where('deleted_at', 'is', null)
    .orderBy('community_id')
    .orderBy('id')
    .execute()
  let count = 0
  for (const { community_id: communityId, id } of photos)
    for (const size of PHOTO_SIZES) {
      const key = blobKey(communityId, id, size)
      const stream = await blobs.get(key)
      if (!stream) continue
      await writer.write({ is: 'photo', key, base64: (await buffer(stream)).toString('base64') })
      count += 1
      progress(count)
    }
  return count
}

if (require.main === module)
  void runBackup(process.argv.slice(2), process.env, toTerminal).then((code) => {
    process.exitCode = code
  })
