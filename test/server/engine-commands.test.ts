import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { inWork, runCommand, type Command } from '../../server/commands'
import type { Deps } from '../../server/deps'
import { AppError } from '../../server/ports/app-error'
import type { News } from '../../server/ports/bus'
import type { Database } from '../../server/ports/database'
import type { Work } from '../../server/ports/work'
import { testDatabase } from '../support/database'
import { GUANGXIMEN, NEXT_DOOR, openHouse, type House, type Voice } from '../support/house'

let database: Database
let house: House
let lin: Voice
let told: News[]

beforeAll(async () => {
  database = await testDatabase()
  house = await openHouse(database)
  lin = await house.resident('林', '3', '1', '302')
  house.deps.bus.hear((news) => told.push(news))
})
beforeEach(() => {
  told = []
})
afterAll(async () => {
  await house.close()
  await database.close()
})

const aCommand = (change: Partial<Command> = {}): Command => ({
  personId: lin.personId,
  communityId: GUANGXIMEN,
  commandId: randomUUID(),
  route: 'test',
  asked: { words: '楼道灯坏了' },
  ...change,
})
/** Does everything that a use case may do, and says which time it was. */
const acting = () => {
  let times = 0
  return async (work: Work): Promise<{ times: number }> => {
    times += 1
    await work.announce(GUANGXIMEN, { name: 'membership.changed' }, { personIds: [lin.personId] })
    await work.promise(GUANGXIMEN, 'grid.file-ticket', { ticketId: work.newId() })
    return { times }
  }
}
const counts = async () => {
  const { rows } = await sql<Record<'events' | 'promises' | 'commands', number>>`
    select (select count(*) from live_event) as events, (select count(*) from outbox) as promises,
      (select count(*) from command) as commands`.execute(database.db)
  return rows[0] ?? { events: 0, promises: 0, commands: 0 }
}
const more = async (act: () => Promise<unknown>) => {
  const before = await counts()
  await act()
  const after = await counts()
  return {
    events: after.events - before.events,
    promises: after.promises - before.promises,
    commands: after.commands - before.commands,
  }
}

describe('the same command', () => {
  test('sent again, does nothing more and is answered the same', async () => {
    const command = aCommand()
    const act = acting()
    const grown = await more(async () => {
      expect(await runCommand(house.deps, command, act)).toEqual({ times: 1 })
      expect(await runCommand(house.deps, command, act)).toEqual({ times: 1 })
    })
    expect(grown).toEqual({ events: 1, promises: 1, commands: 1 })
    expect(told).toEqual([{ communityIds: [GUANGXIMEN], personIds: [lin.personId] }])
  })

  test('sent eight times at once, acts once and is answered the same eight times', async () => {
    const command = aCommand()
    const act = acting()
    const grown = await more(async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => runCommand(house.deps, command, act)),
      )
      expect(answers).toEqual(Array.from({ length: 8 }, () => ({ times: 1 })))
    })
    expect(grown).toEqual({ events: 1, promises: 1, commands: 1 })
  })

  test('over HTTP: two taps at once make one application, and both hear of the same', async () => {
    const qian = await house.wechat('钱-两次')
    const twice = { params: { communityId: GUANGXIMEN } }
    const body = {
      commandId: randomUUID(),
      surname: '钱',
      address: { building: '3', unit: '2', room: '101' },
      relation: 'owner',
    } as const
    const [one, other] = await Promise.all([
      qian.ask('applyToJoin', { ...twice, body }),
      qian.ask('applyToJoin', { ...twice, body }),
    ])
    expect(one.status).toBe(200)
    expect(other).toEqual(one)
  })

  test('under another person, or in another community, is another command', async () => {
    const chen = await house.resident('陈', '8', '1', '201')
    const command = aCommand()
    const act = acting()
    await runCommand(house.deps, command, act)
    const others = [
      { ...command, personId: chen.personId },
      { ...command, communityId: NEXT_DOOR },
      { ...command, communityId: undefined },
    ]
    const answers = []
    for (const other of others) answers.push(await runCommand(house.deps, other, act))
    expect(answers).toEqual([{ times: 2 }, { times: 3 }, { times: 4 }])
  })
})

describe('the same id', () => {
  test('with other words is refused, and nothing happens', async () => {
    const command = aCommand()
    const act = acting()
    await runCommand(house.deps, command, act)
    const grown = await more(async () => {
      const other = { ...command, asked: { words: '电梯坏了' } }
      await expect(runCommand(house.deps, other, act)).rejects.toMatchObject({
        code: 'command-reused',
      })
      const elsewhere = { ...command, route: 'another' }
      await expect(runCommand(house.deps, elsewhere, act)).rejects.toMatchObject({
        code: 'command-reused',
      })
    })
    expect(grown).toEqual({ events: 0, promises: 0, commands: 0 })
  })
})

describe('a command that is refused halfway', () => {
  test('leaves no event, no promise, no answer, and tells nobody; sent again it acts', async () => {
    const command = aCommand()
    const act = acting()
    const refuse = async (work: Work): Promise<never> => {
      await act(work)
      throw new AppError('not-allowed')
    }
    const grown = await more(() =>
      expect(runCommand(house.deps, command, refuse)).rejects.toMatchObject({
        code: 'not-allowed',
      }),
    )
    expect(grown).toEqual({ events: 0, promises: 0, commands: 0 })
    expect(told).toEqual([])
    expect(await runCommand(house.deps, command, act)).toEqual({ times: 2 })
  })
})

describe('when the database asks for the same transaction again', () => {
  const failing = (code: string, times: number) => {
    const act = acting()
    let failures = 0
    return async (work: Work) => {
      const answer = await act(work)
      failures += 1
      if (failures <= times) throw Object.assign(new Error('again'), { code })
      return answer
    }
  }

  test.each(['40001', '40P01'])('%s: it is tried again, and told once', async (code) => {
    const grown = await more(() => inWork(house.deps, failing(code, 2)))
    expect(grown).toEqual({ events: 1, promises: 1, commands: 0 })
    expect(told).toHaveLength(1)
  })

  test('three times at most, and then nothing has happened', async () => {
    const grown = await more(() =>
      expect(inWork(house.deps, failing('40001', 3))).rejects.toMatchObject({ code: '40001' }),
    )
    expect(grown).toEqual({ events: 0, promises: 0, commands: 0 })
    expect(told).toEqual([])
  })

  test('any other error is not tried again', async () => {
    let times = 0
    const act = () => {
      times += 1
      return Promise.reject(Object.assign(new Error('no'), { code: '23505' }))
    }
    await expect(inWork(house.deps, act)).rejects.toMatchObject({ code: '23505' })
    expect(times).toBe(1)
  })
})

describe('events', () => {
  test('are numbered without a gap in the order of commits, however many act at once', async () => {
    const first = await newestSeq()
    const announce = (n: number) =>
      inWork(house.deps, async (work) => {
        for (let one = 0; one <= n % 3; one += 1)
          await work.announce(GUANGXIMEN, { name: 'membership.changed' }, { members: true })
        if (n % 5 === 0) throw new AppError('not-allowed')
      }).catch(() => undefined)
    await Promise.all(Array.from({ length: 30 }, (_, n) => announce(n)))
    const { rows } = await sql<{ seq: number }>`
      select seq from live_event where community_id = ${GUANGXIMEN} and seq > ${first}
      order by seq`.execute(database.db)
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, at) => first + 1 + at))
    const kept = Array.from({ length: 30 }, (_, n) => (n % 5 === 0 ? 0 : (n % 3) + 1))
    expect(rows).toHaveLength(kept.reduce((sum, n) => sum + n, 0))
  })

  test('the bus hears only after the commit: whoever reads then finds the event', async () => {
    const deps: Deps = { ...house.deps }
    const seen: Promise<number>[] = []
    deps.bus = { ...house.deps.bus, tell: () => seen.push(newestSeq()) }
    const before = await newestSeq()
    await inWork(deps, (work) =>
      work.announce(GUANGXIMEN, { name: 'membership.changed' }, { members: true }),
    )
    expect(await Promise.all(seen)).toEqual([before + 1])
  })

  test('a session that ends is told by its person alone, with no event', async () => {
    const grown = await more(() =>
      inWork(house.deps, (work) => Promise.resolve(work.lookAgainAt(lin.personId))),
    )
    expect(grown).toEqual({ events: 0, promises: 0, commands: 0 })
    expect(told).toEqual([{ communityIds: [], personIds: [lin.personId] }])
  })
})

const newestSeq = async (): Promise<number> => {
  const { rows } = await sql<{ seq: number }>`
    select coalesce(max(seq), 0) as seq from live_event where community_id = ${GUANGXIMEN}
  `.execute(database.db)
  return rows[0]?.seq ?? 0
}
