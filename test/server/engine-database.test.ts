import { sql } from 'kysely'
import { NestedQueryError } from '../../server/adapters/guarded-kysely'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'

let database: Database
beforeAll(async () => {
  database = await testDatabase()
  await sql`create table engine_note (id integer primary key, words text not null)`.execute(
    database.db,
  )
})
afterAll(async () => {
  await sql`drop table engine_note`.execute(database.db)
  await database.close()
})

const only = async <Row>(query: ReturnType<typeof sql<Row>>): Promise<Row> => {
  const { rows } = await query.execute(database.db)
  expect(rows).toHaveLength(1)
  return rows[0]! // counted by the line above
}
const noteIds = async (): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`select id from engine_note order by id`.execute(
    database.db,
  )
  return rows.map(({ id }) => id)
}
const addNote = (id: number) => sql`insert into engine_note values (${id}, '春江')`

describe('a value is the same on both databases', () => {
  test('a count is a number, and a bigint only where a number would not hold it', async () => {
    const row = await only(sql<object>`
      select 42::int8 as small, 9007199254740991::int8 as last, 9007199254740993::int8 as large,
        count(*) as count, sum(n) as sum from generate_series(1, 3) n`)
    expect(row).toEqual({
      small: 42,
      last: Number.MAX_SAFE_INTEGER,
      large: 9007199254740993n,
      count: 3,
      sum: 6,
    })
  })

  test('a time is a Date to the millisecond, whatever zone it was written in', async () => {
    const at = new Date('2026-11-23T02:03:04.567Z')
    const row = await only(sql<object>`
      select ${at}::timestamptz as given, '2026-11-23 10:03:04.567+08'::timestamptz as in_beijing,
        null::timestamptz as none`)
    expect(row).toEqual({ given: at, in_beijing: at, none: null })
  })

  test('jsonb comes back as it went in: nesting, Chinese, quotes, emoji, null', async () => {
    const value = { 楼: ['3-2', { 门: '王\'家\\"', 空: null }], '🙂': [1.5, true, ''] }
    const row = await only(sql<object>`select ${JSON.stringify(value)}::jsonb as it`)
    expect(row).toEqual({ it: value })
  })

  test('bytea comes back byte by byte, zeros and quotes among them', async () => {
    const bytes = Buffer.from([0, 39, 92, 255, 10, 0, 128])
    const { it } = await only(sql<{ it: Uint8Array }>`select ${bytes}::bytea as it`)
    expect([...it]).toEqual([...bytes])
  })

  test('text, booleans, arrays, uuid and floats', async () => {
    const id = '0190b6f4-5b6e-7c3a-9d53-1d1f6a0c2f11'
    const row = await only(sql<object>`
      select ${'楼道\n"灯"'}::text as words, ${true}::boolean as yes, ${['3', "4'"]}::text[] as units,
        ${id}::uuid as id, ${39.9672}::double precision as lat, ${null}::text as none`)
    expect(row).toEqual({
      words: '楼道\n"灯"',
      yes: true,
      units: ['3', "4'"],
      id,
      lat: 39.9672,
      none: null,
    })
  })

  test('a write tells how many rows it touched', async () => {
    const { numAffectedRows } = await sql`
      insert into engine_note values (1, 'a'), (2, 'b'), (3, 'c')`.execute(database.db)
    expect(numAffectedRows).toBe(3n)
    const removed = await sql`delete from engine_note`.execute(database.db)
    expect(removed.numAffectedRows).toBe(3n)
  })
})

describe('an error', () => {
  test('carries PostgreSQL’s own code and constraint', async () => {
    await addNote(1).execute(database.db)
    await expect(addNote(1).execute(database.db)).rejects.toMatchObject({
      code: '23505',
      constraint: 'engine_note_pkey',
    })
    await sql`delete from engine_note`.execute(database.db)
  })

  test('leaves the next query right, also with many at once', async () => {
    const asked = Array.from({ length: 40 }, (_, n) =>
      n % 3 === 0
        ? sql`select ${n}::int / 0 as it`.execute(database.db).then(
            () => 'no error',
            (error: unknown) => (error as { code?: string }).code, // PostgreSQL's errors have one
          )
        : sql<{ it: number }>`select ${n}::int as it`
            .execute(database.db)
            .then(({ rows }) => rows[0]?.it),
    )
    expect(await Promise.all(asked)).toEqual(
      Array.from({ length: 40 }, (_, n) => (n % 3 === 0 ? '22012' : n)),
    )
  })

  test('in a transaction takes everything in it back', async () => {
    const cut = database.db.transaction().execute(async (tx) => {
      await addNote(7).execute(tx)
      await sql`select 1 / 0`.execute(tx)
    })
    await expect(cut).rejects.toMatchObject({ code: '22012' })
    expect(await noteIds()).toEqual([])
  })

  test('thrown by our own code takes the transaction back as well', async () => {
    const cut = database.db.transaction().execute(async (tx) => {
      await addNote(8).execute(tx)
      throw new Error('changed our mind')
    })
    await expect(cut).rejects.toThrow('changed our mind')
    expect(await noteIds()).toEqual([])
  })
})

describe('one connection too few', () => {
  test('a query on `db` inside its own transaction is refused instead of waiting for ever', async () => {
    const nested = database.db.transaction().execute(async (tx) => {
      await addNote(9).execute(tx)
      await noteIds()
    })
    await expect(nested).rejects.toBeInstanceOf(NestedQueryError)
    expect(await noteIds()).toEqual([])
  })

  test('so is a transaction in a transaction, and a notification', async () => {
    const { db } = database
    const twice = db.transaction().execute(() => db.transaction().execute(() => Promise.resolve()))
    await expect(twice).rejects.toBeInstanceOf(NestedQueryError)
    const told = db.transaction().execute(() => database.notify('engine', 'early'))
    await expect(told).rejects.toBeInstanceOf(NestedQueryError)
  })

  test('what a transaction started and did not wait for may ask once the transaction is over', async () => {
    let later: Promise<number[]> | undefined
    await database.db.transaction().execute(async (tx) => {
      await sql`select 1`.execute(tx)
      later = new Promise((resolve) => setTimeout(resolve, 50)).then(noteIds)
    })
    expect(await later).toEqual([])
  })

  test('sixty transactions of several queries at once all end', async () => {
    const one = (n: number) =>
      database.db.transaction().execute(async (tx) => {
        await addNote(100 + n).execute(tx)
        const { rows } = await sql<{ id: number }>`
          delete from engine_note where id = ${100 + n} returning id`.execute(tx)
        return rows[0]?.id
      })
    const numbers = Array.from({ length: 60 }, (_, n) => n)
    expect(await Promise.all(numbers.map(one))).toEqual(numbers.map((n) => 100 + n))
  })
})

describe('channels', () => {
  test('what is told is heard, in order, on its own channel only', async () => {
    const heard: string[] = []
    const stop = await database.listen('engine_a', (payload) => heard.push(payload))
    const last = new Promise<void>((resolve) => {
      void database.listen('engine_last', () => resolve())
    })
    await database.notify('engine_a', '110105006041')
    await database.notify('engine_b', 'for others')
    await database.notify('engine_a', '楼')
    await database.notify('engine_last', '')
    await last
    expect(heard).toEqual(['110105006041', '楼'])
    await stop()
  })

  test('who has stopped hears nothing more, and who listens beside goes on', async () => {
    const heard: string[] = []
    const stop = await database.listen('engine_c', () => heard.push('first'))
    let resolve: () => void = () => undefined
    const told = new Promise<void>((done) => (resolve = done))
    const stopSecond = await database.listen('engine_c', () => {
      heard.push('second')
      resolve()
    })
    await stop()
    await database.notify('engine_c', '')
    await told
    expect(heard).toEqual(['second'])
    await stopSecond()
  })

  test('a channel’s name is a plain word', async () => {
    await expect(database.notify('a; drop table person', '')).rejects.toThrow('not a name')
    await expect(database.listen('A"', () => undefined)).rejects.toThrow('not a name')
  })
})

describe('locks and patience', () => {
  test('work under one name is done one at a time, under two names side by side', async () => {
    const order: string[] = []
    const work = (name: string, until: Promise<void>) =>
      database.withLock(name, async () => {
        order.push(`${name} begins`)
        await until
        order.push(`${name} ends`)
      })
    let release: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (release = resolve))
    const first = work('same', gate)
    const second = work('same', Promise.resolve())
    await work('other', Promise.resolve())
    release()
    await Promise.all([first, second])
    const ofSame = order.filter((line) => line.startsWith('same'))
    expect(ofSame).toEqual(['same begins', 'same ends', 'same begins', 'same ends'])
    expect(order.indexOf('other ends')).toBeLessThan(order.indexOf('same ends'))
  })

  test('a lock is free again after work that failed', async () => {
    const failing = database.withLock('fails', () => Promise.reject(new Error('no')))
    await expect(failing).rejects.toThrow('no')
    expect(await database.withLock('fails', () => Promise.resolve('mine'))).toBe('mine')
  })

  test('unhurried work has a connection of its own, and gives it back after an error', async () => {
    const failing = database.unhurried((db) => sql`select 1 / 0`.execute(db))
    await expect(failing).rejects.toMatchObject({ code: '22012' })
    const inside = await database.unhurried(async (db) => {
      const { rows } = await sql<{ it: number }>`select 1 as it`.execute(db)
      return rows
    })
    expect(inside).toEqual([{ it: 1 }])
  })
})
