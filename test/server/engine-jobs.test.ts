import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import pino from 'pino'
import { inWork } from '../../server/commands'
import { closeUnconfirmed } from '../../server/jobs/close-unconfirmed'
import {
  AT_A_TIME,
  deliverOutbox,
  LEASE_MS,
  TRIES,
  waitBefore,
  type Delivery,
  type Deliverers,
} from '../../server/jobs/deliver-outbox'
import { resumeSuspended } from '../../server/jobs/resume-suspended'
import { KEPT_DAYS, retention } from '../../server/jobs/retention'
import { runJobs } from '../../server/jobs/run-jobs'
import { sweepPhotos } from '../../server/jobs/sweep-photos'
import { blobKey } from '../../server/modules/media/keep-photo'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { GUANGXIMEN } from '../support/house'
import { DAY, startStory, type Story } from '../support/story'

let database: Database
let story: Story
beforeAll(async () => {
  database = await testDatabase()
  story = await startStory(database)
})
afterAll(async () => {
  await story.close()
  await database.close()
})

const promise = async (availableAt?: Date): Promise<string> => {
  const ticketId = randomUUID()
  await inWork(story.house.deps, (work) =>
    work.promise(GUANGXIMEN, 'grid.file-ticket', { ticketId }, availableAt),
  )
  return ticketId
}
const stateOf = async (ticketId: string) => {
  const { rows } = await sql<{
    attempts: number
    is_delivered: boolean
    is_dead: boolean
    last_error: string | null
    available_at: Date
  }>`
    select attempts, delivered_at is not null as is_delivered, dead_at is not null as is_dead,
      last_error, available_at
    from outbox where payload->>'ticketId' = ${ticketId}`.execute(database.db)
  return rows[0]
}
/** A city platform that answers what it is told to, and writes down who came. */
const platform = (answer: (ticketId: string) => Promise<Delivery> | Delivery) => {
  const came: string[] = []
  const deliverers: Deliverers = {
    'wechat.subscribe-message': () => Promise.resolve({ is: 'done' }),
    'wechat.check-words': () => Promise.resolve({ is: 'done' }),
    'wechat.check-comment': () => Promise.resolve({ is: 'done' }),
    'wechat.check-picture': () => Promise.resolve({ is: 'done' }),
    'grid.file-ticket': async (_, { ticketId }) => {
      came.push(ticketId)
      return answer(ticketId)
    },
  }
  return { came, deliver: () => deliverOutbox(story.house.deps, deliverers) }
}
const done = (): Delivery => ({ is: 'done' })

describe('a promise', () => {
  beforeEach(() => sql`delete from outbox`.execute(database.db))

  test('is kept once, and not again', async () => {
    const ticketId = await promise()
    const { came, deliver } = platform(done)
    expect(await deliver()).toBe(1)
    expect(await deliver()).toBe(0)
    expect(came).toEqual([ticketId])
    expect(await stateOf(ticketId)).toMatchObject({ attempts: 1, is_delivered: true })
  })

  test('waits for its time', async () => {
    await promise(new Date(story.house.now().getTime() + 60_000))
    const { deliver } = platform(done)
    expect(await deliver()).toBe(0)
    story.house.pass(60_000)
    expect(await deliver()).toBe(1)
  })

  test('that could not be kept is tried again later and later, until it is kept', async () => {
    const ticketId = await promise()
    const { came, deliver } = platform(() =>
      came.length < 4 ? { is: 'later', why: 'http 503' } : { is: 'done' },
    )
    const waits: number[] = []
    for (let tries = 0; tries < 3; tries += 1) {
      expect(await deliver()).toBe(1)
      expect(await deliver()).toBe(0)
      const { available_at, last_error } = (await stateOf(ticketId)) ?? {}
      expect(last_error).toBe('http 503')
      const wait = (available_at?.getTime() ?? 0) - story.house.now().getTime()
      waits.push(wait)
      story.house.pass(wait)
    }
    expect(waits[0]).toBeGreaterThanOrEqual(5_000)
    expect(waits[1]).toBeGreaterThanOrEqual(10_000)
    expect(waits[2]).toBeGreaterThanOrEqual(20_000)
    expect(Math.max(...waits)).toBeLessThan(25_000)
    expect(await deliver()).toBe(1)
    expect(await stateOf(ticketId)).toMatchObject({
      attempts: 4,
      is_delivered: true,
      last_error: null,
    })
  })

  test('that broke its deliverer is tried again as well, and only the error’s name is kept', async () => {
    const ticketId = await promise()
    const { deliver } = platform(() => Promise.reject(new TypeError('陈师傅 13800000000')))
    await deliver()
    expect(await stateOf(ticketId)).toMatchObject({ is_dead: false, last_error: 'TypeError' })
  })

  test('is a dead letter after twelve tries, or at once when it can never be kept', async () => {
    const often = await promise()
    const { came, deliver } = platform(() => ({ is: 'later', why: 'down' }))
    for (let tries = 0; tries < TRIES; tries += 1) {
      await deliver()
      story.house.pass(2 * 3_600_000)
    }
    expect(await stateOf(often)).toMatchObject({ attempts: TRIES, is_dead: true })
    const never = await promise()
    const refusing = platform(() => ({ is: 'dead', why: 'http 400' }))
    await refusing.deliver()
    expect(await stateOf(never)).toMatchObject({
      attempts: 1,
      is_dead: true,
      last_error: 'http 400',
    })
    story.house.pass(DAY)
    expect(await deliver()).toBe(0)
    expect(came).toHaveLength(TRIES)
  })

  test('of a kind that only a newer server knows is left for that one', async () => {
    const ticketId = await promise()
    await sql`update outbox set kind = 'chat.push'`.execute(database.db)
    const { deliver } = platform(done)
    await deliver()
    expect(await stateOf(ticketId)).toMatchObject({ is_dead: false, last_error: 'unknown kind' })
  })

  test.each([
    [1, 0, 5_000],
    [2, 0, 10_000],
    [2, 1, 12_000],
    [9, 0, 1_280_000],
    [11, 0, 3_600_000],
    [12, 1, 4_320_000],
  ])('after try %d waits, with chance %d, %d ms', (attempts, chance, wait) => {
    expect(waitBefore(attempts, chance)).toBe(wait)
  })
})

describe('two servers at one outbox', () => {
  beforeEach(() => sql`delete from outbox`.execute(database.db))

  test('share the work: nothing is delivered twice', async () => {
    const promised = []
    for (let n = 0; n < 3 * AT_A_TIME; n += 1) promised.push(await promise())
    const slow = platform(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      return { is: 'done' }
    })
    const counts = await Promise.all([slow.deliver(), slow.deliver(), slow.deliver()])
    expect(counts).toEqual([AT_A_TIME, AT_A_TIME, AT_A_TIME])
    expect([...slow.came].sort()).toEqual([...promised].sort())
  })

  test('one that died in between: after its lease another takes it up, and a receiver that knows the id acts once', async () => {
    const ticketId = await promise()
    const filed = new Set<string>()
    const dying = platform((id) => {
      filed.add(id)
      return new Promise<Delivery>(() => undefined) // killed before it could write it down
    })
    void dying.deliver()
    while (dying.came.length === 0) await new Promise((resolve) => setImmediate(resolve))
    const living = platform((id) => {
      filed.add(id)
      return { is: 'done' }
    })
    expect(await living.deliver()).toBe(0)
    story.house.pass(LEASE_MS + 1)
    expect(await living.deliver()).toBe(1)
    expect([...filed]).toEqual([ticketId])
    expect(await stateOf(ticketId)).toMatchObject({ attempts: 2, is_delivered: true })
  })

  test('one that comes back too late does not undo what the other did', async () => {
    const ticketId = await promise()
    let giveUp: (delivery: Delivery) => void = () => undefined
    const late = platform(() => new Promise<Delivery>((resolve) => (giveUp = resolve)))
    const lateWork = late.deliver()
    while (late.came.length === 0) await new Promise((resolve) => setImmediate(resolve))
    story.house.pass(LEASE_MS + 1)
    await platform(done).deliver()
    giveUp({ is: 'dead', why: 'timeout' })
    await lateWork
    expect(await stateOf(ticketId)).toMatchObject({
      is_delivered: true,
      is_dead: false,
      last_error: null,
    })
  })
})

describe('what nobody confirms', () => {
  test('is closed by itself after five days, and says so; not a minute earlier', async () => {
    const ticketId = await story.handled()
    story.house.pass(5 * DAY - 60_000)
    expect(await closeUnconfirmed(story.house.deps)).toBe(0)
    story.house.pass(60_000)
    expect(await closeUnconfirmed(story.house.deps)).toBe(1)
    expect(await closeUnconfirmed(story.house.deps)).toBe(0)
    const ticket = await story.see(story.lin, ticketId)
    expect(ticket).toMatchObject({ state: 'closed', closedHow: 'unconfirmed' })
    expect(ticket.timeline.at(-1)).toMatchObject({ step: 'close-unconfirmed', toState: 'closed' })
  })

  test('is left alone when somebody was quicker, and one that fails does not hold up the others', async () => {
    const first = await story.handled()
    story.house.pass(1_000)
    const second = await story.handled()
    story.house.pass(5 * DAY)
    const errors: unknown[] = []
    const log = pino({ level: 'error' }, { write: (line: string) => errors.push(JSON.parse(line)) })
    let isFirst = true
    const newId = () => {
      if (isFirst) {
        isFirst = false
        throw new Error('no id')
      }
      return story.house.deps.newId()
    }
    await closeUnconfirmed({ ...story.house.deps, log, newId })
    const states = [
      (await story.see(story.lin, first)).state,
      (await story.see(story.lin, second)).state,
    ]
    expect(states).toEqual(['handled', 'closed'])
    expect(errors).toEqual([
      expect.objectContaining({ step: 'close-unconfirmed', ticketId: first, kind: 'Error' }),
    ])
    await closeUnconfirmed(story.house.deps)
    expect((await story.see(story.lin, first)).state).toBe('closed')
  })
})

describe('what was put off', () => {
  test('is taken up again on its day', async () => {
    const ticketId = await story.handling()
    const untilAt = new Date(story.house.now().getTime() + 3 * DAY).toISOString()
    await story.did(story.zhou, ticketId, 'suspend', { words: '等配件', untilAt })
    expect((await story.see(story.wang, ticketId)).state).toBe('suspended')
    story.house.pass(2 * DAY)
    expect(await resumeSuspended(story.house.deps)).toBe(0)
    story.house.pass(DAY)
    expect(await resumeSuspended(story.house.deps)).toBe(1)
    expect((await story.see(story.wang, ticketId)).state).toBe('handling')
  })
})

describe('pictures that were never sent', () => {
  const isOnDisk = (photoId: string) =>
    story.house.deps.blobs.has(blobKey(GUANGXIMEN, photoId, 'thumb'))

  test('go after two days, from the disk and from the database; those of a report and of a message stay', async () => {
    const loose = await story.photo(story.lin)
    const sent = await story.photo(story.lin)
    await story.report(story.lin, { photoIds: [sent] })
    const said = await story.photo(story.wang)
    const { body: groups } = await story.wang.ask('listGroups', {
      params: { communityId: GUANGXIMEN },
    })
    const groupId = groups.items.find(({ kind }) => kind === 'community')?.groupId ?? ''
    await story.wang.ask('postMessage', {
      params: { communityId: GUANGXIMEN, groupId },
      body: { photoIds: [said] },
    })
    expect(await sweepPhotos(story.house.deps)).toBe(0)
    story.house.pass(2 * DAY + 1)
    expect(await sweepPhotos(story.house.deps)).toBe(1)
    expect(await Promise.all([loose, sent, said].map(isOnDisk))).toEqual([false, true, true])
    const refused = await story.tryReport(story.lin, { photoIds: [loose] })
    expect(refused.code).toBe('photo-unknown')
  })

  test('of which a sweep was cut off are finished by the next one', async () => {
    const loose = await story.photo(story.lin)
    story.house.pass(2 * DAY + 1)
    const blobs = {
      ...story.house.deps.blobs,
      deletePrefix: () => Promise.reject(new Error('the power went')),
    }
    await expect(sweepPhotos({ ...story.house.deps, blobs })).rejects.toThrow('the power went')
    expect(await isOnDisk(loose)).toBe(true)
    expect(await sweepPhotos(story.house.deps)).toBe(1)
    expect(await isOnDisk(loose)).toBe(false)
    expect(await sweepPhotos(story.house.deps)).toBe(0)
  })
})

describe('what is kept no longer than needed', () => {
  const tables = ['live_event', 'command', 'outbox'] as const
  const countOf = async (table: (typeof tables)[number]): Promise<number> => {
    const { rows } = await sql<{
      n: number
    }>`select count(*) as n from ${sql.table(table)}`.execute(database.db)
    return rows[0]?.n ?? 0
  }

  test('events and commands for a week, delivered promises for a month', async () => {
    await sql`delete from outbox`.execute(database.db)
    await promise()
    await platform(done).deliver()
    await story.report(story.lin)
    story.house.pass(KEPT_DAYS.liveEvents * DAY - 1_000)
    await promise() // nobody has kept this one
    await retention(story.house.deps)
    expect(await countOf('live_event')).toBeGreaterThan(0)
    story.house.pass(2_000)
    await retention(story.house.deps)
    expect([await countOf('live_event'), await countOf('command')]).toEqual([0, 0])
    story.house.pass((KEPT_DAYS.deliveredPromises - KEPT_DAYS.liveEvents) * DAY)
    await retention(story.house.deps)
    expect(await countOf('outbox')).toBe(1)
  })

  test('a session until a week after its end, an unread message for as long as it is unread', async () => {
    const before = await sql<{ n: number }>`
      select count(*) as n from inbox where read_at is null`.execute(database.db)
    expect(before.rows[0]?.n).toBeGreaterThan(0)
    const sessions = async () => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from session where person_id = ${story.qian.personId}`.execute(
        database.db,
      )
      return rows[0]?.n
    }
    story.house.pass(30 * DAY)
    await retention(story.house.deps)
    const kept = await sessions()
    story.house.pass((KEPT_DAYS.endedSessions + 30) * DAY)
    await retention(story.house.deps)
    expect([kept, await sessions()]).toEqual([expect.any(Number), 0])
    const after = await sql<{ n: number }>`
      select count(*) as n from inbox where read_at is null`.execute(database.db)
    expect(after.rows).toEqual(before.rows)
  })
})

describe('jobs that run by themselves', () => {
  const job = (run: () => Promise<number>, fullAt?: number) => ({
    name: 'test',
    everyMs: 5,
    run,
    ...(fullAt !== undefined && { fullAt }),
  })

  test('one that is at work is not started again, and the end waits for it', async () => {
    let atOnce = 0
    let most = 0
    let runs = 0
    const jobs = runJobs(story.house.deps, [
      job(async () => {
        atOnce += 1
        most = Math.max(most, atOnce)
        await new Promise((resolve) => setTimeout(resolve, 40))
        atOnce -= 1
        runs += 1
        return 0
      }),
    ])
    while (runs < 3) await new Promise((resolve) => setTimeout(resolve, 5))
    await jobs.stop()
    expect([most, atOnce]).toEqual([1, 0])
    const ended = runs
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(runs).toBe(ended)
  })

  test('one that fails runs again', async () => {
    let runs = 0
    const jobs = runJobs(story.house.deps, [
      job(() => {
        runs += 1
        return Promise.reject(new Error('no'))
      }),
    ])
    while (runs < 3) await new Promise((resolve) => setTimeout(resolve, 5))
    await jobs.stop()
    expect(runs).toBeGreaterThanOrEqual(3)
  })

  test('one that was full goes on at once, and stops when told to', async () => {
    let runs = 0
    const jobs = runJobs(story.house.deps, [
      {
        ...job(() => {
          runs += 1
          return new Promise((resolve) => setImmediate(() => resolve(20)))
        }, 20),
        everyMs: 20,
      },
    ])
    while (runs < 50) await new Promise((resolve) => setTimeout(resolve, 5))
    await jobs.stop()
    const ended = runs
    await new Promise((resolve) => setTimeout(resolve, 40))
    expect(runs).toBe(ended)
  })
})
