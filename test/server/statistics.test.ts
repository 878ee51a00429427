import { NO_FIGURES } from '../../domain/ticket/rates'
import { ringAlarms } from '../../server/jobs/ring-alarms'
import { countTickets, recountCommunity } from '../../server/modules/statistics/count-tickets'
import type { Database } from '../../server/ports/database'
import { runOperator } from '../../scripts/operator'
import { testDatabase } from '../support/database'
import { FIRST_GRID, GUANGXIMEN, NEXT_DOOR, SECOND_GRID } from '../support/house'
import { BIN, DAY, HOUR, startStory, type Story } from '../support/story'

let database: Database
let story: Story

beforeEach(async () => {
  database = await testDatabase()
  story = await startStory(database)
})
afterEach(async () => {
  await story.close()
  await database.close()
})

const here = { communityId: GUANGXIMEN }
const street = { streetCode: GUANGXIMEN.slice(0, 9) }
const read = async (month?: string) =>
  (await story.wang.ask('getStatistics', { params: here, query: month ? { month } : {} })).body
const count = async () => {
  while ((await countTickets(database)) > 0);
}

test('the figures follow a ticket through its life, and it is counted once', async () => {
  const ticketId = await story.handled()
  await story.report(story.chen, {
    categoryId: 'lift',
    place: { by: 'building', buildingId: story.buildingId('8') },
  })
  await count()
  expect((await read()).total).toEqual({ ...NO_FIGURES, reported: 2, answeredInTime: 1 })

  await story.did(story.lin, ticketId, 'dispute', { words: '没好' })
  const photoIds = [await story.photo(story.zhou)]
  await story.did(story.zhou, ticketId, 'handle', { photoIds })
  await story.did(story.lin, ticketId, 'confirm')
  await story.did(story.lin, ticketId, 'rate', { stars: 5 })
  await count()
  const all = {
    ...NO_FIGURES,
    reported: 2,
    answeredInTime: 1,
    closed: 1,
    solved: 1,
    rated: 1,
    satisfied: 1,
    disputed: 1,
  }
  const statistics = await read()
  expect(statistics).toMatchObject({
    scope: { kind: 'community', code: GUANGXIMEN },
    month: '2026-11',
    total: all,
    byMonth: [{ month: '2026-11', figures: all }],
    byGrid: [
      { key: FIRST_GRID, figures: { reported: 1, solved: 1 } },
      { key: SECOND_GRID, figures: { reported: 1, solved: 0 } },
    ],
    byCategory: [
      { key: 'lift', figures: { reported: 1, closed: 0 } },
      { key: BIN, name: '垃圾满溢', figures: { reported: 1, closed: 1 } },
    ],
    byCommunity: [],
  })

  await story.did(story.lin, ticketId, 'reopen', { words: '又满了' })
  await count()
  expect((await read()).total).toMatchObject({ closed: 0, solved: 0, rated: 0, reported: 2 })
})

test('a ticket of another category moves there; void and merged ones are counted no more', async () => {
  const one = await story.report(story.lin)
  const two = await story.report(story.lin)
  await count()
  await story.did(story.wang, one.ticketId, 'recategorise', { categoryId: 'lift' })
  await story.did(story.wang, two.ticketId, 'merge', { intoTicketId: one.ticketId })
  await count()
  const { total, byCategory } = await read()
  expect(total.reported).toBe(1)
  expect(byCategory.map(({ key, figures }) => [key, figures.reported])).toEqual([['lift', 1]])
  await story.did(story.lin, one.ticketId, 'withdraw')
  await count()
  expect(await read()).toMatchObject({ total: NO_FIGURES, byGrid: [], byCategory: [] })
})

test('a ticket belongs to the month in which it was reported, by Shanghai’s calendar', async () => {
  await story.pass(7 * DAY + 13 * HOUR + HOUR / 2)
  await story.report(story.lin) // 30 November, 23:30
  await story.pass(HOUR)
  await story.report(story.lin)
  await count()
  expect((await read('2026-11')).total.reported).toBe(1)
  expect((await read()).month).toBe('2026-12')
  expect((await read()).byMonth.map(({ month }) => month)).toEqual(['2026-12', '2026-11'])
  expect((await read('2026-10')).total).toEqual(NO_FIGURES)
})

test('the street sees its communities side by side; the committee only its own', async () => {
  await story.report(story.lin)
  await story.report(story.chen)
  await story.qian.ask('reportIssue', {
    params: { communityId: NEXT_DOOR },
    body: {
      categoryId: BIN,
      words: '满了',
      photoIds: [],
      place: { by: 'building', buildingId: story.nextDoorBuildingId },
      isAnonymous: true,
      isPrivate: false,
    },
  })
  await count()
  const { body } = await story.street.ask('getStreetStatistics', { params: street })
  const isSameStreet = NEXT_DOOR.startsWith(street.streetCode)
  expect(body.byCommunity.map(({ key, figures }) => [key, figures.reported])).toEqual(
    isSameStreet
      ? [
          [GUANGXIMEN, 2],
          [NEXT_DOOR, 1],
        ]
      : [[GUANGXIMEN, 2]],
  )
  expect(body.total.reported).toBe(isSameStreet ? 3 : 2)
  const unknown = await story.street.ask('getStreetStatistics', {
    params: { streetCode: '999999999' },
  })
  expect(unknown.code).toBe('not-found')
})

test('a late ticket is counted as late once it was escalated', async () => {
  const ticketId = await story.handling()
  await story.pass(30 * DAY)
  await ringAlarms(story.house.deps)
  await count()
  expect((await read('2026-11')).total).toMatchObject({ reported: 1, late: 1 })
  expect((await story.see(story.wang, ticketId)).isOverdue).toBe(true)
})

test('counting afresh gives the same; what was spoilt is put right and named', async () => {
  await story.closed()
  await story.report(story.lin)
  await count()
  const before = await read()
  expect(await recountCommunity(database, GUANGXIMEN)).toBe(true)

  await database.db.updateTable('ticket_rollup').set({ solved: 7 }).execute()
  const lines: string[] = []
  const say = { out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) }
  const open = () => Promise.resolve({ ...database, close: () => Promise.resolve() })
  expect(await runOperator(['recount'], {}, say, open)).toBe(0)
  expect(lines).toEqual([
    expect.stringMatching(/^Counted \d+ communities; the figures of 1 were put right\.$/),
    `  ${GUANGXIMEN}`,
    '0 deadlines were counted again by holidays that are known now.',
  ])
  expect(await read()).toEqual(before)
  expect(await runOperator(['recount', NEXT_DOOR], {}, say, open)).toBe(0)
})

test('what happened while it was being counted is counted next time', async () => {
  const { ticketId } = await story.report(story.lin)
  await count()
  await database.db
    .updateTable('ticket')
    .set({ counted_version: 0 })
    .where('id', '=', ticketId)
    .execute()
  await count()
  expect((await read()).total.reported).toBe(1)
})
