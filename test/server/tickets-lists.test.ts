import type { TicketCard } from '../../contract/tickets'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { GUANGXIMEN, NEXT_DOOR, type Answer, type Voice } from '../support/house'
import {
  AT_BUILDING_3,
  AT_BUILDING_8,
  DAY,
  HOUR,
  northOf,
  startStory,
  type Story,
} from '../support/story'

const here = { communityId: GUANGXIMEN }

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
/** Every test begins with a community in which nothing has been reported. */
afterEach(async () => {
  for (const table of ['follower', 'step', 'issue', 'ticket'] as const)
    await database.db.deleteFrom(table).execute()
})

type View = 'community' | 'mine' | 'following' | 'triage' | 'desk' | 'queue'
type Query = { state?: TicketCard['state']; lat?: number; lng?: number; limit?: number }

const list = (person: Voice, view: View, query: Query = {}) =>
  person.ask('listTickets', { params: here, query: { view, ...query } })

const idsOf = async (person: Voice, view: View, query?: Query): Promise<string[]> =>
  (await list(person, view, query)).body.items.map(({ ticketId }) => ticketId)

/** Every page of a list, each with as many as asked for. */
const pages = async (person: Voice, view: View, limit: number): Promise<string[][]> => {
  const all: string[][] = []
  let before: string | undefined
  do {
    const { body }: Answer<'listTickets'> = await person.ask('listTickets', {
      params: here,
      query: { view, limit, ...(before && { before }) },
    })
    all.push(body.items.map(({ ticketId }) => ticketId))
    before = body.next ?? undefined
  } while (before)
  return all
}

test('each view holds what it says, newest first, and nobody’s more than they may see', async () => {
  const open = (await story.report(story.lin)).ticketId
  const hidden = (await story.report(story.lin, { isPrivate: true })).ticketId
  const ofChen = (await story.report(story.chen)).ticketId
  const refused = (await story.report(story.chen)).ticketId
  const inHand = await story.handling(story.zhao)
  await story.did(story.lin, ofChen, 'join')
  await story.did(story.wang, refused, 'refuse', { words: '不归社区' })
  const follow = { params: { ...here, ticketId: open }, body: { follow: true } }
  await story.zhao.ask('followTicket', follow)

  expect(await idsOf(story.lin, 'community')).toEqual([inHand, ofChen, open])
  expect(await idsOf(story.wang, 'community')).toEqual([inHand, ofChen, open])
  expect(await idsOf(story.lin, 'mine')).toEqual([ofChen, hidden, open])
  expect(await idsOf(story.chen, 'mine')).toEqual([refused, ofChen])
  expect(await idsOf(story.zhao, 'following')).toEqual([inHand, open])
  expect(await idsOf(story.wang, 'triage')).toEqual([ofChen, hidden, open])
  expect(await idsOf(story.street, 'desk')).toEqual([inHand, refused, ofChen, hidden, open])
  expect(await idsOf(story.zhou, 'queue')).toEqual([inHand])
  expect(await idsOf(story.ma, 'queue')).toEqual([])
})

test('a state narrows a view down', async () => {
  const open = (await story.report(story.lin)).ticketId
  const closed = await story.closed()
  for (const view of ['community', 'mine', 'following'] as const) {
    expect(await idsOf(story.lin, view, { state: 'closed' })).toEqual([closed])
    expect(await idsOf(story.lin, view, { state: 'submitted' })).toEqual([open])
  }
  expect(await idsOf(story.wang, 'desk', { state: 'closed' })).toEqual([closed])
})

test('the desk’s views are the desk’s, and the queue the staff’s', async () => {
  for (const person of [story.lin, story.zhou])
    for (const view of ['triage', 'desk'] as const)
      expect(await list(person, view)).toMatchObject({ status: 403, code: 'not-allowed' })
  expect(await list(story.lin, 'queue')).toMatchObject({ status: 403, code: 'not-allowed' })
  for (const view of ['community', 'queue', 'desk'] as const)
    expect(await list(story.qian, view)).toMatchObject({ status: 403, code: 'not-a-member' })
})

test('page by page every ticket comes once, also of one moment, also while new ones arrive', async () => {
  const made: string[] = []
  for (let n = 0; n < 7; n += 1) made.unshift((await story.report(story.lin)).ticketId)
  for (const [person, view] of [
    [story.chen, 'community'],
    [story.lin, 'mine'],
    [story.lin, 'following'],
    [story.wang, 'triage'],
    [story.wang, 'desk'],
  ] as const)
    for (const limit of [1, 2, 3, 7, 8]) {
      const all = await pages(person, view, limit)
      expect(all.flat()).toEqual(made)
      expect(all.every((page) => page.length <= limit && page.length > 0)).toBe(true)
    }

  const { body: first } = await list(story.chen, 'community', { limit: 4 })
  await story.report(story.lin)
  const { body: second } = await story.chen.ask('listTickets', {
    params: here,
    query: { view: 'community', limit: 4, before: first.next ?? '' },
  })
  expect([...first.items, ...second.items].map(({ ticketId }) => ticketId)).toEqual(made)
})

test('an empty list has no next page; a page mark that is not ours is refused in words', async () => {
  expect((await list(story.lin, 'mine')).body).toEqual({ items: [], next: null })
  const marks = [
    '1',
    'x_y',
    `12_${'-'.repeat(36)}`,
    `${'9'.repeat(16)}_x`,
    '\u0000',
    'a'.repeat(201),
  ]
  for (const before of marks) {
    const answer = await story.lin.ask('listTickets', {
      params: here,
      query: { view: 'community', before },
    })
    expect([before, answer.status, answer.code]).toEqual([before, 400, 'bad-request'])
  }
  for (const limit of [0, 101, 1.5])
    expect((await list(story.lin, 'mine', { limit })).code).toBe('bad-request')
})

test('the queue: what is due first, and within the hour what is nearer; with the distance of each', async () => {
  const at = async (metres: number) => {
    const point = northOf(AT_BUILDING_3, metres)
    return story.dispatched(story.lin, { place: { by: 'pin', point } })
  }
  const far = await at(90)
  const near = await at(10)
  await story.pass(2 * HOUR)
  const later = await at(0)
  expect(await idsOf(story.zhou, 'queue')).toEqual([far, near, later])
  const { body } = await list(story.zhou, 'queue', AT_BUILDING_3)
  expect(body.items.map(({ ticketId, distanceM }) => [ticketId, distanceM])).toEqual([
    [near, 10],
    [far, 90],
    [later, 0],
  ])
  await story.pass(20 * DAY)
  expect((await list(story.zhou, 'queue')).body.items.every(({ isOverdue }) => isOverdue)).toBe(
    true,
  )
})

test('the queue holds the grid’s tickets and what was dispatched from elsewhere, until they are handled', async () => {
  const building = { by: 'building' as const, buildingId: story.buildingId('8') }
  const mine = await story.dispatched()
  const { ticketId: elsewhere } = await story.report(story.lin, { place: building })
  await story.did(story.wang, elsewhere, 'accept')
  await story.did(story.wang, elsewhere, 'dispatch', { toPersonId: story.zhou.personId })
  expect(await idsOf(story.zhou, 'queue')).toEqual([mine, elsewhere])
  expect(await idsOf(story.ma, 'queue')).toEqual([elsewhere])
  expect(await idsOf(story.wang, 'queue')).toEqual([mine, elsewhere])
  await story.did(story.zhou, mine, 'claim')
  await story.did(story.zhou, mine, 'handle', { photoIds: [await story.photo(story.zhou)] })
  expect(await idsOf(story.zhou, 'queue')).toEqual([elsewhere])
})

test('with a point every list tells how far away each is', async () => {
  await story.report(story.lin)
  const { body } = await list(story.chen, 'community', AT_BUILDING_8)
  expect(body.items[0]?.distanceM).toBe(222)
  expect((await list(story.chen, 'community')).body.items[0]?.distanceM).toBeNull()
})

test('next door sees its own tickets only', async () => {
  await story.report(story.lin)
  const { body } = await story.qian.ask('listTickets', {
    params: { communityId: NEXT_DOOR },
    query: { view: 'community' },
  })
  expect(body.items).toEqual([])
})

test('a list is one question to the database, however long it is', async () => {
  const { db } = database
  const asked = jest.spyOn(db.getExecutor(), 'executeQuery')
  const questions = async () => {
    asked.mockClear()
    await list(story.chen, 'community')
    return asked.mock.calls.length
  }
  await story.report(story.lin)
  const ofOne = await questions()
  for (let n = 0; n < 5; n += 1) await story.report(story.lin)
  expect(await questions()).toBe(ofOne)
  expect(ofOne).toBeGreaterThan(0)
})

describe('categories', () => {
  test('everybody, signed in or not, is shown the everyday ones, in their order', async () => {
    const { body } = await story.house.nobody.ask('listCategories')
    expect(body.items.length).toBeGreaterThan(50)
    expect(body.items.find(({ categoryId }) => categoryId === 'overflowing_bin')).toMatchObject({
      name: '垃圾满溢',
      urgency: 'general',
    })
  })

  test('the code lists are searched by word or by code, fifty at most; signs of SQL mean themselves', async () => {
    const search = async (q: string) =>
      (await story.house.nobody.ask('searchCategories', { query: { q } })).body.items
    expect(
      (await search('井盖')).every(({ name, groupName }) => (name + groupName).includes('井盖')),
    ).toBe(true)
    expect((await search('垃圾')).length).toBeGreaterThan(3)
    expect(await search('%')).toEqual([])
    expect(await search('_')).toEqual([])
    expect((await search('的')).length).toBeLessThanOrEqual(50)
  })
})
