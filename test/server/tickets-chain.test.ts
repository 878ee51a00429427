import { sql, type Kysely } from 'kysely'
import { anchorWhatHappened } from '../../server/migrations/0014c-anchor-what-happened'
import { sealWhatHappened } from '../../server/migrations/0013b-seal-what-happened'
import { appendStep } from '../../server/modules/tickets/append-step'
import { verifySteps, type Verdict } from '../../server/modules/tickets/verify-steps'
import type { Database } from '../../server/ports/database'
import type { Tx } from '../../server/ports/work'
import { runVerifyTickets } from '../../scripts/verify-tickets'
import { testDatabase } from '../support/database'
import { GUANGXIMEN, NEXT_DOOR } from '../support/house'
import { AT_BUILDING_3, startStory, type Story } from '../support/story'

interface Statement {
  execute(tx: Tx): Promise<unknown>
}

let database: Database
let story: Story
/** Reported, accepted, dispatched, claimed, handled, disputed with words. */
let ticketId: string

beforeAll(async () => {
  database = await testDatabase()
  story = await startStory(database)
  await story.closed()
  ticketId = await story.handled()
  await story.did(story.lin, ticketId, 'dispute', { words: '还是漏' })
  await story.report(story.zhao)
})
afterAll(async () => {
  await story.close()
  await database.close()
})

/** What is found after somebody wrote into the database behind our back; nothing of it stays. */
const after = async (...tamper: Statement[]): Promise<Verdict> => {
  let verdict: Verdict | undefined
  const undone = database.db.transaction().execute(async (tx) => {
    for (const statement of tamper) await statement.execute(tx)
    verdict = await verifySteps(tx)
    throw new Error('only tried')
  })
  await expect(undone).rejects.toThrow('only tried')
  if (!verdict) throw new Error('nothing was verified')
  return verdict
}
const here = () => sql`community_id = ${GUANGXIMEN} and ticket_id = ${ticketId}`

test('the history of everything that happened is whole', async () => {
  expect(await verifySteps(database.db)).toMatchObject({
    tickets: 3,
    steps: 6 + 6 + 1,
    forgotten: 0,
    first: null,
    missing: null,
    missingTickets: 0,
    anchor: null,
  })
  expect(await verifySteps(database.db, { communityId: NEXT_DOOR })).toMatchObject({ tickets: 0 })
})

test.each([
  [
    'another time',
    4,
    'changed',
    () => [sql`update step set at = at + interval '1 minute' where ${here()} and seq = 4`],
  ],
  [
    'another person',
    3,
    'changed',
    () => [sql`update step set actor_id = ${story.he.personId} where ${here()} and seq = 3`],
  ],
  [
    'another state',
    5,
    'changed',
    () => [sql`update step set to_state = 'closed' where ${here()} and seq = 5`],
  ],
  [
    'a photo less',
    5,
    'changed',
    () => [sql`update step set photo_ids = '[]' where ${here()} and seq = 5`],
  ],
  [
    'other words',
    6,
    'words-changed',
    () => [sql`update step set words = '修好了' where ${here()} and seq = 6`],
  ],
  [
    'words with a salt of their own',
    6,
    'words-changed',
    () => [sql`update step set words = '修好了', words_salt = 'x' where ${here()} and seq = 6`],
  ],
  [
    'words and their digest',
    6,
    'changed',
    () => [
      sql`update step set words = '', words_salt = null, words_digest = null where ${here()} and seq = 6`,
    ],
  ],
  [
    'words where there were none',
    4,
    'words-changed',
    () => [sql`update step set words = '马上来' where ${here()} and seq = 4`],
  ],
  [
    'words forgotten of somebody who is still here',
    6,
    'words-gone',
    () => [sql`update step set words = '', words_salt = null where ${here()} and seq = 6`],
  ],
  [
    'a step removed in the middle',
    3,
    'missing',
    () => [sql`delete from step where ${here()} and seq = 3`],
  ],
  [
    'a step removed, the later ones numbered anew',
    3,
    'changed',
    () => [
      sql`delete from step where ${here()} and seq = 3`,
      sql`update step set seq = seq - 1 where ${here()} and seq = 4`,
      sql`update step set seq = seq - 1 where ${here()} and seq = 5`,
      sql`update step set seq = seq - 1 where ${here()} and seq = 6`,
      sql`update ticket set version = 5 where id = ${ticketId}`,
    ],
  ],
  [
    'the last step removed',
    6,
    'missing',
    () => [sql`delete from step where ${here()} and seq = 6`],
  ],
  [
    'the first step removed',
    1,
    'missing',
    () => [sql`delete from step where ${here()} and seq = 1`],
  ],
  [
    'a step put in at the end',
    7,
    'not-sealed',
    () => [
      sql`insert into step (community_id, ticket_id, seq, step, actor_role, to_state, words, photo_ids, at)
      values (${GUANGXIMEN}, ${ticketId}, 7, 'confirm', 'resident', 'closed', '', '[]', now())`,
    ],
  ],
  [
    'a step put in with a seal from elsewhere',
    7,
    'changed',
    () => [
      sql`insert into step (community_id, ticket_id, seq, step, actor_role, to_state, words, photo_ids, at, hash)
      select ${GUANGXIMEN}, ${ticketId}, 7, 'confirm', 'resident', 'closed', '', '[]', now(), hash from step where ${here()} and seq = 6`,
    ],
  ],
  [
    'a ticket that says it is closed',
    6,
    'ticket-differs',
    () => [
      sql`update ticket set state = 'closed', closed_how = 'confirmed' where id = ${ticketId}`,
    ],
  ],
] as const)('%s is found, and which step it was', async (_, seq, fault, tamper) => {
  const { first, faultyTickets } = await after(...tamper())
  expect(first).toMatchObject({ communityId: GUANGXIMEN, ticketId, seq, fault })
  expect(faultyTickets).toBe(1)
})

test('a ticket that vanished with its whole history leaves a number behind', async () => {
  const gone = ['photo', 'inbox', 'follower', 'step', 'issue'] as const
  const { first, missing } = await after(
    ...gone.map((table) => sql`delete from ${sql.table(table)} where ticket_id = ${ticketId}`),
    sql`delete from ticket where id = ${ticketId}`,
  )
  expect(first).toBeNull()
  expect(missing).toMatchObject({ communityId: GUANGXIMEN, day: '20261123', given: 3, there: 2 })
})

/** Steps 6 and 5 are the dispute and the handling before it. */
const cutLast = () => [
  sql`delete from step where ${here()} and seq = 6`,
  sql`update ticket set version = 5, state = 'handled' where id = ${ticketId}`,
]
const setBackHash = () =>
  sql`update ticket set chain_hash = (select hash from step where ${here()} and seq = 5) where id = ${ticketId}`

test('a last step cut off is found though the ticket was set back to before it', async () => {
  const { first, faultyTickets } = await after(...cutLast())
  expect(first).toMatchObject({ ticketId, seq: 5, fault: 'ticket-differs' })
  expect(faultyTickets).toBe(1)
})

test('it is found in the community’s sum when the end of the chain was set back as well', async () => {
  const verdict = await after(...cutLast(), setBackHash())
  expect(verdict).toMatchObject({
    first: null,
    anchor: { communityId: GUANGXIMEN, written: 13, there: 12 },
  })
})

test('so is a whole ticket whose number was taken back, and a step swapped for another with a seal that fits', async () => {
  const gone = ['photo', 'inbox', 'follower', 'step', 'issue'] as const
  const without = await after(
    ...gone.map((table) => sql`delete from ${sql.table(table)} where ticket_id = ${ticketId}`),
    sql`delete from ticket where id = ${ticketId}`,
    sql`update counter set value = value - 1 where community_id = ${GUANGXIMEN} and name like 'ticket-%'`,
  )
  expect(without).toMatchObject({ first: null, missing: null, anchor: { written: 13, there: 7 } })

  const swapped = await after(...cutLast(), setBackHash(), {
    execute: async (tx) => {
      await appendStep(
        { tx, now: story.house.now() },
        {
          community_id: GUANGXIMEN,
          ticket_id: ticketId,
          seq: 6,
          step: 'confirm',
          actor_id: story.lin.personId,
          actor_role: 'resident',
          from_state: 'handled',
          to_state: 'closed',
          closed_how: 'confirmed',
        },
      )
      await sql`update ticket set version = 6, state = 'closed', closed_how = 'confirmed' where id = ${ticketId}`.execute(
        tx,
      )
      await sql`update chain_anchor set steps = 13 where community_id = ${GUANGXIMEN}`.execute(tx)
    },
  })
  expect(swapped).toMatchObject({ first: null, anchor: { written: 13, there: 13 } })
})

test('words may be forgotten of what somebody gone has said, not of what they decided', async () => {
  const { first } = await after(
    sql`update person set deleted_at = now() where id = ${story.lin.personId}`,
    sql`update step set words = '', words_salt = null where ${here()} and seq = 6`,
  )
  expect(first).toMatchObject({ ticketId, seq: 6, fault: 'words-gone' })
})

test('what happened before there were seals is sealed as it is found', async () => {
  const verdict = await after(
    sql`update step set hash = null, words_salt = null, words_digest = null`,
    // Migrations know no tables, and this one is run like any other statement.
    { execute: (tx) => sealWhatHappened.up(tx as unknown as Kysely<unknown>) },
    { execute: (tx) => anchorWhatHappened.up(tx as unknown as Kysely<unknown>) },
  )
  expect(verdict).toMatchObject({ tickets: 3, steps: 13, first: null, anchor: null })
})

test('a step has one before it, or is not written', async () => {
  const wrong = database.db.transaction().execute((tx) =>
    appendStep(
      { tx, now: story.house.now() },
      {
        community_id: GUANGXIMEN,
        ticket_id: ticketId,
        seq: 9,
        step: 'comment',
        actor_id: null,
        actor_role: 'system',
        to_state: 'handling',
      },
    ),
  )
  await expect(wrong).rejects.toThrow('no result')
})

test('an account that is deleted takes its talk and its places along, and the history stays whole', async () => {
  const guest = await story.house.resident('钟', '3', '1', '301')
  const own = await story.report(guest)
  await story.did(guest, own.ticketId, 'comment', { words: '我住301，白天都在' })
  await story.did(guest, ticketId, 'comment', { words: '我家也漏', point: AT_BUILDING_3 })
  expect((await guest.ask('deleteMe', { body: { confirm: '注销' } })).status).toBe(200)

  const rows = await database.db
    .selectFrom('step')
    .select(['words', 'lat', 'words_salt', 'distance_m'])
    .where('actor_id', '=', guest.personId)
    .where('step', '=', 'comment')
    .execute()
  expect(rows.map(({ words, lat, words_salt }) => ({ words, lat, words_salt }))).toEqual([
    { words: '', lat: null, words_salt: null },
    { words: '', lat: null, words_salt: null },
  ])
  expect(rows.map(({ distance_m }) => distance_m)).toContain(0)
  expect(await verifySteps(database.db)).toMatchObject({
    forgotten: 2,
    first: null,
    missing: null,
    anchor: null,
  })
})

describe('the command', () => {
  const run = async (...args: string[]) => {
    const out: string[] = []
    const err: string[] = []
    const code = await runVerifyTickets(
      args,
      {},
      { out: (line) => out.push(line), err: (line) => err.push(line) },
      () => Promise.resolve({ ...database, close: () => Promise.resolve() }),
    )
    return { code, out, err }
  }

  test('says that all is whole', async () => {
    const { code, out } = await run()
    expect(code).toBe(0)
    expect(out[0]).toMatch(/^All \d+ tickets have their whole history: \d+ steps, none changed\.$/)
    expect(await run('--community', NEXT_DOOR)).toMatchObject({ code: 0 })
  })

  test('names the first step that was changed, and ends with 1', async () => {
    const was = await database.db
      .selectFrom('step')
      .select('at')
      .where('ticket_id', '=', ticketId)
      .where('seq', '=', 2)
      .executeTakeFirstOrThrow()
    const set = (at: Date) =>
      database.db
        .updateTable('step')
        .set({ at })
        .where('ticket_id', '=', ticketId)
        .where('seq', '=', 2)
        .execute()
    await set(new Date('2026-11-22T02:00:00Z'))
    const { code, err } = await run('--community', GUANGXIMEN)
    await set(was.at)
    expect(code).toBe(1)
    expect(err[0]).toContain(`(${ticketId}): step 2 (accept, 2026-11-22T02:00:00.000Z) was changed`)
    expect(err.at(-1)).toMatch(/^1 of \d+ tickets do not have the history they had\.$/)
  })

  test('says how many tickets are gone where those that are there are whole', async () => {
    const counter = (by: number) =>
      database.db
        .updateTable('counter')
        .set((eb) => ({ value: eb('value', '+', by) }))
        .where('community_id', '=', GUANGXIMEN)
        .where('name', 'like', 'ticket-%')
        .execute()
    await counter(2)
    const { code, err } = await run()
    await counter(-2)
    expect(code).toBe(1)
    expect(err.at(-1)).toMatch(/^2 of \d+ tickets are gone with their whole history\.$/)
  })

  test.each([[['--all']], [['--community', '12']], [['--community']]])(
    '%j is not understood, and its use is said',
    async (args) => {
      const { code, err } = await run(...args)
      expect(code).toBe(2)
      expect(err[0]).toContain('Usage: npm run verify-tickets')
    },
  )
})
