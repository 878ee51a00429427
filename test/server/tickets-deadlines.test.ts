import { sql, type Kysely } from 'kysely'
import { CHINESE_CALENDAR, type WorkCalendar } from '../../domain/ticket/deadlines'
import { inWork } from '../../server/commands'
import { closeUnconfirmed } from '../../server/jobs/close-unconfirmed'
import { ringAlarms } from '../../server/jobs/ring-alarms'
import { deadlinesOfOpenTickets } from '../../server/migrations/0013d-deadlines-of-open-tickets'
import { recountDeadlines } from '../../server/modules/deadlines/recount-deadlines'
import { advanceTicket } from '../../server/modules/tickets/advance-ticket'
import { verifySteps } from '../../server/modules/tickets/verify-steps'
import type { Database } from '../../server/ports/database'
import { runOperator } from '../../scripts/operator'
import { testDatabase } from '../support/database'
import { GUANGXIMEN } from '../support/house'
import { DAY, HOUR, startStory, type Story } from '../support/story'

const MINUTE = HOUR / 60

let database: Database
let story: Story

// Monday 23 November 2026, 10:00 in Beijing; each test begins on a morning of its own.
beforeEach(async () => {
  database = await testDatabase()
  story = await startStory(database)
})
afterEach(async () => {
  await story.close()
  await database.close()
})

const ring = () => ringAlarms(story.house.deps)
const timeline = async (ticketId: string) =>
  (await story.see(story.wang, ticketId)).timeline.map(({ step }) => step)
const until = async (time: string) =>
  story.pass(new Date(`${time}:00+08:00`).getTime() - story.house.now().getTime())

describe('a deadline that nobody keeps', () => {
  test('is reminded of, then brought to the committee, then to the street: each once, seen by everybody', async () => {
    const ticketId = await story.handling()
    expect(await ring()).toBe(0)

    await until('2026-11-30T12:00')
    expect(await story.hearing(story.zhou, ring)).toMatchObject([
      { kind: 'ticket-step', title: '垃圾满溢：快到时限了', words: '时限是12月2日10:00，请抓紧。' },
    ])
    expect(await story.hearing(story.zhou, ring)).toEqual([])

    await until('2026-12-02T10:00')
    expect(await story.hearing(story.wang, ring)).toMatchObject([
      { title: '垃圾满溢：已超时', words: '已过时限（12月2日10:00），请居委会督促。', ticketId },
    ])
    expect(await ring()).toBe(0)

    await until('2026-12-07T16:00')
    expect(await story.hearing(story.street, ring)).toMatchObject([
      { title: '垃圾满溢：超时已久', ticketId },
    ])
    await until('2026-12-31T15:00')
    expect(await ring()).toBe(0)

    expect((await timeline(ticketId)).slice(-3)).toEqual(['remind', 'escalate', 'escalate'])
    const seen = await story.see(story.lin, ticketId)
    expect(seen.timeline.at(-1)).toMatchObject({ actorName: '系统', actorRole: 'system' })
    expect(seen).toMatchObject({ isOverdue: true, escalatedTo: 'street' })
    expect(await verifySteps(database.db)).toMatchObject({ first: null, missing: null })
  })

  test('where nobody has it yet, the committee is reminded; where it is open to claim, the workers of the grid', async () => {
    const { ticketId } = await story.report(story.lin)
    await until('2026-11-23T15:00')
    expect(await story.hearing(story.wang, ring)).toMatchObject([{ title: '垃圾满溢：快到时限了' }])
    await story.did(story.wang, ticketId, 'accept')
    await inWork(story.house.deps, (work) =>
      advanceTicket(work, { personId: null, role: 'system', gridCodes: [] }, GUANGXIMEN, ticketId, {
        step: 'dispatch',
      }),
    )
    await until('2026-12-01T09:00')
    expect(await story.hearing(story.zhou, ring)).toMatchObject([{ title: '垃圾满溢：快到时限了' }])
  })

  test('that was missed while the server slept is told of as late, without a reminder before', async () => {
    const ticketId = await story.handling()
    await until('2026-12-03T10:00')
    await ring()
    expect((await timeline(ticketId)).slice(-2)).toEqual(['claim', 'escalate'])
  })

  test('an extension begins the ladder again, and is refused when it is late', async () => {
    const ticketId = await story.handling()
    await until('2026-12-01T10:00')
    await ring()
    await story.did(story.zhou, ticketId, 'extend', { words: '等配件' })
    expect((await story.see(story.zhou, ticketId)).dueAt).toBe('2026-12-11T02:00:00.000Z')
    expect(await ring()).toBe(0)
    await until('2026-12-10T10:00')
    await ring()
    expect((await timeline(ticketId)).slice(-3)).toEqual(['remind', 'extend', 'remind'])
    await until('2026-12-11T10:01')
    expect((await story.take(story.zhou, ticketId, 'extend', { words: '再等' })).code).toBe(
      'overdue-cannot-extend',
    )
  })

  test('a reminder does not make somebody look again who is writing', async () => {
    const ticketId = await story.handling()
    const { version: seenVersion } = await story.see(story.zhou, ticketId)
    await until('2026-11-30T12:00')
    await ring()
    const photoIds = [await story.photo(story.zhou)]
    expect(
      await story.take(story.zhou, ticketId, 'handle', { photoIds, seenVersion }),
    ).toMatchObject({ status: 200 })
    expect((await story.take(story.lin, ticketId, 'confirm', { seenVersion })).code).toBe(
      'ticket-changed',
    )
    expect(
      (await story.take(story.lin, ticketId, 'confirm', { seenVersion: seenVersion + 9 })).code,
    ).toBe('ticket-changed')
  })
})

test('a clock that stands still reminds nobody; after five working days without an answer it goes on', async () => {
  const ticketId = await story.handling()
  await until('2026-11-24T10:00')
  await story.did(story.zhou, ticketId, 'ask-reporter', { words: '哪个门？' })
  await until('2026-12-01T09:59')
  expect(await ring()).toBe(0)
  expect(await story.see(story.zhou, ticketId)).toMatchObject({ dueAt: null, isOverdue: false })

  await until('2026-12-01T10:00')
  expect(await story.hearing(story.lin, ring)).toMatchObject([
    { title: '垃圾满溢：没等到补充，继续办理' },
  ])
  expect((await timeline(ticketId)).at(-1)).toBe('stop-waiting')
  // One of seven working days was used before the question.
  expect((await story.see(story.zhou, ticketId)).dueAt).toBe('2026-12-09T02:00:00.000Z')
  expect((await story.take(story.lin, ticketId, 'answer', { words: '东门' })).code).toBe(
    'nothing-asked',
  )
})

test('before a ticket closes unconfirmed, those who may confirm are reminded twice', async () => {
  const ticketId = await story.handled()
  await story.did(story.chen, ticketId, 'join')
  await story.pass(3 * DAY - MINUTE)
  expect(await ring()).toBe(0)
  await story.pass(MINUTE)
  expect(await story.hearing(story.chen, ring)).toMatchObject([
    {
      kind: 'ticket-to-confirm',
      title: '垃圾满溢：请确认是否解决',
      words: '还没有人说是否解决，到11月28日10:00仍无人确认就自动结案。',
    },
  ])
  await story.pass(DAY)
  expect(await story.hearing(story.lin, ring)).toHaveLength(1)
  await story.pass(DAY)
  expect(await ring()).toBe(0)
  expect(await closeUnconfirmed(story.house.deps)).toBe(1)
  expect((await timeline(ticketId)).slice(-3)).toEqual(['remind', 'remind', 'close-unconfirmed'])
})

test('the third dispute goes to the street, which sees it on the ticket and in its inbox', async () => {
  const ticketId = await story.handled()
  for (const words of ['没好', '还是没好']) {
    await story.did(story.lin, ticketId, 'dispute', { words })
    const photoIds = [await story.photo(story.zhou)]
    await story.did(story.zhou, ticketId, 'handle', { photoIds })
  }
  const third = () => story.did(story.lin, ticketId, 'dispute', { words: '第三次了' })
  expect(await story.hearing(story.street, third)).toMatchObject([
    { title: '垃圾满溢：居民第 3 次说没解决', ticketId },
  ])
  expect(await story.see(story.street, ticketId)).toMatchObject({ escalatedTo: 'street' })
  // Late later on, it stays with the street.
  await until('2026-12-02T10:00')
  await ring()
  expect((await story.see(story.street, ticketId)).escalatedTo).toBe('street')
})

describe('the limits', () => {
  const run = async (...args: string[]) => {
    const lines: string[] = []
    const say = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) }
    const open = () => Promise.resolve({ ...database, close: () => Promise.resolve() })
    return { code: await runOperator(['deadlines', ...args], {}, say, open), lines }
  }

  test('are the operator’s to set, for an urgency or a category; what has begun keeps its own', async () => {
    const before = await story.handling()
    expect((await run('set', 'handling', '--urgency', 'general', '--limit', '3wd')).lines).toEqual([
      'From now on handling takes 3 working days there.',
    ])
    await run('set', 'handling', '--urgency', 'general', '--limit', '4wd')
    const after = await story.handling()
    await run('set', 'handling', '--category', '垃圾满溢', '--limit', '6h')
    const special = await story.handling()
    const dues = [before, after, special].map(async (id) => (await story.see(story.wang, id)).dueAt)
    expect(await Promise.all(dues)).toEqual([
      '2026-12-02T02:00:00.000Z',
      '2026-11-27T02:00:00.000Z',
      '2026-11-23T08:00:00.000Z',
    ])
    expect((await run('list')).lines).toEqual(
      expect.arrayContaining([
        '  emergency: 2 hours by the clock',
        '  general: 4 working days (set)',
        '  垃圾满溢: 6 hours by the clock (set)',
      ]),
    )
    await run('reset', 'handling', '--category', '垃圾满溢')
    await run('reset', 'handling', '--urgency', 'general')
    expect((await run('list')).lines).toContain('  general: 7 working days')
  })

  test.each([
    [['set', 'sleeping', '--urgency', 'general', '--limit', '2h'], 2, '"sleeping" is none of'],
    [['set', 'handling', '--limit', '2h'], 2, 'Say either --urgency or --category.'],
    [['set', 'handling', '--urgency', 'soon', '--limit', '2h'], 2, '"soon" is none of'],
    [['set', 'handling', '--urgency', 'general', '--limit', '0h'], 2, 'Write a limit as'],
    [['set', 'handling', '--urgency', 'general'], 2, 'Write a limit as'],
    [['set', 'handling', '--urgency', 'general', '--limit', '400d'], 1, 'longer than a year'],
    [['set', 'handling', '--category', '飞碟', '--limit', '2h'], 1, 'no category'],
  ])('%j is refused, and nothing is set', async (args, code, sentence) => {
    const answer = await run(...args)
    expect(answer.code).toBe(code)
    expect(answer.lines[0]).toContain(sentence)
    expect(await database.db.selectFrom('deadline_rule').selectAll().execute()).toEqual([])
  })
})

test('a deadline in a year without published holidays says so, and is counted again when they are', async () => {
  await until('2026-12-28T10:00')
  const ticketId = await story.handling()
  expect(await story.see(story.lin, ticketId)).toMatchObject({
    dueAt: '2027-01-06T02:00:00.000Z',
    isCalendarKnown: false,
  })
  expect(await recountDeadlines(database)).toBe(0)
  const published: WorkCalendar = {
    isYearKnown: () => true,
    isWorkday: (day) => day !== '2027-01-01' && CHINESE_CALENDAR.isWorkday(day),
  }
  expect(await recountDeadlines(database, published)).toBe(1)
  expect(await story.see(story.lin, ticketId)).toMatchObject({
    dueAt: '2027-01-07T02:00:00.000Z',
    isCalendarKnown: true,
  })
  expect(await recountDeadlines(database, published)).toBe(0)
})

test('tickets from before keep the deadline that they had, and go on from it', async () => {
  const ticketId = await story.handling()
  const { dueAt } = await story.see(story.zhou, ticketId)
  await sql`update ticket set clock_basis = null, next_alarm_at = null`.execute(database.db)
  // Migrations know no tables.
  await deadlinesOfOpenTickets.up(database.db as unknown as Kysely<unknown>)

  await story.did(story.zhou, ticketId, 'comment', { words: '在办' })
  expect((await story.see(story.zhou, ticketId)).dueAt).toBe(dueAt)
  await story.did(story.zhou, ticketId, 'extend', { words: '等配件' })
  expect((await story.see(story.zhou, ticketId)).dueAt).toBe('2026-12-11T02:00:00.000Z')
})
