import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { inWork, type Command } from '../../server/commands'
import { addPerson } from '../../server/modules/identity/add-person'
import { AppError } from '../../server/ports/app-error'
import type { Database } from '../../server/ports/database'
import type { Work } from '../../server/ports/work'
import { createTogether } from '../../server/together'
import { testDatabase } from '../support/database'
import { GUANGXIMEN, openHouse, type House } from '../support/house'

/** What these commands keep: a number, read back from a place's counter. */
type Kept = { number: number; words: string }

const CROWD = 100

let database: Database
let house: House
/** How many were kept in each transaction that began. */
let transactions: number[]
let people: string[]
let nextPerson = 0
let runTogether: ReturnType<typeof createTogether>

beforeAll(async () => {
  database = await testDatabase()
  house = await openHouse(database)
  people = await inWork(house.deps, async (work) => {
    const personIds: string[] = []
    for (let at = 0; at < CROWD; at += 1)
      personIds.push(await addPerson(work.tx, work, { surname: '林', noticeVersion: '2026-11' }))
    return personIds
  })
})
beforeEach(() => {
  transactions = []
  runTogether = createTogether(house.deps)
})
afterAll(async () => {
  await house.close()
  await database.close()
})

/** Another person each time, until all had their turn. */
const somebody = (): string => people[(nextPerson += 1) % CROWD] ?? ''

const aCommand = (change: Partial<Command> = {}): Command => ({
  personId: somebody(),
  communityId: GUANGXIMEN,
  commandId: randomUUID(),
  route: 'test',
  asked: {},
  ...change,
})

/** Numbers what is said at a place; 'wrong' fails while it is kept, and `decide` may refuse. */
const say = (
  place: string,
  words: string,
  command = aCommand(),
  decide: () => Promise<string> = () => Promise.resolve(words),
): Promise<Kept> =>
  runTogether({
    command,
    place,
    decide,
    keep: async (work: Work, decided: readonly string[]) => {
      transactions.push(decided.length)
      const kept: Kept[] = []
      for (const one of decided)
        kept.push({ number: await work.count(GUANGXIMEN, place), words: one })
      if (decided.includes('wrong')) throw new AppError('photo-unknown')
      return kept
    },
  })

const count = async (place: string): Promise<number> => {
  const row = await database.db
    .selectFrom('counter')
    .select('value')
    .where('community_id', '=', GUANGXIMEN)
    .where('name', '=', place)
    .executeTakeFirst()
  return row?.value ?? 0
}
const kept = async (commandIds: readonly string[]): Promise<number> => {
  const { rows } = await sql<{ many: number }>`
    select count(*)::int as many from command where command_id in (${sql.join(commandIds)})
  `.execute(database.db)
  return rows[0]?.many ?? 0
}

test('a hundred at once share few transactions; each is kept once and hears its own answer', async () => {
  const commands = Array.from({ length: CROWD }, () => aCommand())
  const answers = await Promise.all(
    commands.map((command, at) => say('crowd', `words ${at}`, command)),
  )
  expect(answers.map(({ words }) => words)).toEqual(commands.map((_, at) => `words ${at}`))
  expect(new Set(answers.map(({ number }) => number)).size).toBe(CROWD)
  expect(await count('crowd')).toBe(CROWD)
  expect(await kept(commands.map(({ commandId }) => commandId))).toBe(CROWD)
  expect(transactions.length).toBeLessThanOrEqual(4)
  expect(Math.max(...transactions)).toBeLessThanOrEqual(64)
})

test('one alone waits for nobody', async () => {
  expect(await say('quiet', 'words')).toEqual({ number: 1, words: 'words' })
  expect(transactions).toEqual([1])
})

test('of one person there is one in each transaction', async () => {
  const personId = somebody()
  const answers = await Promise.all(
    ['one', 'two', 'three'].map((words) => say('hasty', words, aCommand({ personId }))),
  )
  expect(answers.map(({ number }) => number)).toEqual([1, 2, 3])
  expect(transactions).toEqual([1, 1, 1])
})

test('whoever is wrong is refused alone, and the others are kept all the same', async () => {
  const all = ['a', 'b', 'wrong', 'c', 'd'].map((words) => say('mixed', words))
  const outcomes = await Promise.allSettled(all)
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ])
  expect(outcomes[2]).toMatchObject({ reason: { code: 'photo-unknown' } })
  expect(await count('mixed')).toBe(4)
})

test('what was sent before is answered as before, amid a crowd of new ones', async () => {
  const command = aCommand()
  const first = await say('repeat', 'words', command)
  const answers = await Promise.all([
    ...Array.from({ length: 10 }, () => say('repeat', 'others')),
    say('repeat', 'words', command),
    ...Array.from({ length: 10 }, () => say('repeat', 'others')),
  ])
  expect(answers[10]).toEqual(first)
  expect(await count('repeat')).toBe(21)
})

test('the same sent eight times at once is kept once', async () => {
  const command = aCommand()
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => say('eightfold', 'words', command)),
  )
  expect(answers).toEqual(Array.from({ length: 8 }, () => ({ number: 1, words: 'words' })))
  expect(await count('eightfold')).toBe(1)
})

test('a repeat that would now be refused hears what it was answered; a new one is refused', async () => {
  const command = aCommand()
  const first = await say('slow', 'words', command)
  const refuse = () => Promise.reject(new AppError('too-fast'))
  expect(await say('slow', 'words', command, refuse)).toEqual(first)
  await expect(say('slow', 'words', aCommand(), refuse)).rejects.toMatchObject({ code: 'too-fast' })
  const reused = { ...command, asked: { words: 'others' } }
  await expect(say('slow', 'others', reused, refuse)).rejects.toMatchObject({
    code: 'command-reused',
  })
  expect(await count('slow')).toBe(1)
})

test('other places do not wait for each other, nor fail with each other', async () => {
  const outcomes = await Promise.allSettled([say('here', 'wrong'), say('there', 'words')])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
})
