import { randomUUID } from 'node:crypto'
import type { Api } from '../../contract/api'
import type { Input } from '../../contract/route'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { GUANGXIMEN, type Voice } from '../support/house'
import { BIN, DAY, startStory, type Story } from '../support/story'
import { knownByPhone } from '../support/talk'

type Said = Omit<Input<Api['postMessage']>['body'], 'commandId'> & { commandId?: string }

let database: Database
let story: Story
/** The whole community's, and that of 林's building. */
let all: string
let hers: string

const say = (person: Voice, groupId: string, said: Said | string) =>
  person.ask('postMessage', {
    params: { communityId: GUANGXIMEN, groupId },
    body: typeof said === 'string' ? { words: said } : said,
  })

/** Says it, which must be allowed; answers its number. */
const said = async (person: Voice, groupId: string, what: Said | string): Promise<number> => {
  const { status, code, body } = await say(person, groupId, what)
  expect([status, code]).toEqual([200, undefined])
  return body.seq
}

const page = async (person: Voice, groupId: string, query: Record<string, number> = {}) =>
  (await person.ask('listMessages', { params: { communityId: GUANGXIMEN, groupId }, query })).body

const see = (person: Voice, groupId: string, seq: number) =>
  person.ask('getMessage', { params: { communityId: GUANGXIMEN, groupId, seq } })

const at = (groupId: string, seq: number) => ({
  params: { communityId: GUANGXIMEN, groupId, seq },
})

const cardOf = async (person: Voice, groupId: string) => {
  const { body } = await person.ask('listGroups', { params: { communityId: GUANGXIMEN } })
  return body.items.find((one) => one.groupId === groupId)
}

beforeAll(async () => {
  database = await testDatabase()
  story = await startStory(database)
  for (const person of [story.lin, story.chen, story.zhao])
    await knownByPhone(database, person.personId, story.house.now())
  const { body } = await story.wang.ask('listGroups', { params: { communityId: GUANGXIMEN } })
  const idOf = (name: string) => body.items.find((one) => one.name === name)?.groupId ?? ''
  all = idOf('光熙门北里北社区居民群')
  hers = idOf('3号楼邻里群')
})
beforeEach(() => {
  // Nobody has spoken too often, and nobody is new any more.
  story.house.pass(61_000)
})
afterAll(async () => {
  await story.close()
  await database.close()
})

describe('who speaks and reads where', () => {
  test('in the community’s group everybody; in a building’s its people, and those who keep order', async () => {
    const seq = await said(story.lin, hers, '门口的雪谁扫一下')

    expect((await see(story.wang, hers, seq)).body.words).toBe('门口的雪谁扫一下')
    expect((await see(story.street, hers, seq)).body.words).toBe('门口的雪谁扫一下')
    for (const person of [story.chen, story.ma]) {
      expect((await see(person, hers, seq)).code).toBe('not-in-this-group')
      expect((await say(person, hers, '我路过')).code).toBe('not-in-this-group')
      const list = await person.ask('listMessages', {
        params: { communityId: GUANGXIMEN, groupId: hers },
      })
      expect(list.code).toBe('not-in-this-group')
      const found = await person.ask('searchMessages', {
        params: { communityId: GUANGXIMEN, groupId: hers },
        query: { q: '雪' },
      })
      expect(found.code).toBe('not-in-this-group')
      expect((await cardOf(person, hers))?.last).toBeNull()
    }
    expect((await see(story.qian, hers, seq)).code).toBe('not-a-member')
  })

  test('a group of another community is no group here', async () => {
    const elsewhere = await story.qian.ask('listGroups', {
      params: { communityId: '110105006042' },
    })
    const foreign = elsewhere.body.items[0]?.groupId ?? ''

    expect((await say(story.lin, foreign, '走错门了')).code).toBe('not-found')
  })

  test('a resident whom nobody knows by phone is asked first; a moderator’s word is enough', async () => {
    const stranger = await story.house.resident('吴', '3', '1', '102')
    expect((await say(stranger, all, '新来的')).code).toBe('phone-needed')

    const vouch = { params: { communityId: GUANGXIMEN, personId: stranger.personId } }
    expect((await story.lin.ask('vouchForMember', vouch)).code).toBe('not-allowed')
    await story.wang.ask('vouchForMember', vouch)
    expect((await say(stranger, all, '新来的')).status).toBe(200)
  })
})

describe('a message', () => {
  test('is answered as it is read back: with words, place, quote, photos or a ticket, also by the street', async () => {
    const { ticketId } = await story.report(story.lin)
    const quoteSeq = await said(story.chen, all, '谁家的快递')
    const asked: [Voice, Said][] = [
      [story.lin, { words: '是我家的', quoteSeq, mentions: [story.chen.personId] }],
      [story.lin, { photoIds: [await story.photo(story.lin)] }],
      [story.chen, { ticketId }],
      [
        story.zhao,
        { words: '在这儿', place: { name: '北门', point: { lat: 39.967, lng: 116.434 } } },
      ],
      [story.street, { words: '明天停水' }],
    ]
    for (const [person, what] of asked) {
      const { status, body } = await say(person, all, what)
      expect(status).toBe(200)
      expect((await see(person, all, body.seq)).body).toEqual(body)
    }
  })

  test('sent twice with one id stands there once, and four at once too', async () => {
    const body = { commandId: randomUUID(), words: '只说一遍' }
    const answers = await Promise.all([1, 2, 3, 4].map(() => say(story.lin, all, body)))

    expect(new Set(answers.map((one) => one.body.seq)).size).toBe(1)
    const { items } = await page(story.chen, all)
    expect(items.filter(({ words }) => words === '只说一遍')).toHaveLength(1)
    expect(items.at(-1)?.commandId).toBe(body.commandId)
  })

  test('numbers rise without a gap, also when many speak at once and some are refused', async () => {
    const { lastSeq } = await page(story.lin, all)
    const speakers = [story.lin, story.chen, story.zhao, story.wang, story.zhou]
    await Promise.all(
      speakers.flatMap((person) => [
        say(person, all, '一起说'),
        say(person, all, '   '),
        say(person, all, '再说一句'),
      ]),
    )
    const { items } = await page(story.lin, all, { after: lastSeq, limit: 100 })

    expect(items.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 10 }, (_, index) => lastSeq + 1 + index),
    )
  })

  test('of 4,000 characters is shown whole, one more is refused in words; an emoji is one character', async () => {
    const long = '邻'.repeat(3_999) + '👍'
    const seq = await said(story.lin, all, long)

    expect((await see(story.chen, all, seq)).body.words).toBe(long)
    expect((await say(story.lin, all, `${long}啊`)).code).toBe('too-long')
    expect((await say(story.lin, all, ' \n ')).code).toBe('nothing-said')
  })

  test('is kept as it was written: HTML, right-to-left, a look-alike of an address', async () => {
    const words = '<img src=x onerror=alert(1)> \u202Eabc\u202C & "quoted" 例子．com'
    const seq = await said(story.lin, all, words)

    expect((await see(story.chen, all, seq)).body.words).toBe(words)
  })

  test('carries pictures of its author, up to nine, and only once', async () => {
    const photoIds = [await story.photo(story.lin), await story.photo(story.lin)]
    const seq = await said(story.lin, all, { photoIds })

    expect((await see(story.chen, all, seq)).body).toMatchObject({
      kind: 'photos',
      photos: photoIds.map((photoId) => ({ photoId })),
    })
    expect((await say(story.lin, all, { photoIds })).code).toBe('photo-unknown')
    const foreign = await story.photo(story.chen)
    expect((await say(story.lin, all, { photoIds: [foreign] })).code).toBe('photo-unknown')
    const ten = Array.from({ length: 10 }, () => randomUUID())
    expect((await say(story.lin, all, { photoIds: ten })).code).toBe('too-many-photos')
  })

  test('quotes another, mentions people who are here, and everyone only for those who keep order', async () => {
    const first = await said(story.chen, all, '明天停水吗')
    const seq = await said(story.lin, all, {
      words: '是的',
      quoteSeq: first,
      mentions: [story.chen.personId, story.qian.personId, randomUUID()],
    })

    expect((await see(story.zhao, all, seq)).body).toMatchObject({
      quote: { seq: first, authorName: '8-1 陈', beginning: '明天停水吗' },
      mentions: [story.chen.personId],
    })
    expect((await cardOf(story.chen, all))?.callsMe).toBe(true)
    expect((await cardOf(story.zhao, all))?.callsMe).toBe(false)
    expect((await say(story.lin, all, { words: '注意', isToEveryone: true })).code).toBe(
      'everyone-not-yours',
    )
    for (const _ of [1, 2, 3])
      await said(story.wang, all, { words: '请大家注意', isToEveryone: true })
    expect((await say(story.wang, all, { words: '再说', isToEveryone: true })).code).toBe(
      'everyone-used-up',
    )
    expect((await cardOf(story.zhao, all))?.callsMe).toBe(true)
  })

  test('shares a public ticket as a card, and never a private one', async () => {
    const { ticketId, number } = await story.report(story.lin)
    const seq = await said(story.lin, all, { ticketId })
    const hidden = await story.report(story.lin, { isPrivate: true })

    expect((await see(story.chen, all, seq)).body).toMatchObject({
      kind: 'ticket',
      ticket: { ticketId, number, state: 'submitted' },
    })
    expect((await say(story.lin, all, { ticketId: hidden.ticketId })).code).toBe('ticket-private')
  })
})

describe('not too much', () => {
  test('twenty within a minute, and then a rest', async () => {
    for (let count = 0; count < 20; count += 1) await said(story.chen, all, `第${count}句`)

    expect((await say(story.chen, all, '还有')).code).toBe('too-fast')
    story.house.pass(61_000)
    await said(story.chen, all, '歇过了')
  })

  test('in slow mode one waits between two messages, and who keeps order does not', async () => {
    const set = (person: Voice, slowSeconds: number) =>
      person.ask('changeGroup', {
        params: { communityId: GUANGXIMEN, groupId: hers },
        body: { slowSeconds },
      })
    expect((await set(story.lin, 30)).code).toBe('not-allowed')
    await set(story.wang, 30)
    await said(story.lin, hers, '第一句')
    expect((await say(story.lin, hers, '第二句')).code).toBe('slow-mode')
    await said(story.wang, hers, '请慢慢说')
    await said(story.wang, hers, '大家都听得到')
    story.house.pass(30_000)
    await said(story.lin, hers, '第二句')
    await set(story.wang, 0)
  })
})

describe('reading', () => {
  test('pages go both ways and stand around a message without losing or doubling one', async () => {
    const { lastSeq } = await page(story.lin, all)
    const backward: number[] = []
    for (let before: number | undefined = undefined; ;) {
      const { items, hasBefore }: Awaited<ReturnType<typeof page>> = await page(story.lin, all, {
        limit: 7,
        ...(before !== undefined && { before }),
      })
      backward.unshift(...items.map(({ seq }) => seq))
      before = items[0]?.seq
      if (!hasBefore || before === undefined) break
    }
    expect(backward).toEqual(Array.from({ length: lastSeq }, (_, index) => index + 1))

    const around = await page(story.lin, all, { around: 10, limit: 6 })
    expect(around.items.map(({ seq }) => seq)).toEqual([7, 8, 9, 10, 11, 12])
    expect(around).toMatchObject({ hasBefore: true, hasAfter: true })
    const end = await page(story.lin, all, { after: lastSeq - 2 })
    expect(end.items.map(({ seq }) => seq)).toEqual([lastSeq - 1, lastSeq])
    expect(end.hasAfter).toBe(false)
  })

  test('what is unread is counted until one has read it, and never counted back', async () => {
    const mark = (seq: number) =>
      story.zhao.ask('markGroupRead', {
        params: { communityId: GUANGXIMEN, groupId: all },
        body: { seq },
      })
    const { lastSeq } = await page(story.zhao, all)
    await mark(lastSeq)
    expect((await cardOf(story.zhao, all))?.unreadCount).toBe(0)
    await said(story.lin, all, '一')
    await said(story.lin, all, '二')
    expect(await cardOf(story.zhao, all)).toMatchObject({
      unreadCount: 2,
      last: { authorName: '3-2 林', beginning: '二' },
    })
    await mark(lastSeq)
    await mark(lastSeq + 1)
    expect((await cardOf(story.zhao, all))?.unreadCount).toBe(1)
    await mark(lastSeq + 1_000_000)
    expect((await cardOf(story.zhao, all))?.unreadCount).toBe(0)
    await said(story.lin, all, '三')
    expect((await cardOf(story.zhao, all))?.unreadCount).toBe(1)
    // What one says oneself is never unread; what came before it, and was not read, still is.
    await said(story.zhao, all, '我也说')
    expect((await cardOf(story.zhao, all))?.unreadCount).toBe(1)
  })

  test('what was said before somebody came is not unread, also once they have set something for themselves', async () => {
    const kong = await story.house.resident('孔', '3', '1', '104')
    expect((await cardOf(kong, all))?.unreadCount).toBe(0)
    await kong.ask('setGroupForMe', {
      params: { communityId: GUANGXIMEN, groupId: all },
      body: { isMuted: true },
    })
    expect(await cardOf(kong, all)).toMatchObject({ isMuted: true, unreadCount: 0 })
    story.house.pass(1000)
    await said(story.lin, all, '欢迎新邻居')
    expect((await cardOf(kong, all))?.unreadCount).toBe(1)
  })

  test('is searched by words as they stand, by person and by day', async () => {
    await said(story.chen, all, '收旧衣服的三轮车100%在北门_口')
    story.house.pass(DAY)
    const find = async (query: Record<string, string>) =>
      (
        await story.lin.ask('searchMessages', {
          params: { communityId: GUANGXIMEN, groupId: all },
          query,
        })
      ).body.items.map(({ words }) => words)

    expect(await find({ q: '三轮车' })).toEqual(['收旧衣服的三轮车100%在北门_口'])
    expect(await find({ q: '0%在' })).toHaveLength(1)
    expect(await find({ q: '三%口' })).toEqual([])
    expect(await find({ q: '三轮车', personId: story.lin.personId })).toEqual([])
    const today = story.house.now().toISOString()
    expect(await find({ q: '三轮车', from: today })).toEqual([])
    expect(await find({ q: '三轮车', to: today })).toHaveLength(1)
  })
})

describe('taking back', () => {
  test('one’s own within two minutes: its content is gone for everybody, also from search, quotes and our tables', async () => {
    const photoId = await story.photo(story.lin)
    const seq = await said(story.lin, all, { words: '说错话了', photoIds: [photoId] })
    const quoting = await said(story.chen, all, { words: '什么', quoteSeq: seq })
    expect((await story.chen.ask('recallMessage', at(all, seq))).code).toBe('not-allowed')
    expect((await story.wang.ask('recallMessage', at(all, seq))).code).toBe('not-allowed')

    await story.lin.ask('recallMessage', at(all, seq))
    for (const person of [story.lin, story.chen, story.wang])
      expect((await see(person, all, seq)).body).toMatchObject({
        state: 'recalled',
        words: '',
        photos: [],
      })
    expect((await see(story.chen, all, quoting)).body.quote?.beginning).toBe('引用的消息已看不到了')
    const row = await database.db
      .selectFrom('message')
      .selectAll()
      .where('group_id', '=', all)
      .where('seq', '=', seq)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain('说错话了')
    const photo = await database.db
      .selectFrom('photo')
      .select('deleted_at')
      .where('id', '=', photoId)
      .executeTakeFirstOrThrow()
    expect(photo.deleted_at).not.toBeNull()
    expect((await story.lin.ask('recallMessage', at(all, seq))).code).toBe('message-gone')
  })

  test('not after two minutes', async () => {
    const seq = await said(story.lin, all, '想了很久')
    story.house.pass(2 * 60_000 + 1)

    expect((await story.lin.ask('recallMessage', at(all, seq))).code).toBe('too-late-to-recall')
  })

  test('deleted for me is gone for me alone', async () => {
    const seq = await said(story.chen, all, '不想再看')
    await story.lin.ask('deleteMessageForMe', at(all, seq))

    expect((await see(story.lin, all, seq)).code).toBe('message-gone')
    expect((await page(story.lin, all)).items.map((one) => one.seq)).not.toContain(seq)
    expect((await see(story.zhao, all, seq)).body.words).toBe('不想再看')
  })
})

describe('what waits for a moderator', () => {
  const newcomer = async (): Promise<Voice> => {
    const person = await story.house.resident('郑', '3', '1', '101')
    await knownByPhone(database, person.personId, story.house.now())
    return person
  }

  test('an address from who joined this week: its author and those who keep order see it, the group does not', async () => {
    const zheng = await newcomer()
    const seq = await said(zheng, all, '便宜卖 www.example.com/a')
    expect((await see(zheng, all, seq)).body).toMatchObject({
      state: 'held',
      holdReason: 'link-of-new-member',
      words: '便宜卖 www.example.com/a',
    })
    expect((await see(story.wang, all, seq)).body.state).toBe('held')
    expect((await see(story.lin, all, seq)).code).toBe('message-gone')
    expect((await page(story.lin, all)).items.map((one) => one.seq)).not.toContain(seq)
    expect((await cardOf(story.lin, all))?.last?.beginning).not.toContain('便宜卖')
    story.house.pass(8 * DAY)
    const later = await said(zheng, all, '看看 www.example.com/b')
    expect((await see(story.lin, all, later)).body.state).toBe('shown')
  })

  test('a word that the moderators look at first, also when it is written apart', async () => {
    await database.db
      .insertInto('keyword_rule')
      .values({
        community_id: GUANGXIMEN,
        id: randomUUID(),
        words: '刷单',
        made_by: story.wang.personId,
        at: story.house.now(),
      })
      .execute()
    for (const words of ['招人刷单', '招人 刷 单', '招人刷・单'])
      expect((await say(story.lin, all, words)).body).toMatchObject({
        state: 'held',
        holdReason: 'keyword',
      })
    expect((await say(story.wang, all, '不要相信刷单')).body.state).toBe('shown')
  })
})

describe('from talk to ticket', () => {
  const turn = (person: Voice, seqs: number[], more: object = {}) =>
    person.ask('turnIntoTicket', {
      params: { communityId: GUANGXIMEN, groupId: all },
      body: { seqs, categoryId: BIN, ...more },
    })

  test('words, pictures and the author’s building are carried over; the author may say whether it was solved', async () => {
    const photoId = await story.photo(story.lin)
    const first = await said(story.lin, all, { words: '垃圾桶满了', photoIds: [photoId] })
    const second = await said(story.chen, all, '都堆到路上了')
    const { body: mark } = await turn(story.wang, [first, second])
    const ticket = await story.see(story.wang, mark.ticketId)

    expect(ticket.issues[0]).toMatchObject({
      words: '垃圾桶满了\n都堆到路上了',
      photos: [{ photoId }],
    })
    expect(ticket.placeText).toContain('3')
    expect((await story.see(story.lin, mark.ticketId)).isFollowing).toBe(true)
    for (const seq of [first, second])
      expect((await see(story.zhao, all, seq)).body.ticket).toMatchObject({
        ticketId: mark.ticketId,
        number: mark.number,
        state: 'submitted',
      })
    expect((await turn(story.lin, [first])).code).toBe('already-a-ticket')
  })

  test('the messages carry the ticket’s state, and the group is told when it changes', async () => {
    const seq = await said(story.lin, all, '楼前的桶又满了')
    const { body: mark } = await turn(story.wang, [seq])
    const before = await lastEvent()
    await story.did(story.wang, mark.ticketId, 'accept')

    expect((await see(story.zhao, all, seq)).body.ticket?.state).toBe('accepted')
    const events = await database.db
      .selectFrom('live_event')
      .select(['change', 'audience'])
      .where('community_id', '=', GUANGXIMEN)
      .where('seq', '>', before)
      .execute()
    expect(events.map(({ change }) => change)).toContainEqual({
      name: 'message.changed',
      groupId: all,
      messageSeq: seq,
    })
  })

  test('two who press at once make one ticket', async () => {
    const seq = await said(story.lin, all, '满了满了')
    const answers = await Promise.all([turn(story.wang, [seq]), turn(story.he, [seq])])

    expect(answers.map(({ status, code }) => code ?? status).sort()).toEqual([
      200,
      'already-a-ticket',
    ])
  })

  test('a place that was sent is the place; who is nowhere must say where', async () => {
    const seq = await said(story.lin, all, {
      words: '这里的桶满了',
      place: { name: '北门', point: { lat: 39.967, lng: 116.4346 } },
    })
    const { body: mark } = await turn(story.wang, [seq])
    expect((await story.see(story.lin, mark.ticketId)).placeText).toBe('北门')

    const nowhere = await said(story.wang, all, '有人说南边的桶满了')
    expect((await turn(story.wang, [nowhere])).code).toBe('place-needed')
    const place = { by: 'building' as const, buildingId: story.buildingId('8') }
    expect((await turn(story.wang, [nowhere], { place })).status).toBe(200)
  })

  test('what was recalled is no report, and nothing half-made stays', async () => {
    const seq = await said(story.lin, all, '看错了')
    await story.lin.ask('recallMessage', at(all, seq))
    const before = await countTickets()

    expect((await turn(story.wang, [seq])).code).toBe('message-gone')
    expect(await countTickets()).toBe(before)
  })
})

const lastEvent = async (): Promise<number> => {
  const row = await database.db
    .selectFrom('live_event')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .where('community_id', '=', GUANGXIMEN)
    .executeTakeFirstOrThrow()
  return Number(row.seq)
}

const countTickets = async (): Promise<number> => {
  const row = await database.db
    .selectFrom('ticket')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

test('who deletes the account takes back what they said, and keeps nothing in the talk', async () => {
  const feng = await story.house.resident('冯', '3', '1', '103')
  await knownByPhone(database, feng.personId, story.house.now())
  const photoId = await story.photo(feng)
  const seq = await said(feng, all, { words: '我家电话写在这里', photoIds: [photoId] })
  const { body: kept } = await feng.ask('exportMe')
  expect(JSON.stringify(kept.tables.message)).toContain('我家电话写在这里')
  await feng.ask('deleteMe', { body: { confirm: '注销' } })

  expect((await see(story.lin, all, seq)).body).toMatchObject({
    state: 'recalled',
    authorId: null,
    authorName: '已注销',
    words: '',
    photos: [],
  })
  const left = await database.db.selectFrom('message').selectAll().execute()
  expect(JSON.stringify(left)).not.toContain('我家电话写在这里')
  expect(JSON.stringify(left)).not.toContain(feng.personId)
})
