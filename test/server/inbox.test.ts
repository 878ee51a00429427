import { inWork } from '../../server/commands'
import { tellPeople } from '../../server/modules/inbox/tell-person'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { GUANGXIMEN, openHouse, type House, type Voice } from '../support/house'

let database: Database
let house: House
let lin: Voice
let chen: Voice

beforeAll(async () => {
  database = await testDatabase()
  house = await openHouse(database)
  lin = await house.resident('林', '3', '2', '401')
  chen = await house.resident('陈', '8', '1', '102')
})
afterAll(async () => {
  await house.close()
  await database.close()
})

const TICKET_ID = '0199d000-0000-7000-8000-000000000001'

const tell = (people: (string | null)[], title = '请确认是否解决') =>
  inWork(house.deps, (work) =>
    tellPeople(work, people, {
      communityId: GUANGXIMEN,
      kind: 'ticket-to-confirm',
      title,
      words: '路灯不亮已处置，请去现场看看，真的解决了再点确认。',
      ticketId: TICKET_ID,
    }),
  )

const promised = () =>
  database.db.selectFrom('outbox').selectAll().orderBy('created_at').orderBy('id').execute()

test('a message waits in the inbox, unread, until it is read', async () => {
  const before = (await lin.ask('getMe')).body.unreadCount
  await tell([lin.personId])
  const { body } = await lin.ask('listInbox')
  expect(body.unreadCount).toBe(before + 1)
  expect(body.items[0]).toMatchObject({
    communityId: GUANGXIMEN,
    communityName: '光熙门北里北社区',
    kind: 'ticket-to-confirm',
    title: '请确认是否解决',
    ticketId: TICKET_ID,
    applicationId: null,
    isRead: false,
    at: house.now().toISOString(),
  })
  const inboxId = body.items[0]?.inboxId ?? ''
  const { body: read } = await lin.ask('readInbox', { body: { inboxIds: [inboxId] } })
  expect(read.unreadCount).toBe(before)
  expect((await lin.ask('listInbox')).body.items[0]?.isRead).toBe(true)
})

test('nobody reads what is somebody else’s, nor marks it as read', async () => {
  await tell([lin.personId])
  const { body } = await lin.ask('listInbox')
  const inboxId = body.items[0]?.inboxId ?? ''
  await chen.ask('readInbox', { body: { inboxIds: [inboxId] } })
  expect((await lin.ask('listInbox')).body.items[0]?.isRead).toBe(false)
  expect((await chen.ask('listInbox')).body.items.map((item) => item.inboxId)).not.toContain(
    inboxId,
  )
})

test('reading all leaves nothing unread; reading none changes nothing', async () => {
  await tell([lin.personId])
  const { body: none } = await lin.ask('readInbox', { body: { inboxIds: [] } })
  expect(none.unreadCount).toBeGreaterThan(0)
  const { body: all } = await lin.ask('readInbox')
  expect(all.unreadCount).toBe(0)
})

test('newest first, page by page, also of one moment', async () => {
  for (let n = 0; n < 5; n += 1) await tell([chen.personId], `第 ${n} 条`)
  house.pass(1_000)
  await tell([chen.personId], '最新')
  const titles: string[] = []
  let before: string | undefined
  do {
    const { body } = await chen.ask('listInbox', { query: { limit: 2, ...(before && { before }) } })
    titles.push(...body.items.map(({ title }) => title))
    before = body.next ?? undefined
  } while (before)
  expect(titles.slice(0, 6)).toEqual([
    '最新',
    '第 4 条',
    '第 3 条',
    '第 2 条',
    '第 1 条',
    '第 0 条',
  ])
  expect(new Set(titles).size).toBe(titles.length)
})

test('a person named twice, or nobody at all, is told once or not', async () => {
  const count = async () =>
    (
      await database.db
        .selectFrom('inbox')
        .select('id')
        .where('person_id', '=', lin.personId)
        .execute()
    ).length
  const before = await count()
  await tell([lin.personId, null, lin.personId])
  await tell([null])
  await tell([])
  expect(await count()).toBe(before + 1)
})

test('the open screens of that person hear of it, and nobody else’s', async () => {
  await tell([lin.personId])
  const event = await database.db
    .selectFrom('live_event')
    .selectAll()
    .where('community_id', '=', GUANGXIMEN)
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow()
  expect(event.change).toMatchObject({ name: 'inbox.added' })
  expect(event.audience).toEqual({ personIds: [lin.personId] })
})

describe('WeChat’s subscription messages', () => {
  test('one agreement is good for one message, and each accept adds one', async () => {
    const accept = { key: 'to-confirm', answer: 'accept' as const }
    await lin.ask('keepSubscriptions', { body: { answers: [accept] } })
    await lin.ask('keepSubscriptions', { body: { answers: [accept] } })
    const before = (await promised()).length
    await tell([lin.personId, chen.personId])
    await tell([lin.personId])
    await tell([lin.personId])

    const since = (await promised()).slice(before)
    expect(since).toHaveLength(2)
    expect(since[0]).toMatchObject({
      community_id: GUANGXIMEN,
      kind: 'wechat.subscribe-message',
      payload: {
        personId: lin.personId,
        templateKey: 'to-confirm',
        page: `resident/ticket/index?communityId=${GUANGXIMEN}&ticketId=${TICKET_ID}`,
      },
    })
    const { fields } = since[0]?.payload as { fields: Record<string, string> }
    // A `thing` of a template holds 20 characters.
    expect(Object.values(fields).every((text) => text.length > 0 && text.length <= 20)).toBe(true)
  })

  test('an agreement to another message, a refusal, or none is no agreement', async () => {
    await chen.ask('keepSubscriptions', {
      body: {
        answers: [
          { key: 'to-do', answer: 'accept' },
          { key: 'to-confirm', answer: 'reject' },
        ],
      },
    })
    const before = (await promised()).length
    await tell([chen.personId])
    expect(await promised()).toHaveLength(before)
  })

  test('a message that is taken back with its transaction is not promised and uses nothing up', async () => {
    await lin.ask('keepSubscriptions', {
      body: { answers: [{ key: 'to-confirm', answer: 'accept' }] },
    })
    const before = (await promised()).length
    await expect(
      inWork(house.deps, async (work) => {
        await tellPeople(work, [lin.personId], {
          communityId: GUANGXIMEN,
          kind: 'ticket-to-confirm',
          title: '请确认',
          words: '',
        })
        throw new Error('and then something went wrong')
      }),
    ).rejects.toThrow('something went wrong')
    expect(await promised()).toHaveLength(before)
    await tell([lin.personId])
    expect(await promised()).toHaveLength(before + 1)
  })
})
