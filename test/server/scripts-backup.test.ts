import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { runBackup } from '../../scripts/backup'
import { runOperator } from '../../scripts/operator'
import { runRestore } from '../../scripts/restore'
import { createDiskBlobStore } from '../../server/adapters/disk/blob-store'
import { openDatabase } from '../../server/adapters/open-database'
import type { Database } from '../../server/ports/database'
import {
  createPostgresDatabase,
  dropPostgresDatabase,
  isOnPostgres,
  postgresUrl,
  TEMPLATE,
} from '../support/database'
import { GUANGXIMEN } from '../support/house'

/** Where a server keeps its things: the embedded database in a directory, or PostgreSQL beside one. */
type Place = Record<'DATA_DIR' | 'DATABASE_URL', string>

let directory: string
const made: string[] = []
const isPostgres: boolean = isOnPostgres

// Every command opens the database anew, as it does for whoever types it.
jest.setTimeout(300_000)

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'jinlin-backup-'))
})
afterAll(async () => {
  await rm(directory, { recursive: true, force: true })
  for (const name of made) await dropPostgresDatabase(name)
})

const newPlace = async (name: string, template?: string): Promise<Place> => {
  const DATA_DIR = join(directory, name)
  if (!isPostgres) return { DATA_DIR, DATABASE_URL: '' }
  const database = await createPostgresDatabase(template)
  made.push(database)
  return { DATA_DIR, DATABASE_URL: postgresUrl(database) }
}

/** Runs a command and hears it out. */
const hear = async (
  command: typeof runBackup,
  args: string[],
  place: Place,
): Promise<{ code: number; out: string; err: string }> => {
  const said = { out: '', err: '' }
  const code = await command(args, place, {
    out: (line) => (said.out += `${line}\n`),
    err: (line) => (said.err += `${line}\n`),
  })
  return { code, ...said }
}

const onDatabase = async <Result>(
  { DATA_DIR, DATABASE_URL }: Place,
  work: (database: Database) => Promise<Result>,
): Promise<Result> => {
  const database = await openDatabase({ dataDir: DATA_DIR, url: DATABASE_URL || undefined })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

const PERSON = '0199d000-0000-7000-8000-00000000000a'
const PHOTO = '0199d000-0000-7000-8000-00000000000b'
const PICTURE = Buffer.from([0xff, 0xd8, 0, 10, 13, 0xff, 0xd9])
const AT = new Date('2026-11-23T02:00:00.123Z')
const WORDS = "路灯不亮\n“3号楼”\t\\N, 'it's' {\"a\":1} 🏮"

/** A community where somebody has written something hard to copy, and sent a picture. */
const liveIn = async (place: Place): Promise<void> => {
  await hear(
    runOperator,
    ['open-community', GUANGXIMEN, '--lat', '39.9672', '--lng', '116.4346'],
    place,
  )
  await onDatabase(place, async ({ db }) => {
    await db
      .insertInto('person')
      .values({
        id: PERSON,
        surname: '林',
        created_at: AT,
        deleted_at: null,
        sample_name: null,
        sample_who: null,
        sample_can_try: null,
      })
      .execute()
    await db
      .insertInto('announcement')
      .values({
        community_id: GUANGXIMEN,
        id: PHOTO,
        title: '停水',
        words: WORDS,
        author_id: PERSON,
        is_pinned: true,
        at: AT,
      })
      .execute()
    await db
      .insertInto('photo')
      .values({
        community_id: GUANGXIMEN,
        id: PHOTO,
        uploaded_by: PERSON,
        command_id: 'one',
        width: 4,
        height: 3,
        bytes: 7,
        created_at: AT,
        ticket_id: null,
        deleted_at: null,
      })
      .execute()
  })
  const blobs = await createDiskBlobStore(join(place.DATA_DIR, 'photos'))
  for (const size of ['thumb', 'medium', 'full'])
    await blobs.put(`${GUANGXIMEN}/${PHOTO}/${size}.jpg`, PICTURE)
}

/** Every row of every table as text, so that nothing can differ unseen. */
const everythingIn = (place: Place): Promise<Record<string, string[]>> =>
  onDatabase(place, async ({ db }) => {
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_tables
      where schemaname = 'public' and tablename not like 'kysely%' order by 1`.execute(db)
    const all: Record<string, string[]> = {}
    for (const { name } of rows) {
      const { rows: found } = await sql<{ text: string }>`
        select t::text as text from ${sql.table(name)} t order by 1`.execute(db)
      all[name] = found.map(({ text }) => text)
    }
    return all
  })

describe('a backup', () => {
  let home: Place
  let file: string
  let elsewhere: Place
  let before: Record<string, string[]>

  beforeAll(async () => {
    home = await newPlace('home', isPostgres ? TEMPLATE : undefined)
    file = join(directory, 'home.backup')
    await liveIn(home)
    const { code, out } = await hear(runBackup, [file], home)
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('3 pictures') })
    before = await everythingIn(home)
  })

  test('put back elsewhere is the same to the last letter, with its pictures', async () => {
    elsewhere = await newPlace('elsewhere')
    const { code, out, err } = await hear(runRestore, [file], elsewhere)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('3 pictures')
    expect(before.announcement).toHaveLength(1)
    expect(await everythingIn(elsewhere)).toEqual(before)
    const picture = join(elsewhere.DATA_DIR, 'photos', GUANGXIMEN, PHOTO, 'full.jpg')
    expect(await readFile(picture)).toEqual(PICTURE)
  })

  test('moves from one kind of database to the other', async () => {
    if (!isPostgres) return // the other kind is there only where PostgreSQL is
    const embedded: Place = { DATA_DIR: join(directory, 'embedded'), DATABASE_URL: '' }
    expect((await hear(runRestore, [file], embedded)).err).toBe('')
    expect(await everythingIn(embedded)).toEqual(before)

    const again = join(directory, 'embedded.backup')
    expect((await hear(runBackup, [again], embedded)).code).toBe(0)
    const back = await newPlace('back')
    expect((await hear(runRestore, [again], back)).err).toBe('')
    expect(await everythingIn(back)).toEqual(before)
  })

  test('is put where nobody lives, and elsewhere only when that is given up in so many words', async () => {
    await hear(runOperator, ['open-community', '110105006042'], elsewhere)
    const inhabited = await everythingIn(elsewhere)
    const refused = await hear(runRestore, [file], elsewhere)
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('--replace') })
    expect(await everythingIn(elsewhere)).toEqual(inhabited)

    expect((await hear(runRestore, [file, '--replace'], elsewhere)).code).toBe(0)
    expect(await everythingIn(elsewhere)).toEqual(before)
  })

  test('never overwrites a file', async () => {
    const { code, err } = await hear(runBackup, [file], home)
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('is there already') })
  })

  test('that is cut, no backup, or of a newer version is refused before anything is touched', async () => {
    const target: Place = { DATA_DIR: join(directory, 'untouched'), DATABASE_URL: '' }
    const whole = await readFile(file)
    const [head = '', ...lines] = gunzipSync(whole).toString().split('\n')
    const newer = JSON.stringify({ ...(JSON.parse(head) as object), migrations: ['9999-tomorrow'] })
    const broken: Record<string, [Buffer, RegExp]> = {
      cut: [whole.subarray(0, whole.length / 2), /not whole/],
      headless: [gzipSync(lines.join('\n')), /no backup of ours/],
      endless: [gzipSync([head, ...lines.slice(0, -3)].join('\n')), /not whole/],
      text: [Buffer.from('once upon a time'), /no backup of ours/],
      newer: [gzipSync([newer, ...lines].join('\n')), /newer version/],
    }
    for (const [name, [bytes, words]] of Object.entries(broken)) {
      const path = join(directory, name)
      await writeFile(path, bytes)
      const { code, err } = await hear(runRestore, [path], target)
      expect({ name, code, err }).toEqual({ name, code: 1, err: expect.stringMatching(words) })
    }
    const missing = await hear(runRestore, [join(directory, 'nowhere')], target)
    expect(missing).toMatchObject({ code: 1, err: expect.stringContaining('There is no file') })
    expect(existsSync(target.DATA_DIR)).toBe(false)
  })
})

test('a database that no server has seen has nothing to back up', async () => {
  const empty = await newPlace('empty')
  const { code, err } = await hear(runBackup, [join(directory, 'empty.backup')], empty)
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('is empty') })
})

test('a command written wrongly is answered with its usage', async () => {
  const nowhere: Place = { DATA_DIR: join(directory, 'unused'), DATABASE_URL: '' }
  expect(await hear(runRestore, [], nowhere)).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^Usage/),
  })
  expect(await hear(runBackup, ['a', 'b'], nowhere)).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^Usage/),
  })
})

test('the embedded database is left alone while its server runs', async () => {
  const place: Place = { DATA_DIR: join(directory, 'busy'), DATABASE_URL: '' }
  const database = await openDatabase({ dataDir: place.DATA_DIR })
  try {
    const { code, err } = await hear(runBackup, [join(directory, 'busy.backup')], place)
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('in use') })
  } finally {
    await database.close()
  }
})
