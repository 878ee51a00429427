import sharp from 'sharp'
import {
  addBuilding,
  addGrid,
  openCommunity,
} from '../../server/modules/communities/open-community'
import { addInvitation } from '../../server/modules/communities/invitations'
import { inWork } from '../../server/commands'
import { eventually, speakerAt, startMock, type Mock, type Speak } from '../support/mock'
import { knownByPhone } from '../support/talk'

const TOWN = '110105006041'
const MINUTE_MS = 60_000
const here = { communityId: TOWN }

let mock: Mock
let lin: Speak
let linToken: string
let chen: Speak
let groupId: string

/** The real server asks the pretend WeChat, and is told by it, over HTTP both ways. */
beforeAll(async () => {
  mock = await startMock()
  const { deps } = mock.server
  const code = await inWork(deps, async (work) => {
    const { tx } = work
    await openCommunity(tx, work, { communityId: TOWN })
    await addGrid(tx, work, { communityId: TOWN, name: '第一网格' })
    await addBuilding(tx, work, { ...here, name: '3', units: ['1', '2'], gridCode: null })
    const office = { ...here, kind: 'moderator', gridCodes: [], madeBy: null } as const
    return (await addInvitation(tx, { ...office, days: 7, now: work.now })).code
  })
  const nobody = speakerAt(mock.url, null)
  const noticeVersion = deps.config.notice.version
  const wang = (await nobody('signInWithCode', { body: { code, noticeVersion, surname: '王' } }))
    .body
  const movesIn = async (person: string) => {
    const body = { code: mock.wechat.codeOf(person), noticeVersion }
    const { token, me } = (await nobody('signInWithWechat', { body })).body
    const speak = speakerAt(mock.url, token)
    const application = await speak('applyToJoin', {
      params: here,
      body: {
        surname: person,
        address: { building: '3', unit: '1', room: '101' },
        relation: 'owner',
      },
    })
    const { applicationId } = application.body
    await speakerAt(mock.url, wang.token)('admitApplicant', { params: { ...here, applicationId } })
    await knownByPhone(deps.database, me.personId, mock.now())
    return { speak, token }
  }
  ;({ speak: lin, token: linToken } = await movesIn('lin'))
  ;({ speak: chen } = await movesIn('chen'))
  const { items } = (await lin('listGroups', { params: here })).body
  groupId = items.find(({ kind }) => kind === 'community')?.groupId ?? ''
})
afterAll(() => mock.close())
afterEach(() => {
  mock.control.clear()
  mock.wechat.visit('lin')
  Object.assign(mock.wechat.pictures.habits, { suggests: 'pass', afterMs: 0, writes: 'json' })
})

const say = async (body: { words?: string; photoIds?: string[] }): Promise<number> => {
  const answer = await lin('postMessage', { params: { ...here, groupId }, body })
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.body.seq
}
const isThereForChen = async (seq: number): Promise<boolean> => {
  const params = { ...here, groupId, seq: String(seq) as unknown as number } // a path is text
  return (await chen('getMessage', { params })).status === 200
}
const isHeld = (seq: number) =>
  eventually(async () => !(await isThereForChen(seq)), 'that it is held')
const waiting = async () =>
  (
    await mock.server.deps.database.db
      .selectFrom('outbox')
      .select(['kind', 'attempts', 'last_error', 'available_at'])
      .where('delivered_at', 'is', null)
      .where('dead_at', 'is', null)
      .execute()
  ).filter(({ available_at, last_error }) => last_error !== null || available_at <= mock.now())
const allAsked = () => eventually(async () => (await waiting()).length === 0, 'every check')
const answered = () =>
  mock.server.deps.database.db
    .selectFrom('content_check')
    .select('outcome')
    .where('answered_at', 'is not', null)
    .execute()

const picture = async (): Promise<string> => {
  const background = { r: Math.floor(Math.random() * 255), g: 120, b: 90 }
  const file = await sharp({ create: { width: 80, height: 60, channels: 3, background } })
    .jpeg()
    .toBuffer()
  const form = new FormData()
  form.set('commandId', crypto.randomUUID())
  form.set('file', new Blob([new Uint8Array(file)], { type: 'image/jpeg' }), 'a.jpg')
  const answer = await fetch(`${mock.url}/v1/communities/${TOWN}/photos`, {
    method: 'POST',
    headers: { authorization: `Bearer ${linToken}` },
    body: form,
  })
  return ((await answer.json()) as { photoId: string }).photoId // as the contract has it
}

describe('words', () => {
  test('without fault stay; doubtful ones are held a moment later', async () => {
    const good = await say({ words: '今晚几点停水？' })
    const bad = await say({ words: '不好的话 mock:risky' })
    const doubtful = await say({ words: '有点怪的话 mock:review' })

    await isHeld(bad)
    await isHeld(doubtful)
    await allAsked()
    expect(await isThereForChen(good)).toBe(true)
  })

  test('WeChat down, late or busy: the message stands at once, and is checked when it is back', async () => {
    mock.control.fault({ fault: 'down', on: 'wechat', call: 'check-words' })
    const seq = await say({ words: '晚点再看 mock:risky' })
    await eventually(async () => (await waiting()).length > 0, 'a first try that failed')
    expect(await isThereForChen(seq)).toBe(true)

    mock.control.clear()
    mock.pass(MINUTE_MS)
    await isHeld(seq)
  })

  test('an answer that was lost is asked for again, and the message is held once', async () => {
    mock.control.fault({ fault: 'lost-answer', on: 'wechat', call: 'check-words' })
    const seq = await say({ words: '再问一次 mock:risky' })
    await eventually(async () => (await waiting()).length > 0, 'a first try that failed')
    mock.pass(MINUTE_MS)
    await isHeld(seq)

    const holds = await mock.server.deps.database.db
      .selectFrom('order_act')
      .select('id')
      .where('act', '=', 'hold')
      .where('message_seq', '=', seq)
      .execute()
    expect(holds).toHaveLength(1)
  })

  test('WeChat has not seen her for two hours, though our session was used: the rules alone count', async () => {
    mock.pass(130 * MINUTE_MS)
    await lin('getMe')
    const seq = await say({ words: '浏览器里说的 mock:risky' })
    await allAsked()

    expect(await isThereForChen(seq)).toBe(true)
  })
})

describe('pictures', () => {
  test('are fetched at their signed address, and the answer holds what is risky', async () => {
    mock.wechat.pictures.habits.suggests = 'risky'
    const seq = await say({ photoIds: [await picture()] })

    await isHeld(seq)
    expect(mock.wechat.pictures.asked.at(-1)).toMatchObject({
      wasFetched: true,
      openid: mock.wechat.openidOf('lin'),
    })
  })

  test.each([
    ['in XML', 'xml' as const, null],
    ['twice', 'json' as const, { fault: 'duplicate' as const }],
    ['late', 'xml' as const, { fault: 'late' as const, ms: 300 }],
    ['again, after our answer was lost', 'json' as const, { fault: 'lost-answer' as const }],
  ])('an answer that comes %s is applied once', async (_, writes, fault) => {
    const before = (await answered()).length
    mock.wechat.pictures.habits.writes = writes
    mock.wechat.pictures.habits.suggests = 'review'
    if (fault) mock.control.fault({ ...fault, on: 'wechat', call: 'push' })
    const seq = await say({ photoIds: [await picture()] })

    await isHeld(seq)
    expect(await answered()).toHaveLength(before + 1)
  })

  test('an answer that never came is asked for again an hour later', async () => {
    mock.control.fault({ fault: 'down', on: 'wechat', call: 'push', times: 1 })
    mock.wechat.pictures.habits.suggests = 'risky'
    const seq = await say({ photoIds: [await picture()] })
    await allAsked()
    expect(await isThereForChen(seq)).toBe(true)

    mock.pass(61 * MINUTE_MS)
    mock.wechat.visit('lin')
    await isHeld(seq)
  })

  test('an answer that comes much later still holds', async () => {
    mock.wechat.pictures.habits.suggests = 'silence'
    const seq = await say({ photoIds: [await picture()] })
    await allAsked()
    const { traceId } = mock.wechat.pictures.asked.at(-1) ?? { traceId: '' }

    expect(await mock.wechat.pictures.tell(traceId, 'risky')).toBe(200)
    await isHeld(seq)
  })
})
