import { randomUUID } from 'node:crypto'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { GUANGXIMEN } from '../support/house'
import { HOUR, startStory, type Story } from '../support/story'

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

const count = async (table: 'ticket' | 'issue' | 'step' | 'inbox' | 'live_event') =>
  (await database.db.selectFrom(table).selectAll().execute()).length
const everything = async () => ({
  tickets: await count('ticket'),
  issues: await count('issue'),
  steps: await count('step'),
  messages: await count('inbox'),
  events: await count('live_event'),
})

describe('the same command sent again', () => {
  test('a report acts once and answers the same, hours later too', async () => {
    const photoIds = [await story.photo(story.lin)]
    const report = { commandId: randomUUID(), photoIds }
    const first = await story.tryReport(story.lin, report)
    const after = await everything()
    await story.pass(3 * HOUR)
    const second = await story.tryReport(story.lin, report)
    expect(second).toEqual(first)
    expect(await everything()).toEqual(after)
  })

  test('five times at once acts once, and all five hear the same', async () => {
    const before = await everything()
    const report = { commandId: randomUUID() }
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => story.tryReport(story.lin, report)),
    )
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]?.status).toBe(200)
    expect((await everything()).tickets).toBe(before.tickets + 1)
  })

  test('with other content it is refused, and changes nothing', async () => {
    const commandId = randomUUID()
    const { body } = await story.tryReport(story.lin, { commandId })
    const after = await everything()
    const other = await story.tryReport(story.lin, { commandId, words: '别的话' })
    expect(other).toMatchObject({ status: 409, code: 'command-reused' })
    const step = await story.take(story.lin, body.ticketId, 'comment', { commandId, words: '好' })
    expect(step.code).toBe('command-reused')
    expect(await everything()).toEqual(after)
  })

  test('of two people, or of one in two communities, it is two commands', async () => {
    const commandId = randomUUID()
    const one = await story.tryReport(story.lin, { commandId })
    const two = await story.tryReport(story.chen, { commandId })
    expect([one.status, two.status]).toEqual([200, 200])
    expect(one.body.ticketId).not.toBe(two.body.ticketId)
  })

  test('a step acts once, though the ticket has moved on since', async () => {
    const { ticketId } = await story.report(story.lin)
    const command = { commandId: randomUUID(), seenVersion: 1 }
    const first = await story.take(story.wang, ticketId, 'accept', command)
    await story.did(story.wang, ticketId, 'dispatch', { toPersonId: story.zhou.personId })
    const again = await story.take(story.wang, ticketId, 'accept', command)
    expect(again).toEqual(first)
    expect(again.body.state).toBe('accepted')
    expect(await story.see(story.wang, ticketId)).toMatchObject({ state: 'dispatched', version: 3 })
  })

  test('one that was refused may be sent again with the same id when what was missing is there', async () => {
    const ticketId = await story.handling()
    const command = { commandId: randomUUID() }
    expect((await story.take(story.zhou, ticketId, 'handle', command)).code).toBe('needs-evidence')
    const photoIds = [await story.photo(story.zhou)]
    const mended = await story.take(story.zhou, ticketId, 'handle', { ...command, photoIds })
    expect(mended).toMatchObject({ status: 200, body: { state: 'handled' } })
  })

  test('without an id, or with one that is none, it is no command', async () => {
    for (const commandId of ['short', 'x'.repeat(65), '有中文的编号有中文的编号', ''])
      expect(await story.tryReport(story.lin, { commandId })).toMatchObject({
        status: 400,
        code: 'bad-request',
        body: { details: [{ part: 'body', field: 'commandId' }] },
      })
  })
})

describe('two people at one ticket', () => {
  test('whoever looked at an older version is told, and loses nothing', async () => {
    const { ticketId, version } = await story.report(story.lin)
    await story.did(story.wang, ticketId, 'accept', { seenVersion: version })
    const late = await story.take(story.he, ticketId, 'refuse', {
      seenVersion: version,
      words: '不归我们',
    })
    expect(late).toMatchObject({ status: 409, code: 'ticket-changed' })
    expect(await story.see(story.he, ticketId)).toMatchObject({ state: 'accepted', version: 2 })
  })

  test('at the same moment: one acts, the other is told that it has changed', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { ticketId } = await story.report(story.lin)
      const answers = await Promise.all([
        story.take(story.wang, ticketId, 'accept', { seenVersion: 1 }),
        story.take(story.he, ticketId, 'refuse', { seenVersion: 1, words: '不归我们' }),
      ])
      expect(answers.map(({ code }) => code ?? 'done').sort()).toEqual(['done', 'ticket-changed'])
      const { timeline } = await story.see(story.wang, ticketId)
      expect(timeline.map(({ seq }) => seq)).toEqual([1, 2])
    }
  })

  test('who does not say what they saw is held to the state alone: two comments both stand', async () => {
    const { ticketId } = await story.report(story.lin)
    const words = ['早上就满了', '中午也没人收', '晚上还在']
    const answers = await Promise.all(
      words.map((said) => story.take(story.chen, ticketId, 'comment', { words: said })),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const { timeline, version } = await story.see(story.lin, ticketId)
    expect(version).toBe(4)
    expect(
      timeline
        .slice(1)
        .map((step) => step.words)
        .sort(),
    ).toEqual([...words].sort())
  })

  test('twenty reports at once have twenty numbers, without a gap', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => story.tryReport(story.chen)))
    const numbers = answers.map(({ body }) => Number(body.number.slice(-4))).sort((a, b) => a - b)
    const first = numbers[0] ?? 0
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => first + index))
  })
})

test('what fails in the middle leaves nothing behind: no ticket, no message, no event, no used picture', async () => {
  const photoId = await story.photo(story.lin)
  const before = await everything()
  const answer = await story.tryReport(story.lin, { photoIds: [photoId, randomUUID()] })
  expect(answer.code).toBe('photo-unknown')
  expect(await everything()).toEqual(before)
  expect((await story.tryReport(story.lin, { photoIds: [photoId] })).status).toBe(200)
})

test('commands that many send at once to one community are told to screens in one order, without a gap', async () => {
  const told = await story.telling(() =>
    Promise.all([story.report(story.lin), story.report(story.chen), story.report(story.zhao)]),
  )
  expect(told.filter(({ change }) => change.name === 'ticket.changed')).toHaveLength(3)
  const rows = await database.db
    .selectFrom('live_event')
    .select('seq')
    .where('community_id', '=', here.communityId)
    .orderBy('seq')
    .execute()
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => (rows[0]?.seq ?? 0) + index))
})
