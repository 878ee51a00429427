import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { sql } from 'kysely'
import { createPostgresBus } from '../../server/adapters/bus/postgres'
import { openDatabase } from '../../server/adapters/open-database'
import { listMigrated, migrate, MIGRATIONS } from '../../server/migrations/migrate'
import { seedReferenceData } from '../../server/modules/divisions/seed-reference-data'
import type { News } from '../../server/ports/bus'
import type { Database } from '../../server/ports/database'
import { StartError } from '../../server/ports/start-error'
import {
  createPostgresDatabase,
  dropPostgresDatabase,
  isOnPostgres,
  postgresUrl,
} from '../support/database'

const opening = (url: string) => openDatabase({ url, dataDir: '' })
const refuses = async (url: string, sentence: string | RegExp): Promise<void> => {
  const opened = opening(url)
  await expect(opened).rejects.toBeInstanceOf(StartError)
  await expect(opened).rejects.toThrow(sentence)
}

describe('a PostgreSQL that cannot be used is told in one sentence', () => {
  test('no address at all', () =>
    refuses(
      'localhost:5432/jinlin',
      'DATABASE_URL is no address of a PostgreSQL: it looks like postgres://name:password@host:5432/database.',
    ))

  test('nobody there', () =>
    refuses(
      'postgres://jinlin:secret@127.0.0.1:1/jinlin',
      'The PostgreSQL at 127.0.0.1:1 cannot be reached (ECONNREFUSED): start it, or correct DATABASE_URL.',
    ))

  test.each([
    [
      '28P01',
      /^The PostgreSQL at .* refuses the name or password of “jinlin”: correct DATABASE_URL\.$/,
    ],
    [
      '3D000',
      /^The PostgreSQL at .* has no database “town”: create it, or correct DATABASE_URL\.$/,
    ],
    ['57P03', /^The PostgreSQL at .* is still starting: try again in a moment\.$/],
  ])('one that answers %s', async (code, sentence) => {
    const there = await pretendPostgres((socket) => socket.end(errorOf(code)))
    await refuses(there.url, sentence)
    const opened = opening(there.url)
    await expect(opened).rejects.toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    )
    await there.close()
  })

  test('one that is too old', async () => {
    const there = await pretendPostgres((socket, isFirst) =>
      socket.write(isFirst ? READY : rowOf('version', '13')),
    )
    await refuses(there.url, / is version 13: version 15 or newer is needed\.$/)
    await there.close()
  })
})

const onPostgres = isOnPostgres ? describe : describe.skip

onPostgres('several servers on one new PostgreSQL', () => {
  let name: string
  const opened: Database[] = []
  beforeAll(async () => {
    name = await createPostgresDatabase()
    for (let n = 0; n < 3; n += 1) opened.push(await opening(postgresUrl(name)))
  })
  afterAll(async () => {
    for (const database of opened) await database.close()
    await dropPostgresDatabase(name)
  })
  const [first, second] = [() => opened[0]!, () => opened[1]!] // opened above

  test('that start at once bring it up to date once', async () => {
    await Promise.all(opened.map((database) => migrate(database)))
    expect(await listMigrated(first().db)).toEqual(Object.keys(MIGRATIONS))
    await Promise.all(
      opened.map((one) => one.withLock('reference-data', () => seedReferenceData(one.db))),
    )
    const { rows } = await sql`select count(*) as n from community`.execute(first().db)
    expect(rows).toEqual([{ n: 7535 }])
  })

  test('take turns under one name, also when many wait in each', async () => {
    let inside = 0
    let most = 0
    const work = (database: Database) =>
      database.withLock('engine', async () => {
        inside += 1
        most = Math.max(most, inside)
        await sql`select pg_sleep(0.01)`.execute(database.db)
        inside -= 1
      })
    await Promise.all(opened.flatMap((one) => [work(one), work(one), work(one), work(one)]))
    expect(most).toBe(1)
  })

  test('a deadlock between two is resolved by PostgreSQL, and its code is the one that is tried again', async () => {
    await sql`create table engine_two (id integer primary key, n integer)`.execute(first().db)
    await sql`insert into engine_two values (1, 0), (2, 0)`.execute(first().db)
    const both = (database: Database, ids: readonly [number, number], met: () => Promise<void>) =>
      database.db.transaction().execute(async (tx) => {
        await sql`update engine_two set n = n + 1 where id = ${ids[0]}`.execute(tx)
        await met()
        await sql`update engine_two set n = n + 1 where id = ${ids[1]}`.execute(tx)
      })
    let arrived = 0
    let meet: () => void = () => undefined
    const together = new Promise<void>((resolve) => (meet = resolve))
    const met = () => {
      arrived += 1
      if (arrived === 2) meet()
      return together
    }
    const ended = await Promise.allSettled([
      both(first(), [1, 2], met),
      both(second(), [2, 1], met),
    ])
    const failed = ended.filter((one) => one.status === 'rejected')
    expect(failed.map(({ reason }) => (reason as { code: string }).code)).toEqual(['40P01'])
  })

  test('a statement that takes too long is ended with 57014, unless it is unhurried', async () => {
    const hasty = await openDatabase({
      url: postgresUrl(name),
      dataDir: '',
      statementTimeoutMs: 100,
    })
    const sleep = sql`select pg_sleep(0.3)`
    await expect(sleep.execute(hasty.db)).rejects.toMatchObject({ code: '57014' })
    await hasty.unhurried((db) => sleep.execute(db))
    await expect(sleep.execute(hasty.db)).rejects.toMatchObject({ code: '57014' })
    await hasty.close()
  })

  test('hear each other, and hear again after the listening connection was cut', async () => {
    const fail = (error: unknown) => {
      throw error
    }
    const [here, there] = [
      await createPostgresBus(first(), fail),
      await createPostgresBus(second(), fail),
    ]
    const heard: News[] = []
    let wake: () => void = () => undefined
    there.hear((news) => {
      heard.push(news)
      wake()
    })
    const next = () => new Promise<void>((resolve) => (wake = resolve))
    const person = '0190b6f4-5b6e-7c3a-9d53-1d1f6a0c2f11'
    const told = next()
    here.tell({ communityIds: ['110105006041'], personIds: [person] })
    here.tell({ communityIds: ['110105006041', '110105006042'], personIds: [] })
    await told
    expect(heard).toEqual([{ communityIds: ['110105006041', '110105006042'], personIds: [person] }])

    const gap = new Promise<void>((resolve) => {
      void second().listen('engine_gap', () => undefined, resolve)
    })
    while ((await cutListeners()) === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    await gap
    const again = next()
    here.tell({ communityIds: ['110105006043'], personIds: [] })
    await again
    expect(heard.at(-1)).toEqual({ communityIds: ['110105006043'], personIds: [] })
    await here.close()
    await there.close()
  })

  test('a bus that ends sends what it still had to say', async () => {
    const fail = (error: unknown) => {
      throw error
    }
    const [here, there] = [
      await createPostgresBus(first(), fail),
      await createPostgresBus(second(), fail),
    ]
    const heard = new Promise<News>((resolve) => there.hear(resolve))
    here.tell({ communityIds: ['110105006044'], personIds: [] })
    await here.close()
    expect(await heard).toEqual({ communityIds: ['110105006044'], personIds: [] })
    await there.close()
  })

  test('goes on after every idle connection was cut', async () => {
    await sql`select 1`.execute(second().db)
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(first().db)
    const asked = async (): Promise<unknown> =>
      (await sql<{ it: number }>`select 1 as it`.execute(second().db)).rows
    // Each of the pool's ten may once be given out before its end was heard of.
    let answer: unknown
    for (let tries = 0; tries <= 10 && answer === undefined; tries += 1)
      answer = await asked().catch(() => undefined)
    expect(answer).toEqual([{ it: 1 }])
  })

  const cutListeners = async (): Promise<number> => {
    const { rows } = await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen %'`.execute(first().db)
    return rows.length
  }
})

// ——— as much of PostgreSQL's protocol as it takes to refuse, or to say a version ———

const message = (type: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}
const text = (words: string): Buffer => Buffer.from(`${words}\0`)
const int = (bytes: 2 | 4, value: number): Buffer => {
  const buffer = Buffer.alloc(bytes)
  buffer.writeIntBE(value, 0, bytes)
  return buffer
}
const errorOf = (code: string): Buffer =>
  message('E', text('SFATAL'), text(`C${code}`), text('Mrefused'), Buffer.from([0]))
const IDLE = message('Z', Buffer.from('I'))
const READY = Buffer.concat([message('R', int(4, 0)), IDLE])
const rowOf = (name: string, value: string): Buffer =>
  Buffer.concat([
    message(
      'T',
      int(2, 1),
      text(name),
      int(4, 0),
      int(2, 0),
      int(4, 23),
      int(2, 4),
      int(4, -1),
      int(2, 0),
    ),
    message('D', int(2, 1), int(4, value.length), Buffer.from(value)),
    message('C', text('SELECT 1')),
    IDLE,
  ])

const pretendPostgres = async (
  answer: (socket: Socket, isFirst: boolean) => void,
): Promise<{ url: string; close(): Promise<void> }> => {
  const server: Server = createServer((socket) => {
    let isFirst = true
    socket.on('error', () => undefined)
    socket.on('data', () => {
      answer(socket, isFirst)
      isFirst = false
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // listening on TCP
  return {
    url: `postgres://jinlin:secret@127.0.0.1:${port}/town`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
