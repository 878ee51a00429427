import { closeUnconfirmed } from '../../server/jobs/close-unconfirmed'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import {
  AT_BUILDING_3,
  AT_BUILDING_8,
  DAY,
  HOUR,
  northOf,
  startStory,
  type Story,
} from '../support/story'

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

const on = northOf(AT_BUILDING_3, 149)
const off = northOf(AT_BUILDING_3, 151)

describe('confirming', () => {
  test('the reporter confirms from wherever they are, and the worker hears', async () => {
    const ticketId = await story.handled()
    const confirm = () => story.did(story.lin, ticketId, 'confirm', { words: '谢谢师傅' })
    expect(await story.hearing(story.zhou, confirm)).toMatchObject([
      { title: '垃圾满溢：已结案（居民确认解决）', words: '谢谢师傅' },
    ])
    expect(await story.see(story.chen, ticketId)).toMatchObject({
      state: 'closed',
      closedHow: 'confirmed',
      timeline: expect.arrayContaining([
        expect.objectContaining({ step: 'confirm', closedHow: 'confirmed' }),
      ]) as unknown,
    })
  })

  test('so does a neighbour who said “me too”', async () => {
    const ticketId = await story.handling()
    await story.did(story.chen, ticketId, 'join')
    await story.did(story.zhou, ticketId, 'handle', { photoIds: [await story.photo(story.zhou)] })
    expect(await story.did(story.chen, ticketId, 'confirm')).toMatchObject({ state: 'closed' })
  })

  test.each([
    ['chen', 'confirmed'],
    ['wang', 'checked-by-moderator'],
  ] as const)('%s must stand there, or bring a picture', async (who, closedHow) => {
    const person = story[who]
    const ticketId = await story.handled()
    expect((await story.take(person, ticketId, 'confirm')).code).toBe('not-on-the-spot')
    expect((await story.take(person, ticketId, 'confirm', { point: off })).code).toBe(
      'not-on-the-spot',
    )
    expect(await story.did(person, ticketId, 'confirm', { point: on })).toMatchObject({
      state: 'closed',
      closedHow,
    })
    const seen = await story.see(story.zhao, ticketId)
    expect(seen.timeline.at(-1)).toMatchObject({ distanceM: 149 })

    const another = await story.handled()
    const photoIds = [await story.photo(person)]
    const proved = await story.did(person, another, 'confirm', { point: AT_BUILDING_8, photoIds })
    expect(proved).toMatchObject({ state: 'closed', closedHow })
  })

  test('where the place is not on the map, a picture is the only proof', async () => {
    const ticketId = await story.handled(story.lin, {
      place: { by: 'building', buildingId: story.buildingId('平房') },
    })
    expect((await story.take(story.chen, ticketId, 'confirm', { point: on })).code).toBe(
      'not-on-the-spot',
    )
    const photoIds = [await story.photo(story.chen)]
    expect(await story.did(story.chen, ticketId, 'confirm', { photoIds })).toMatchObject({
      state: 'closed',
    })
  })

  test('never whoever handled it, nor a colleague, nor the street, nor next door', async () => {
    const ticketId = await story.handled()
    const proof = { point: on }
    for (const person of [story.zhou, story.ma, story.street])
      expect((await story.take(person, ticketId, 'confirm', proof)).code).toBe('not-your-role')
    expect((await story.take(story.qian, ticketId, 'confirm', proof)).code).toBe('not-a-member')
    expect(await story.see(story.lin, ticketId)).toMatchObject({ state: 'handled' })
  })

  test('not before it is handled, and once', async () => {
    const ticketId = await story.handling()
    expect((await story.take(story.lin, ticketId, 'confirm')).code).toBe('wrong-state')
    const closed = await story.closed()
    expect((await story.take(story.lin, closed, 'confirm')).code).toBe('wrong-state')
  })
})

describe('disputing', () => {
  const why = { words: '还堆着呢' }

  test('brings it back to the same worker, counted and with a new clock; worker and desk hear', async () => {
    const ticketId = await story.handled()
    expect((await story.take(story.lin, ticketId, 'dispute')).code).toBe('needs-words')
    for (const person of [story.chen, story.wang, story.zhou, story.street])
      expect((await story.take(person, ticketId, 'dispute', why)).code).toBe('not-your-role')
    await story.pass(DAY)
    const dispute = () => story.did(story.lin, ticketId, 'dispute', why)
    let wang: unknown[] = []
    const zhou = await story.hearing(story.zhou, async () => {
      wang = await story.hearing(story.wang, dispute)
    })
    for (const heard of [zhou, wang])
      expect(heard).toMatchObject([
        { title: '垃圾满溢：有人说还没解决，退回重办', words: '还堆着呢' },
      ])
    expect(await story.see(story.chen, ticketId)).toMatchObject({
      state: 'handling',
      disputeCount: 1,
      assigneeName: '网格员 周',
      // Seven working days from now.
      dueAt: new Date(story.house.now().getTime() + 9 * DAY).toISOString(),
    })
  })

  test('who joined disputes too; the third time the street is told', async () => {
    const ticketId = await story.handled()
    await story.did(story.chen, ticketId, 'join')
    for (const [turn, person] of [story.lin, story.chen, story.lin].entries()) {
      const dispute = () => story.did(person, ticketId, 'dispute', why)
      const told = await story.hearing(story.street, dispute)
      expect(told).toEqual(
        turn < 2
          ? []
          : [
              {
                kind: 'ticket-step',
                title: '垃圾满溢：居民第 3 次说没解决',
                words: '光熙门北里北社区的这件工单请街道协调。',
                ticketId,
              },
            ],
      )
      const photoIds = [await story.photo(story.zhou)]
      await story.did(story.zhou, ticketId, 'handle', { photoIds })
    }
    const row = await database.db
      .selectFrom('ticket')
      .select('escalated_to')
      .where('id', '=', ticketId)
      .executeTakeFirstOrThrow()
    expect(row.escalated_to).toBe('street')
    expect(await story.see(story.street, ticketId)).toMatchObject({ disputeCount: 3 })
  })
})

describe('nobody answers', () => {
  test('after five days it closes by itself, says so, and is not called solved', async () => {
    const ticketId = await story.handled()
    await story.pass(5 * DAY - 1)
    await closeUnconfirmed(story.house.deps)
    expect(await story.see(story.lin, ticketId)).toMatchObject({ state: 'handled' })
    await story.pass(1)
    const heard = await story.hearing(story.lin, () => closeUnconfirmed(story.house.deps))
    expect(heard.filter((one) => one.ticketId === ticketId)).toMatchObject([
      { title: '垃圾满溢：已结案（到期无人确认）' },
    ])
    const seen = await story.see(story.lin, ticketId)
    expect(seen).toMatchObject({ state: 'closed', closedHow: 'unconfirmed' })
    expect(seen.timeline.at(-1)).toMatchObject({ step: 'close-unconfirmed', actorName: '系统' })
  })

  test('nobody but the clock closes it that way', async () => {
    const ticketId = await story.handled()
    await story.pass(6 * DAY)
    for (const person of [story.lin, story.wang, story.zhou, story.street])
      expect((await story.take(person, ticketId, 'close-unconfirmed')).code).toMatch(
        /^not-your-role/,
      )
  })
})

describe('rating', () => {
  test('is the reporter’s, from one to five stars, once', async () => {
    const ticketId = await story.closed()
    for (const person of [story.chen, story.wang, story.zhou])
      expect((await story.take(person, ticketId, 'rate', { stars: 5 })).code).toBe('not-your-role')
    expect((await story.take(story.lin, ticketId, 'rate')).code).toBe('needs-stars')
    for (const stars of [0, 6, 2.5])
      expect(await story.take(story.lin, ticketId, 'rate', { stars })).toMatchObject({
        status: 400,
        code: 'bad-request',
      })
    const rated = await story.did(story.lin, ticketId, 'rate', { stars: 4, words: '下次快点' })
    expect(rated).toMatchObject({ state: 'closed', closedHow: 'confirmed', stars: 4 })
    expect(rated.timeline.at(-1)).toMatchObject({ step: 'rate', stars: 4, closedHow: null })
    const again = await story.take(story.lin, ticketId, 'rate', { stars: 1 })
    expect(again).toMatchObject({ status: 409, code: 'already-rated' })
  })
})

describe('reopening', () => {
  test('is the reporter’s within 15 days; it goes back to its worker, and the old rating is gone', async () => {
    const ticketId = await story.closed()
    await story.did(story.lin, ticketId, 'rate', { stars: 5 })
    await story.pass(15 * DAY)
    for (const person of [story.chen, story.wang])
      expect((await story.take(person, ticketId, 'reopen', { words: '又满了' })).code).toBe(
        'not-your-role',
      )
    expect((await story.take(story.lin, ticketId, 'reopen')).code).toBe('needs-words')
    const reopen = () => story.did(story.lin, ticketId, 'reopen', { words: '又满了' })
    expect(await story.hearing(story.zhou, reopen)).toMatchObject([
      { title: '垃圾满溢：重新打开', words: '又满了' },
    ])
    expect(await story.see(story.lin, ticketId)).toMatchObject({
      state: 'handling',
      closedHow: null,
      stars: null,
      assigneeName: '网格员 周',
    })
  })

  test('a minute later it is a new problem', async () => {
    const ticketId = await story.closed()
    await story.pass(15 * DAY + HOUR / 60)
    const answer = await story.take(story.lin, ticketId, 'reopen', { words: '又满了' })
    expect(answer).toMatchObject({ status: 409, code: 'too-late-to-reopen' })
  })
})

describe('the whole of a ticket’s life', () => {
  test('stays in its history, step after step, whoever looks', async () => {
    const ticketId = await story.handled()
    await story.did(story.lin, ticketId, 'dispute', { words: '没弄干净' })
    await story.did(story.zhou, ticketId, 'handle', { photoIds: [await story.photo(story.zhou)] })
    await story.did(story.lin, ticketId, 'confirm')
    for (const person of [story.lin, story.chen, story.wang, story.zhou, story.street]) {
      const { timeline, version } = await story.see(person, ticketId)
      expect(timeline.map(({ step }) => step)).toEqual([
        'report',
        'accept',
        'dispatch',
        'claim',
        'handle',
        'dispute',
        'handle',
        'confirm',
      ])
      expect(timeline.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
      expect(version).toBe(8)
    }
  })
})
