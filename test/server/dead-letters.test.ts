import { randomUUID } from 'node:crypto'
import { runOperator } from '../../scripts/operator'
import { inWork } from '../../server/commands'
import { deliverOutbox } from '../../server/jobs/deliver-outbox'
import { delivererOf } from '../../server/jobs/deliverers'
import type { Deps } from '../../server/deps'
import type { FilingOutcome } from '../../server/ports/grid-platform'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { GUANGXIMEN, type Voice } from '../support/house'
import { startStory, type Story } from '../support/story'

let database: Database
let story: Story
let outcome: FilingOutcome
let filed: string[]
let deps: Deps

beforeAll(async () => {
  database = await testDatabase()
  story = await startStory(database)
  deps = {
    ...story.house.deps,
    gridPlatform: {
      kind: 'open311',
      fileTicket: ({ ticketId }) => {
        filed.push(ticketId)
        return Promise.resolve(outcome)
      },
    },
  }
})
beforeEach(async () => {
  filed = []
  await database.db.deleteFrom('outbox').execute()
})
afterAll(async () => {
  await story.close()
  await database.close()
})

const operator = async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
  const said = { out: '', err: '' }
  const code = await runOperator(
    args,
    { DATA_DIR: '/nowhere', DATABASE_URL: '' },
    {
      out: (line: string) => (said.out += `${line}\n`),
      err: (line: string) => (said.err += `${line}\n`),
    },
    () => Promise.resolve({ ...database, close: () => Promise.resolve() }),
  )
  return { code, ...said }
}
const deliver = () => deliverOutbox(deps, delivererOf(deps))

/** A ticket that was accepted and promised to the platform, which answered like this. */
const given = async (answer: FilingOutcome): Promise<string> => {
  outcome = answer
  const { ticketId } = await story.report(story.lin)
  await inWork(deps, async (work) => {
    await work.tx
      .insertInto('outside_ticket')
      .values({
        community_id: GUANGXIMEN,
        ticket_id: ticketId,
        system: 'open311',
        outside_id: null,
        state: 'waiting',
        at: work.now,
      })
      .execute()
    await work.promise(GUANGXIMEN, 'grid.file-ticket', { ticketId })
  })
  await deliver()
  return ticketId
}
const outside = (ticketId: string) =>
  database.db
    .selectFrom('outside_ticket')
    .select(['outside_id', 'state'])
    .where('ticket_id', '=', ticketId)
    .executeTakeFirst()
const letterOf = (out: string): string => /([0-9a-f-]{36})/.exec(out)?.[1] ?? ''

test('without any, the operator is told so', async () => {
  expect(await operator('dead-letters')).toMatchObject({
    code: 0,
    out: 'Nothing was given up: there are no dead letters.\n',
  })
})

test('what the platform refused is seen with its reason and without anybody’s words', async () => {
  const ticketId = await given({ is: 'refused', why: '400' })
  const { number, words } = await database.db
    .selectFrom('ticket')
    .select(['number', 'words'])
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow()
  const { out } = await operator('dead-letters')
  expect(out).toContain('1 dead letter:')
  expect(out).toContain(`grid.file-ticket of ${number} in ${GUANGXIMEN}  1 try: 400`)
  expect(out).not.toContain(words)
  expect(await outside(ticketId)).toEqual({ outside_id: null, state: 'failing' })
})

test('sent again, it is tried at once and is filed when the platform takes it now', async () => {
  const ticketId = await given({ is: 'refused', why: '403' })
  const id = letterOf((await operator('dead-letters')).out)
  await deliver()
  expect(filed).toEqual([ticketId])
  expect((await operator('send-again', id)).out).toContain('1 will be sent')
  expect(await outside(ticketId)).toEqual({ outside_id: null, state: 'waiting' })
  outcome = { is: 'filed', outsideId: 'SR-7' }
  await deliver()
  expect(await outside(ticketId)).toEqual({ outside_id: 'SR-7', state: 'filed' })
  expect((await operator('dead-letters')).out).toContain('Nothing was given up')
})

test('all are sent again together', async () => {
  await given({ is: 'refused', why: '400' })
  await given({ is: 'uncertain', why: '2 requests look like ours' })
  expect((await operator('send-again', 'all')).out).toContain('2 will be sent')
  expect((await operator('send-again', 'all')).out).toContain('0 will be sent')
})

test('what somebody found on the platform is not filed again', async () => {
  const ticketId = await given({ is: 'uncertain', why: '2 requests look like ours' })
  const id = letterOf((await operator('dead-letters')).out)
  expect((await operator('mark-filed', id, 'SR-12')).code).toBe(0)
  expect(await outside(ticketId)).toEqual({ outside_id: 'SR-12', state: 'filed' })
  filed = []
  await operator('send-again', 'all')
  await deliver()
  expect(filed).toEqual([])
})

test.each([
  [['send-again'], 2, 'ID or all is missing'],
  [['send-again', 'x'], 2, 'is no letter’s id'],
  [['send-again', randomUUID()], 1, 'There is no dead letter'],
  [['mark-filed', randomUUID()], 2, 'NUMBER is missing'],
  [['mark-filed', randomUUID(), '1'], 1, 'There is no dead letter'],
])('%j is refused in words', async (args, code, words) => {
  const { code: ended, err } = await operator(...args)
  expect(err).toContain(words)
  expect(ended).toBe(code)
})

test('what waits or has arrived is no dead letter', async () => {
  const ticketId = await given({ is: 'filed', outsideId: 'SR-1' })
  const { id } = await database.db.selectFrom('outbox').select('id').executeTakeFirstOrThrow()
  expect((await operator('send-again', id)).code).toBe(1)
  expect((await operator('mark-filed', id, 'SR-2')).code).toBe(1)
  expect(await outside(ticketId)).toEqual({ outside_id: 'SR-1', state: 'filed' })
})

test('whether a ticket is in step is told to those who answer for it, and to nobody else', async () => {
  const ticketId = await given({ is: 'refused', why: '400' })
  const seenBy = async (person: Voice) =>
    (await person.ask('getTicket', { params: { communityId: GUANGXIMEN, ticketId } })).body.platform
  expect(await seenBy(story.wang)).toMatchObject({ state: 'failing', number: null })
  expect(await seenBy(story.lin)).toBeUndefined()
  expect(await seenBy(story.zhou)).toBeUndefined()
  await operator('send-again', 'all')
  expect(await seenBy(story.wang)).toMatchObject({ state: 'waiting', number: null })
  outcome = { is: 'filed', outsideId: 'SR-9' }
  await deliver()
  expect(await seenBy(story.wang)).toMatchObject({ state: 'filed', number: 'SR-9' })
})
