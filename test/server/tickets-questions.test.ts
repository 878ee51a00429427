import { runOperator } from '../../scripts/operator'
import { seedReferenceData } from '../../server/modules/divisions/seed-reference-data'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { startStory, type Story } from '../support/story'

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

/** Types one command of the operator's. */
const operator = async (...args: string[]): Promise<string> => {
  const said: string[] = []
  const say = { out: (line: string) => said.push(line), err: (line: string) => said.push(line) }
  const open = () => Promise.resolve({ ...database, close: () => Promise.resolve() })
  await runOperator(args, { DATABASE_URL: '' }, say, open)
  return said.join('\n')
}
const LAMP = { categoryId: 'street_light' }
const questionsOf = async (categoryId: string) => {
  const { items } = (await story.lin.ask('listCategories')).body
  return items.find((one) => one.categoryId === categoryId)?.questions ?? []
}

test('what a category asks comes with it, and its answers stand on the ticket', async () => {
  expect((await questionsOf('street_light')).map(({ code }) => code)).toEqual([
    'pole',
    'fault',
    'count',
  ])
  const { ticketId } = await story.report(story.lin, {
    ...LAMP,
    answers: { fault: 'dark', count: '2', gone: '旧版本的问题' },
  })
  const { issues } = await story.see(story.zhou, ticketId)
  expect(issues[0]?.answers).toEqual([
    { question: '灯怎么了', answer: '不亮' },
    { question: '几盏灯有问题', answer: '2' },
  ])
})

test('a wrong answer is refused with the question it belongs to; no answer is no fault', async () => {
  const wrong = await story.tryReport(story.lin, { ...LAMP, answers: { count: '好几盏' } })
  expect(wrong).toMatchObject({
    status: 400,
    code: 'needs-answers',
    body: { details: [{ field: 'count', rule: 'not-a-number' }] },
  })
  expect((await story.tryReport(story.lin, LAMP)).status).toBe(200)
})

test('the street changes what is asked, also to what must be answered; given answers stay as they were', async () => {
  const { ticketId } = await story.report(story.lin, { ...LAMP, answers: { fault: 'dark' } })
  expect(
    await operator('questions', 'set', '路灯', 'fault', '--kind', 'choice', '--words', '路灯的毛病', '--choices', 'off=全灭,dim=很暗', '--required', 'yes'), // prettier-ignore
  ).toContain('fault (choice, required): 路灯的毛病 — off=全灭, dim=很暗')

  expect((await story.tryReport(story.lin, LAMP)).code).toBe('needs-answers')
  const answered = await story.report(story.lin, { ...LAMP, answers: { fault: 'dim' } })
  expect(answered.issues[0]?.answers).toEqual([{ question: '路灯的毛病', answer: '很暗' }])
  const before = await story.see(story.lin, ticketId)
  expect(before.issues[0]?.answers).toEqual([{ question: '灯怎么了', answer: '不亮' }])
})

test('what the street took off does not come back with a new version of ours', async () => {
  expect(await operator('questions', 'remove', 'street_light', 'pole')).toContain('no longer asked')
  expect(await operator('questions', 'remove', 'street_light', 'pole')).toContain('is not asked')
  await database.db.updateTable('setting').set({ value: 'old' }).where('name', '=', 'reference-data').execute() // prettier-ignore
  await seedReferenceData(database.db)
  expect((await questionsOf('street_light')).map(({ code }) => code)).toEqual(['fault', 'count'])
  expect(await operator('questions', 'list', '路灯')).not.toContain('pole')
})

test.each([
  [['questions', 'set', '路灯', 'x', '--kind', 'choice', '--words', '什么'], 'can be chosen'],
  [['questions', 'set', '路灯', 'x', '--kind', 'colour', '--words', '什么'], 'kind of answer'],
  [['questions', 'set', '路灯', '中文', '--kind', 'text', '--words', '什么'], 'A code has'],
  [['questions', 'set', '路灯', 'x', '--kind', 'text', '--words', '什么', '--choices', 'a=b'], 'no --choices'], // prettier-ignore
  [['questions', 'list', '不存在的'], 'There is no category'],
])('%j is refused in words', async (args, words) => {
  expect(await operator(...args)).toContain(words)
})
