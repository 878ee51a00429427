import * as fs from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { sql } from 'kysely'
import { createWhole, DURABLE_START, unfinishedOf } from '../../server/adapters/pglite/durable-fs'
import { lockByFile, lockBySocket } from '../../server/adapters/pglite/lock-directory'
import { openPglite } from '../../server/adapters/pglite/open-pglite'
import type { Database } from '../../server/ports/database'
import { StartError } from '../../server/ports/start-error'
import { isOnPostgres } from '../support/database'

// About the embedded database on a disk; on PostgreSQL there is nothing to show.
const onEmbedded = isOnPostgres ? describe.skip : describe

const newFolder = () => mkdtemp(join(tmpdir(), 'jinlin-embedded-'))
const inFolder = async (work: (folder: string) => Promise<void>): Promise<void> => {
  const folder = await newFolder()
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
/** Waits for something that comes about by itself. */
const until = async (is: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await is())) await new Promise((resolve) => setTimeout(resolve, 50))
}
const megabytesIn = (folder: string): number =>
  fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { name }) => sum + fs.statSync(join(folder, name)).size, 0) /
  2 ** 20

onEmbedded('what is acknowledged is on the disk', () => {
  test('PGlite would start without fsync; ours starts with it', () => {
    expect(PGlite.defaultStartParams).toContain('-F')
    expect(DURABLE_START).not.toContain('-F')
    expect(DURABLE_START.join(' ')).toContain('-c wal_sync_method=fsync')
  })

  test('a first start that is cut off leaves nothing that looks like a database', async () => {
    await inFolder(async (folder) => {
      const directory = join(folder, 'database')
      const cutOff = createWhole(directory, (at) => {
        fs.mkdirSync(at)
        fs.writeFileSync(join(at, 'PG_VERSION'), '18')
        return Promise.reject(new Error('the power went'))
      })
      await expect(cutOff).rejects.toThrow('the power went')
      expect(fs.existsSync(directory)).toBe(false)
      expect(fs.existsSync(unfinishedOf(directory))).toBe(true)

      await createWhole(directory, (at) => {
        expect(fs.existsSync(join(at, 'PG_VERSION'))).toBe(false)
        fs.mkdirSync(at)
        fs.writeFileSync(join(at, 'PG_VERSION'), '18')
        return Promise.resolve()
      })
      expect(fs.readdirSync(folder)).toEqual(['database'])
    })
  })
})

onEmbedded('one database on a disk', () => {
  let folder: string
  let database: Database
  const died: Error[] = []

  beforeAll(async () => {
    folder = await newFolder()
    database = await openPglite({
      dataDir: folder,
      statementTimeoutMs: 1_500,
      checkpointEveryMs: 300,
      vacuumEveryMs: 1_000,
      onFatal: (error) => died.push(error),
    })
    await sql`create table note (id integer primary key, words text)`.execute(database.db)
  })
  afterAll(async () => {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  })
  const show = async (setting: string): Promise<string> => {
    const { rows } = await sql<Record<string, string>>`show ${sql.raw(setting)}`.execute(
      database.db,
    )
    return Object.values(rows[0] ?? {})[0] ?? ''
  }

  test('runs with fsync on', async () => {
    expect(await show('fsync')).toBe('on')
    expect(await show('synchronous_commit')).toBe('on')
    expect(await show('wal_sync_method')).toBe('fsync')
  })

  test('is refused to a second server, in one sentence that says what to do', async () => {
    const second = openPglite({ dataDir: folder })
    await expect(second).rejects.toBeInstanceOf(StartError)
    await expect(second).rejects.toThrow(
      `The data directory ${folder} is in use by another server: end that one first, or choose another directory with DATA_DIR=…`,
    )
  })

  test('keeps its log small by itself, however much is written', async () => {
    const log = join(folder, 'database', 'pg_wal')
    const sizes: number[] = []
    for (let round = 0; round < 24; round += 1) {
      await sql`
        insert into note select ${round * 10_000}::int + n, repeat(md5(n::text), 30)
        from generate_series(1, 8000) n`.execute(database.db)
      await sql`delete from note`.execute(database.db)
      sizes.push(megabytesIn(log))
      // A server's clock goes on while it is written to; here the writing must leave it a moment.
      await new Promise((resolve) => setTimeout(resolve, 60))
    }
    // Without the timer it holds all that was ever written: some 280 MB here.
    expect(Math.max(...sizes)).toBeLessThan(200)
  })

  test('takes back the room of what was deleted', async () => {
    const size = async (): Promise<number> => {
      const { rows } = await sql<{ size: number }>`
        select pg_relation_size('note') as size`.execute(database.db)
      return rows[0]?.size ?? Infinity
    }
    await sql`delete from note`.execute(database.db)
    await until(async () => (await size()) < 1_000_000)
  })

  test('ends a statement that takes too long, takes its transaction back, and goes on: asking, keeping, hearing', async () => {
    await sql`insert into note values (1, 'kept')`.execute(database.db)
    const heard = new Promise<string>((resolve) => {
      void database.listen('engine_embedded', resolve)
    })
    const slow = database.db.transaction().execute(async (tx) => {
      await sql`insert into note values (2, 'not kept')`.execute(tx)
      await sql`select count(*) from generate_series(1, 20000000000)`.execute(tx)
    })
    await expect(slow).rejects.toMatchObject({
      code: '57014',
      message: 'canceling statement due to statement timeout (1500 ms)',
    })
    const { rows } = await sql`select * from note`.execute(database.db)
    expect(rows).toEqual([{ id: 1, words: 'kept' }])
    await database.notify('engine_embedded', 'after')
    expect(await heard).toBe('after')
    expect(died).toEqual([])
  })

  test('lets unhurried work take its time', async () => {
    const { rows } = await database.unhurried((db) =>
      sql<{ n: number }>`
        select count(*) as n from generate_series(1, 6000000)`.execute(db),
    )
    expect(rows).toEqual([{ n: 6_000_000 }])
  })

  test('says once that it has died, answers nothing more, and has kept what it acknowledged', async () => {
    const control = join(folder, 'database', 'global', 'pg_control')
    fs.renameSync(control, `${control}.gone`) // as when the disk fails
    await expect(sql`checkpoint`.execute(database.db)).rejects.toMatchObject({ code: '57P02' })
    expect(died.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^The embedded database has died: /),
    ])
    await expect(sql`select 1`.execute(database.db)).rejects.toMatchObject({ code: '57P02' })
    await database.close()

    fs.renameSync(`${control}.gone`, control)
    const again = await openPglite({ dataDir: folder })
    const { rows } = await sql`select words from note where id = 1`.execute(again.db)
    expect(rows).toEqual([{ words: 'kept' }])
    await again.close()
  })
})

onEmbedded('a directory that is no database of ours', () => {
  const opening = async (prepare: (folder: string) => void, says: RegExp): Promise<void> =>
    inFolder(async (folder) => {
      prepare(folder)
      const opened = openPglite({ dataDir: folder })
      await expect(opened).rejects.toBeInstanceOf(StartError)
      await expect(opened).rejects.toThrow(says)
    })

  test('other files in it are left alone', () =>
    opening((folder) => {
      fs.mkdirSync(join(folder, 'database'))
      fs.writeFileSync(join(folder, 'database', 'thesis.doc'), 'years of work')
    }, /cannot be opened \(it holds files that are no database\): move that directory away/))

  test('one of another PostgreSQL is named by its version', () =>
    opening((folder) => {
      fs.mkdirSync(join(folder, 'database'))
      fs.writeFileSync(join(folder, 'database', 'PG_VERSION'), '17\n')
    }, /it was made by PostgreSQL 17, not 18/))

  test('a file in the place of the data directory is named', async () => {
    await inFolder(async (folder) => {
      const file = join(folder, 'var')
      fs.writeFileSync(file, '')
      await expect(openPglite({ dataDir: file })).rejects.toThrow(
        /The data directory .*var cannot be made \(Error: EEXIST/,
      )
    })
  })
})

onEmbedded('the lock on a data directory', () => {
  test.each([
    ['by socket', lockBySocket],
    ['by file', (folder: string) => Promise.resolve(lockByFile(folder))],
  ])('%s: one has it, under any name of the directory, until it lets go', async (_, lock) => {
    await inFolder(async (folder) => {
      const first = await lock(folder)
      expect(first).not.toBeNull()
      const alias = `${folder}-alias`
      fs.symlinkSync(folder, alias)
      expect(await lock(alias)).toBeNull()
      await first?.release()
      const second = await lock(alias)
      expect(second).not.toBeNull()
      await second?.release()
      fs.unlinkSync(alias)
    })
  })

  test('by file: what a dead process left is taken over, a living one’s is not', async () => {
    await inFolder((folder) => {
      const file = join(folder, 'in-use-by')
      fs.writeFileSync(file, '4194305') // above the highest process number there can be
      const taken = lockByFile(folder)
      expect(taken).not.toBeNull()
      expect(fs.readFileSync(file, 'utf8')).toBe(String(process.pid))
      void taken?.release()
      fs.writeFileSync(file, String(process.ppid))
      expect(lockByFile(folder)).toBeNull()
      return Promise.resolve()
    })
  })
})
