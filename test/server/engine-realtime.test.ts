import { connect, type AddressInfo, type Socket } from 'node:net'
import { createServer, type Server } from 'node:http'
import { sql } from 'kysely'
import { createPostgresBus } from '../../server/adapters/bus/postgres'
import { openDatabase } from '../../server/adapters/open-database'
import { inWork } from '../../server/commands'
import { findWhereToListen } from '../../server/modules/communities/find-where-to-listen'
import { fillMessages } from '../../server/modules/chat/fill-messages'
import { findCaller, findCallerOfSession } from '../../server/modules/identity/find-caller'
import type { Bus } from '../../server/ports/bus'
import type { Database } from '../../server/ports/database'
import type { Db } from '../../server/ports/work'
import { createHub, type Hub, type HubPace } from '../../server/realtime/hub'
import { REPLAY_LIMIT } from '../../server/realtime/event-repository'
import { isOnPostgres, testDatabase } from '../support/database'
import { FIRST_GRID, GUANGXIMEN, NEXT_DOOR, type Voice } from '../support/house'
import { liveUrl, openScreen, type LiveScreen } from '../support/live-screen'
import { startStory, type Story } from '../support/story'
import { knownByPhone } from '../support/talk'

/** Quick enough for a test, and slow enough that what must come at once can be told from what is looked up again. */
const PACE = {
  readEveryMs: 10,
  tellEveryMs: 30,
  helloWithinMs: 5_000,
  heartbeatMs: 60_000,
  lookAgainMs: 60_000,
}

let database: Database
let story: Story
let hub: Hub
let url: string
const screens: LiveScreen[] = []
const failures: unknown[] = []

/** Holds back what is read for the screens, as a busy database does. */
let slowly: (() => Promise<void>) | undefined

const hubOn = (db: Db, bus: Bus, pace: Partial<HubPace> = {}): Hub => {
  const now = () => story.house.now()
  return createHub({
    db,
    bus,
    findCaller: (token) => findCaller(db, token, now()),
    findCallerOfSession: (id) => findCallerOfSession(db, id, now()),
    findPlaces: (caller) => findWhereToListen(db, caller, now()),
    fill: async (communityId, stored) => {
      await slowly?.()
      return fillMessages(story.house.deps, communityId, stored)
    },
    onFailure: (error) => failures.push(error),
    pace: { ...PACE, ...pace },
  })
}

beforeAll(async () => {
  database = await testDatabase()
  story = await startStory(database)
  const { app, deps } = story.house
  hub = hubOn(database.db, deps.bus)
  hub.attach(app.server) // plain HTTP
  await app.listen({ host: '127.0.0.1', port: 0 })
  url = liveUrl(app.server.address() as AddressInfo)
})
afterEach(async () => {
  for (const screen of screens.splice(0)) {
    screen.close()
    await screen.closed
  }
  expect(failures).toEqual([])
})
afterAll(async () => {
  await hub.close()
  await story.close()
  await database.close()
})

const open = async (at = url): Promise<LiveScreen> => {
  const screen = await openScreen(at)
  screens.push(screen)
  return screen
}
const tokenOf = ({ token }: Voice): string => {
  if (token === null) throw new Error('nobody has no token')
  return token
}
const watching = async (person: Voice, after?: Record<string, number>, at = url) => {
  const screen = await open(at)
  const welcome = await screen.hello(tokenOf(person), after)
  return { ...screen, welcome }
}
/** An event for every member, by which a test knows that everything before it has been told. */
const mark = async (communityId = GUANGXIMEN): Promise<number> => {
  await inWork(story.house.deps, (work) =>
    work.announce(
      communityId,
      { name: 'announcement.posted', announcementId: work.newId() },
      { members: true },
    ),
  )
  return newestSeq(communityId)
}
const newestSeq = async (communityId = GUANGXIMEN): Promise<number> => {
  const { rows } = await sql<{ seq: number }>`
    select value as seq from counter where community_id = ${communityId} and name = 'live'
  `.execute(database.db)
  return rows[0]?.seq ?? 0
}
const groupOf = async (person: Voice): Promise<string> => {
  await knownByPhone(database, person.personId, story.house.now())
  const { body } = await person.ask('listGroups', { params: { communityId: GUANGXIMEN } })
  return body.items.find(({ kind }) => kind === 'community')?.groupId ?? ''
}
const wordsOf = (screen: LiveScreen): (string | undefined)[] =>
  screen
    .events()
    .flatMap((event) => (event.name === 'message.changed' ? [event.message?.words] : []))
const heard = (screen: LiveScreen, seq: number) =>
  screen.until(() => screen.events().some((event) => event.seq === seq))
const ticketsHeard = (screen: LiveScreen): string[] =>
  screen.events().flatMap((event) => (event.name === 'ticket.changed' ? [event.ticketId] : []))

describe('hello', () => {
  test('with a session is welcomed, and told where each of one’s communities stands', async () => {
    const { welcome } = await watching(story.lin)
    expect(welcome).toEqual({
      type: 'welcome',
      personId: story.lin.personId,
      at: { [GUANGXIMEN]: await newestSeq() },
      reload: [],
    })
  })

  test('with no session, or one that has ended, is closed with 4001', async () => {
    const screen = await open()
    screen.say({ type: 'hello', token: 'of nobody', after: {} })
    expect(await screen.closed).toBe(4001)
  })

  test('a token in the address is not looked at: without hello the socket is closed with 4000', async () => {
    const quick = hubOn(database.db, story.house.deps.bus, { helloWithinMs: 100 })
    const server = createServer()
    quick.attach(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const at = liveUrl(server.address() as AddressInfo)
    const screen = await open(`${at}?token=${tokenOf(story.lin)}`)
    expect(await screen.closed).toBe(4000)
    expect(screen.frames).toEqual([])
    await quick.close()
    server.close()
  })

  test.each([
    ['no JSON', 'hello'],
    ['an unknown kind', '{"type":"subscribe"}'],
    ['no token', '{"type":"hello"}'],
    ['a number for a token', '{"type":"hello","token":1}'],
    ['a list', '[]'],
    ['nothing', 'null'],
  ])('%s is closed with 4003', async (_, frame) => {
    const screen = await open()
    screen.say(frame)
    expect(await screen.closed).toBe(4003)
  })

  test('a frame larger than any of ours is not read', async () => {
    const screen = await open()
    screen.say(JSON.stringify({ type: 'hello', token: 'x'.repeat(20_000), after: {} }))
    expect(await screen.closed).toBe(1009)
  })

  test('a ping is answered, before hello and after it', async () => {
    const screen = await open()
    screen.say({ type: 'ping' })
    await screen.until(() => screen.frames.length === 1)
    await screen.hello(tokenOf(story.lin))
    screen.say({ type: 'ping' })
    await screen.until(() => screen.frames.length === 3)
    expect(screen.frames.map(({ type }) => type)).toEqual(['pong', 'welcome', 'pong'])
  })

  test('said twice, and twice at once, listens once', async () => {
    const screen = await open()
    screen.say({ type: 'hello', token: tokenOf(story.lin), after: {} })
    screen.say({ type: 'hello', token: tokenOf(story.lin), after: {} })
    screen.say({ type: 'hello', token: tokenOf(story.lin), after: {} })
    await screen.until(() => screen.frames.filter(({ type }) => type === 'welcome').length === 3)
    expect(hub.count()).toBe(1)
    const seq = await mark()
    await heard(screen, seq)
    expect(screen.events().filter((event) => event.seq === seq)).toHaveLength(1)
  })

  test('at another address of the server there is no socket', async () => {
    await expect(openScreen(url.replace('/v1/live', '/v1/other'))).rejects.toThrow('404')
  })
})

describe('an event', () => {
  test('goes to those who may know of it, and to nobody else', async () => {
    const lin = await watching(story.lin)
    const chen = await watching(story.chen)
    const wang = await watching(story.wang)
    const zhou = await watching(story.zhou)
    const ma = await watching(story.ma)
    const qian = await watching(story.qian)
    const open = await story.report(story.lin)
    const secret = await story.report(story.lin, { isPrivate: true, words: '只给居委会看' })
    const seq = await mark()
    for (const screen of [lin, chen, wang, zhou, ma]) await heard(screen, seq)
    const nextDoor = await mark(NEXT_DOOR)
    await heard(qian, nextDoor)
    expect(ticketsHeard(lin)).toEqual([open.ticketId, secret.ticketId])
    expect(ticketsHeard(wang)).toEqual([open.ticketId, secret.ticketId])
    expect(ticketsHeard(chen)).toEqual([open.ticketId])
    expect(ticketsHeard(ma)).toEqual([open.ticketId])
    expect(ticketsHeard(zhou)).toContain(open.ticketId)
    expect(ticketsHeard(qian)).toEqual([])
    expect(qian.events()).toHaveLength(1)
  })

  test('carries ids, never words or names', async () => {
    const wang = await watching(story.wang)
    await story.report(story.lin, { words: '林阿姨家门口的灯坏了' })
    await heard(wang, await mark())
    expect(JSON.stringify(wang.frames)).not.toMatch(/林|灯/)
  })

  test('comes with others that happened in the same moment in one frame, in order', async () => {
    const chen = await watching(story.chen)
    const first = await newestSeq()
    await Promise.all(Array.from({ length: 12 }, () => mark()))
    await heard(chen, first + 12)
    expect(chen.events().map(({ seq }) => seq)).toEqual(
      Array.from({ length: 12 }, (_, n) => first + 1 + n),
    )
    const frames = chen.frames.filter(({ type }) => type === 'events')
    expect(frames.length).toBeLessThan(12)
  })
})

describe('while the database is slow', () => {
  let slowHub: Hub
  let server: Server
  beforeEach(async () => {
    slowly = () => new Promise((resolve) => setTimeout(resolve, 10))
    // Several readings to a round, so that rounds end in the middle of one.
    slowHub = hubOn(database.db, story.house.deps.bus, { readEveryMs: 1, tellEveryMs: 90 })
    server = createServer()
    slowHub.attach(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterEach(async () => {
    slowly = undefined
    await slowHub.close()
    await new Promise((resolve) => server.close(resolve))
  })

  test('what is read while a round ends is told in the next', async () => {
    const screen = await watching(story.chen, undefined, liveUrl(server.address() as AddressInfo))
    const from = await newestSeq()
    for (let n = 0; n < 60; n += 1) await mark()
    await heard(screen, await mark())
    expect(screen.events().map(({ seq }) => seq)).toEqual(
      Array.from({ length: 61 }, (_, n) => from + 1 + n),
    )
  })
})

describe('after a cut', () => {
  test('what was missed is told in order, and nothing twice or left out', async () => {
    const before = await watching(story.chen)
    const from = before.welcome.at[GUANGXIMEN] ?? NaN
    before.close()
    await before.closed
    await story.report(story.lin)
    await mark()
    await mark()
    const again = await watching(story.chen, { [GUANGXIMEN]: from })
    const last = await newestSeq()
    expect(again.welcome).toMatchObject({ at: { [GUANGXIMEN]: last }, reload: [] })
    const mine = again.events().map(({ seq }) => seq)
    expect(mine).toEqual([...mine].sort((a, b) => a - b))
    expect(mine.slice(-2)).toEqual([last - 1, last])
    const names = again.events().map(({ name }) => name)
    expect(names).toContain('ticket.changed')
    // What was for the moderators alone is not told later either.
    expect(names).not.toContain('inbox.added')
  })

  test('while others act all the time, every number comes once and rising', async () => {
    const from = await newestSeq()
    let isOver = false
    const acting = (async () => {
      while (!isOver) await mark()
    })()
    const heardSeqs: number[] = []
    for (let cut = 0; cut < 8; cut += 1) {
      const screen = await watching(story.chen, { [GUANGXIMEN]: heardSeqs.at(-1) ?? from })
      const enough = screen.events().length + 3
      await screen.until(() => screen.events().length >= enough)
      // As the phone keeps them: what is not newer than the last one is known already.
      for (const { seq } of screen.events())
        if (seq > (heardSeqs.at(-1) ?? from)) heardSeqs.push(seq)
      screen.close()
      await screen.closed
    }
    isOver = true
    await acting
    expect(heardSeqs).toEqual(heardSeqs.map((_, n) => from + 1 + n))
  })

  test('many who come back at once are read for together; each hears what is for them', async () => {
    const from = await newestSeq()
    await story.report(story.lin)
    for (let n = 0; n < 5; n += 1) await mark()
    let fillings = 0
    slowly = () => {
      fillings += 1
      return Promise.resolve()
    }
    const back = await Promise.all([
      ...Array.from({ length: 12 }, () => watching(story.chen, { [GUANGXIMEN]: from })),
      watching(story.wang, { [GUANGXIMEN]: from }),
      watching(story.chen, { [GUANGXIMEN]: from + 3 }),
    ])
    slowly = undefined
    expect(fillings).toBeLessThanOrEqual(2)
    const last = await newestSeq()
    const heard = back.map((screen) => screen.events().map(({ seq }) => seq))
    for (const seqs of heard) expect(seqs.at(-1)).toBe(last)
    expect(new Set(heard.slice(0, 12).map(String)).size).toBe(1)
    expect(back[12]?.events().map(({ name }) => name)).toContain('inbox.added')
    expect(heard[13]?.every((seq) => seq > from + 3)).toBe(true)
    for (const screen of back.slice(0, 12))
      expect(screen.events().map(({ name }) => name)).not.toContain('inbox.added')
  })

  test('what came since the last who came back is added, and a message is as it is now', async () => {
    const groupId = await groupOf(story.lin)
    const from = await newestSeq()
    const said = await story.lin.ask('postMessage', {
      params: { communityId: GUANGXIMEN, groupId },
      body: { words: '明天停水' },
    })
    const early = await watching(story.chen, { [GUANGXIMEN]: from })
    expect(wordsOf(early)).toEqual(['明天停水'])
    await story.lin.ask('recallMessage', {
      params: { communityId: GUANGXIMEN, groupId, seq: said.body.seq },
      body: {},
    })
    const late = await watching(story.chen, { [GUANGXIMEN]: from })
    expect(wordsOf(late)).toEqual(['', ''])
    expect(late.events().map(({ seq }) => seq)).toEqual([from + 1, from + 2])
  })

  test('that was too long, the phone is asked to read anew', async () => {
    const from = await newestSeq()
    await inWork(story.house.deps, async (work) => {
      for (let n = 0; n <= REPLAY_LIMIT; n += 1)
        await work.announce(GUANGXIMEN, { name: 'membership.changed' }, { moderators: true })
    })
    const far = await watching(story.chen, { [GUANGXIMEN]: from })
    expect(far.welcome.reload).toEqual([GUANGXIMEN])
    expect(far.events()).toEqual([])
    const near = await watching(story.chen, { [GUANGXIMEN]: await newestSeq() })
    expect(near.welcome.reload).toEqual([])
  })

  test('also when the events are no longer kept, or the number is from a database that is gone', async () => {
    const from = await newestSeq(NEXT_DOOR)
    await mark(NEXT_DOOR)
    await mark(NEXT_DOOR)
    await sql`
      delete from live_event where community_id = ${NEXT_DOOR} and seq <= ${from + 1}
    `.execute(database.db)
    const late = await watching(story.qian, { [NEXT_DOOR]: from })
    expect(late.welcome.reload).toEqual([NEXT_DOOR])
    const future = await watching(story.qian, { [NEXT_DOOR]: from + 1_000 })
    expect(future.welcome.reload).toEqual([NEXT_DOOR])
  })
})

describe('a session that ends', () => {
  test('by signing out closes its own screens with 4001 at once, and no others', async () => {
    const phone = await story.house.wechat('wx-two-devices')
    const tablet = await story.house.wechat('wx-two-devices')
    const onPhone = await watching(phone)
    const onTablet = await watching(tablet)
    await phone.ask('signOut')
    expect(await onPhone.closed).toBe(4001)
    onTablet.say({ type: 'ping' })
    await onTablet.until(() => onTablet.frames.some(({ type }) => type === 'pong'))
  })

  test('by being ended from another device, and by deleting the account', async () => {
    const phone = await story.house.wechat('wx-lost-phone')
    const tablet = await story.house.wechat('wx-lost-phone')
    const onPhone = await watching(phone)
    const { body } = await tablet.ask('listSessions')
    const lost = body.items.find(({ isThisOne }) => !isThisOne)
    await tablet.ask('revokeSession', { params: { sessionId: lost?.sessionId ?? '' } })
    expect(await onPhone.closed).toBe(4001)

    const onTablet = await watching(tablet)
    await tablet.ask('deleteMe', { body: { confirm: '注销' } })
    expect(await onTablet.closed).toBe(4001)
  })

  test('by its time is found at the next heartbeat; a token that was changed for a new one goes on', async () => {
    const bus: Bus = {
      tell: () => undefined,
      hear: () => undefined,
      close: () => Promise.resolve(),
    }
    const beating = hubOn(database.db, bus, { heartbeatMs: 50 })
    const server = createServer()
    beating.attach(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const at = liveUrl(server.address() as AddressInfo)
    const person = await story.house.wechat('wx-rotates')
    const screen = await watching(person, undefined, at)
    const { body } = await person.ask('rotateSession')
    story.house.pass(5 * 60_000)
    await new Promise((resolve) => screen.socket.once('ping', resolve))
    await new Promise((resolve) => screen.socket.once('ping', resolve))
    expect(screen.socket.readyState).toBe(screen.socket.OPEN)
    await sql`update session set expires_at = ${story.house.now()}
      where person_id = ${person.personId}`.execute(database.db)
    expect(await screen.closed).toBe(4001)
    expect(body.token).not.toBe(person.token)
    await beating.close()
    server.close()
  })
})

describe('a place that changes', () => {
  test('who is admitted hears so at once, and from then on what members hear', async () => {
    const sun = await story.house.wechat('wx-sun')
    const screen = await watching(sun)
    expect(screen.welcome.at).toEqual({})
    const { body } = await sun.ask('applyToJoin', {
      params: { communityId: GUANGXIMEN },
      body: {
        surname: '孙',
        address: { building: '8', unit: '1', room: '401' },
        relation: 'tenant',
      },
    })
    await screen.until(() => screen.events().length > 0)
    const unheard = await mark()
    await story.wang.ask('admitApplicant', {
      params: { communityId: GUANGXIMEN, applicationId: body.applicationId },
    })
    await screen.until(() => screen.events().some((event) => event.seq > unheard))
    await heard(screen, await mark())
    const names = screen.events().map(({ name }) => name)
    expect(names).toContain('membership.changed')
    expect(names).toContain('inbox.added')
    // An applicant is no member: what members were told meanwhile was not for them.
    const posted = screen.events().filter(({ name }) => name === 'announcement.posted')
    expect(posted).toHaveLength(1)
    expect(posted[0]?.seq).toBeGreaterThan(unheard)
  })

  test('who is refused hears so, and nothing more after it', async () => {
    const zhang = await story.house.wechat('wx-zhang')
    const { body } = await zhang.ask('applyToJoin', {
      params: { communityId: NEXT_DOOR },
      body: {
        surname: '张',
        address: { building: '1', unit: '1', room: '102' },
        relation: 'owner',
      },
    })
    const screen = await watching(zhang)
    const street = await watching(story.street)
    await story.street.ask('refuseApplicant', {
      params: { communityId: NEXT_DOOR, applicationId: body.applicationId },
      body: { reason: '地址对不上' },
    })
    await screen.until(() =>
      screen
        .events()
        .some((event) => event.name === 'application.changed' && event.state === 'refused'),
    )
    await screen.until(() => screen.events().at(-1)?.name === 'membership.changed')
    const before = screen.events().length
    await heard(street, await mark(NEXT_DOOR))
    expect(screen.events()).toHaveLength(before)
  })

  test('who leaves hears so, and nothing of the place after it', async () => {
    const gao = await story.house.resident('高', '8', '1', '502')
    const screen = await watching(gao)
    const chen = await watching(story.chen)
    await gao.ask('leaveCommunity', { params: { communityId: GUANGXIMEN } })
    await screen.until(() => screen.events().some(({ name }) => name === 'membership.changed'))
    await heard(chen, await mark())
    expect(screen.events().map(({ name }) => name)).not.toContain('announcement.posted')
  })

  test('who takes an office by invitation hears what that office hears', async () => {
    const xu = await story.house.wechat('wx-xu')
    const screen = await watching(xu)
    const code = await story.house.staffCode('worker', [FIRST_GRID])
    await xu.ask('acceptInvitation', { params: { code }, body: { surname: '徐' } })
    await screen.until(() => screen.events().some(({ name }) => name === 'membership.changed'))
    const secret = await story.report(story.lin, { isPrivate: true })
    await story.did(story.wang, secret.ticketId, 'accept', {})
    await heard(screen, await mark())
  })
})

describe('a phone that cannot keep up', () => {
  test('is closed with 4002 once a million bytes wait for it; others hear everything', async () => {
    const slow = await silentReader(tokenOf(story.chen))
    const quick = await watching(story.lin)
    const from = await newestSeq()
    const rounds = 40
    for (let round = 1; round <= rounds; round += 1) {
      await inWork(story.house.deps, async (work) => {
        for (let n = 0; n < 100; n += 1)
          await work.announce(
            GUANGXIMEN,
            { name: 'announcement.posted', announcementId: 'x'.repeat(5_000) },
            { members: true },
          )
      })
      await quick.until(() => quick.events().length >= round * 100)
    }
    expect(quick.events().map(({ seq }) => seq)).toEqual(
      Array.from({ length: rounds * 100 }, (_, n) => from + 1 + n),
    )
    const said = await slow.rest()
    // A close frame of the server: FIN and opcode 8, two bytes of code, no reason.
    expect([...said.subarray(-4)]).toEqual([0x88, 2, 4002 >> 8, 4002 & 255])
    expect(said.length).toBeLessThan(rounds * 100 * 5_000)
    await sql`delete from live_event where community_id = ${GUANGXIMEN}`.execute(database.db)
  })
})

describe('a hub that ends', () => {
  test('tells every screen that it goes down, also one that has said nothing yet', async () => {
    const ending = hubOn(database.db, story.house.deps.bus)
    const server = createServer()
    ending.attach(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const at = liveUrl(server.address() as AddressInfo)
    const quiet = await open(at)
    const lin = await watching(story.lin, undefined, at)
    await ending.close()
    expect([await quiet.closed, await lin.closed]).toEqual([4004, 4004])
    await new Promise((resolve) => server.close(resolve))
  })
})

const onPostgres = isOnPostgres ? describe : describe.skip
onPostgres('two servers on one PostgreSQL', () => {
  let other: Database
  let here: Bus
  let isTelling = true
  let there: Bus
  let otherHub: Hub
  let otherUrl: string
  let server: Server

  beforeAll(() =>
    story.house.deps.bus.hear((news) => {
      if (isTelling) here.tell(news)
    }),
  )
  const begin = async (pace: Partial<HubPace>) => {
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(
      database.db,
    )
    const address = new URL(`/${rows[0]?.name}`, process.env.TEST_POSTGRES_URL).href
    other = await openDatabase({ url: address, dataDir: '' })
    const fail = (error: unknown) => failures.push(error)
    here = await createPostgresBus(database, fail)
    there = await createPostgresBus(other, fail)
    isTelling = true
    otherHub = hubOn(other.db, there, pace)
    server = createServer()
    otherHub.attach(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    otherUrl = liveUrl(server.address() as AddressInfo)
  }
  const end = async () => {
    isTelling = false
    await otherHub.close()
    await new Promise((resolve) => server.close(resolve))
    await there.close()
    await here.close()
    await other.close()
  }

  test('an act on one is heard on the other, and a session that ends on one is closed on the other', async () => {
    await begin({})
    const person = await story.house.resident('唐', '8', '1', '602')
    const screen = await watching(person, undefined, otherUrl)
    await heard(screen, await mark())
    await person.ask('signOut')
    expect(await screen.closed).toBe(4001)
    await end()
  })

  test('a notification that is lost costs time and no event', async () => {
    await begin({ lookAgainMs: 200 })
    const screen = await watching(story.chen, undefined, otherUrl)
    isTelling = false // from here on nothing is told between the two
    const seq = await mark()
    await heard(screen, seq)
    await end()
  })
})

/** Says hello and then reads nothing until asked to. */
const silentReader = async (token: string): Promise<{ rest(): Promise<Buffer> }> => {
  const { port, host } = new URL(url.replace('ws:', 'http:'))
  const socket: Socket = connect(Number(port), '127.0.0.1')
  const read: Buffer[] = []
  socket.on('data', (data) => read.push(data))
  socket.write(
    `GET /v1/live HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
  )
  const hello = Buffer.from(JSON.stringify({ type: 'hello', token, after: {} }))
  // A client's frame is masked; with a mask of zeros it is the text itself. It is longer than 125 bytes or not.
  const length =
    hello.length < 126 ? [0x80 | hello.length] : [0x80 | 126, hello.length >> 8, hello.length & 255]
  socket.write(Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), hello]))
  while (!Buffer.concat(read).toString('latin1').includes('"welcome"'))
    await new Promise((resolve) => socket.once('data', resolve))
  socket.pause()
  return {
    rest: () =>
      new Promise((resolve) => {
        socket.once('end', () => resolve(Buffer.concat(read)))
        socket.resume()
      }),
  }
}
