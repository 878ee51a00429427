import pino from 'pino'
import { closeUnconfirmed } from '../../server/jobs/close-unconfirmed'
import { delivererOf } from '../../server/jobs/deliverers'
import { deliverOutbox } from '../../server/jobs/deliver-outbox'
import { retention } from '../../server/jobs/retention'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { GUANGXIMEN } from '../support/house'
import { DAY, startStory, type Story } from '../support/story'

const here = { communityId: GUANGXIMEN }

let database: Database
let story: Story
const lines: string[] = []

beforeAll(async () => {
  database = await testDatabase()
  // The most that can be asked for: see `Config`.
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })
  story = await startStory(database, { log })
  await tellEverything()
})
afterAll(async () => {
  await story.close()
  await database.close()
})

const PHONE = '13800001111'
const SAID = `请打 ${PHONE} 找林芳，三号楼二单元`

/** The whole story once, with refusals and with failures that nobody foresaw. */
const tellEverything = async () => {
  const { lin, chen, wang, zhou, house } = story
  await lin.ask('updateMe', { body: { surname: '欧阳' } })
  await lin.ask('makeSignInCode')
  await lin.ask('keepSubscriptions', { body: { answers: [{ key: 'progress', answer: 'accept' }] } })
  const photoIds = [await story.photo(lin)]
  const place = { by: 'pin' as const, point: { lat: 39.96712, lng: 116.43461 }, text: SAID }
  const { ticketId } = await story.report(lin, { words: SAID, photoIds, place })
  await story.did(chen, ticketId, 'join', { words: SAID })
  await story.did(wang, ticketId, 'accept', { words: SAID })
  await story.did(wang, ticketId, 'dispatch', { toPersonId: zhou.personId })
  await story.did(zhou, ticketId, 'claim')
  await story.did(zhou, ticketId, 'handle', { photoIds: [await story.photo(zhou)], words: SAID })
  await story.take(zhou, ticketId, 'confirm', { words: SAID })
  await story.did(lin, ticketId, 'dispute', { words: SAID })
  await wang.ask('listMembers', { params: here, query: { q: '欧阳' } })
  await house.nobody.ask('searchCommunities', { query: { q: SAID } })
  await wang.ask('postAnnouncement', { params: here, body: { title: '通知', words: SAID } })
  await story.tryReport(lin, { words: `${SAID}\0` })
  await story.tryReport(lin, { categoryId: SAID })
  await house.nobody.ask('signInWithCode', { body: { code: PHONE, surname: '欧阳' } })
  await house.withToken(PHONE).ask('getMe')
  await house.app.inject({ method: 'GET', url: `/v1/${encodeURIComponent(SAID)}?who=${PHONE}` })
  await house.app.inject({ method: 'POST', url: '/v1/me/profile', payload: `{"surname":"${SAID}` })
  await deliverOutbox(house.deps, delivererOf(house.deps))
  await failingOnce(() => story.sendPhoto(chen))
  await story.pass(6 * DAY)
  await closeUnconfirmed(house.deps)
  await retention(house.deps)
  await story.did(chen, ticketId, 'comment', { words: SAID })
  await chen.ask('deleteMe', { body: { confirm: '注销' } })
}

/** The disk is full, and says so with everything it knows. */
const failingOnce = async (act: () => Promise<{ status: number }>) => {
  const put = jest
    .spyOn(story.house.deps.blobs, 'put')
    .mockRejectedValue(new Error(`no space left\n    for ${SAID}\nof 3-2 林, room 401`))
  expect((await act()).status).toBe(500)
  put.mockRestore()
}

test('a line a request: route, method, status and time, and an id that the answer carries too', async () => {
  const from = lines.length
  const answer = await story.house.app.inject({ method: 'GET', url: '/v1/start' })
  const [line] = lines.slice(from).map((one) => JSON.parse(one) as Record<string, unknown>)
  expect(line).toMatchObject({
    route: '/v1/start',
    method: 'GET',
    status: 200,
    ms: expect.any(Number) as number,
    reqId: answer.headers['x-request-id'],
  })
  expect(lines.length).toBeGreaterThan(50)
})

test('what nobody foresaw is logged by kind and place in the program', () => {
  const unforeseen = lines
    .map((one) => JSON.parse(one) as { msg?: string; kind?: string; stack?: string[] })
    .filter(({ msg }) => msg === 'unforeseen error')
  expect(unforeseen).toHaveLength(1)
  expect(unforeseen[0]?.kind).toBe('Error')
  expect(unforeseen[0]?.stack?.every((frame) => /^\s+at /.test(frame))).toBe(true)
})

test('no line of the whole story says who anybody is, where they live, what they said, or a secret of theirs', async () => {
  const all = lines.join('\n')
  const people = await database.db.selectFrom('wechat_identity').select('openid').execute()
  const names = ['林', '陈', '赵', '欧阳', '王', '周', '三号楼']
  const said = [PHONE, SAID, '垃圾', '通知', '39.967', '116.434']
  const secrets = [story.lin, story.wang, story.zhou].map(({ token }) => token ?? 'none')
  for (const word of [...names, ...said, ...secrets])
    expect(lines.find((line) => line.includes(word))).toBeUndefined()
  for (const { openid } of people) expect(all).not.toContain(openid)
  // Digits also stand in ids, times and addresses of the program; a door stands between other signs.
  expect(all).not.toMatch(/(?<![\w.:-])(3-2|8-1|401|1203)(?![\w.:-])(?!,"ms")/)
})
