import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { ROUTES } from '../../contract/route-table'
import {
  addBuilding,
  addGrid,
  openCommunity,
} from '../../server/modules/communities/open-community'
import { addInvitation } from '../../server/modules/communities/invitations'
import { inWork } from '../../server/commands'
import { eventually, startMock, type Mock } from '../support/mock'

const TOWN = '110105006041'
const MINUTE_MS = 60_000

interface Person {
  ask(name: keyof typeof ROUTES, body?: object, params?: Record<string, string>): Promise<Answer>
}
interface Answer {
  status: number
  text: string
  body: Record<string, unknown>
}

describe('the server with a pretend outside world', () => {
  let mock: Mock
  let lin: Person
  let wang: Person
  const everyAnswer: string[] = []

  const as = (token: string | null): Person => ({
    async ask(name, body = {}, params = {}) {
      const [method, path] = ROUTES[name]
      const answer = await fetch(
        mock.url + path.replace(/:(\w+)/g, (_, key: string) => params[key] ?? ''),
        {
          method,
          headers: {
            'content-type': 'application/json',
            ...(token !== null && { authorization: `Bearer ${token}` }),
          },
          ...(method === 'POST' && {
            body: JSON.stringify({
              ...(!path.startsWith('/v1/sessions') && { commandId: randomUUID() }),
              ...body,
            }),
          }),
        },
      )
      const text = await answer.text()
      everyAnswer.push(text)
      return { status: answer.status, text, body: JSON.parse(text) as Record<string, unknown> } // our API answers objects
    },
  })
  const nobody = () => as(null)

  const signIn = async (code: string) => {
    const noticeVersion = mock.server.deps.config.notice.version
    const answer = await nobody().ask('signInWithWechat', { code, noticeVersion })
    return { ...answer, person: as(String(answer.body.token)) }
  }

  /** For what only prepares a test. */
  const mustWork = (answer: Answer): Answer => {
    if (answer.status !== 200) throw new Error(answer.text)
    return answer
  }

  /** To one message of the kind that tells how a ticket goes on. */
  const agreeToMessages = async (person: Person) =>
    mustWork(
      await person.ask('keepSubscriptions', { answers: [{ key: 'progress', answer: 'accept' }] }),
    )

  const report = async (words: string) => {
    const answer = await lin.ask(
      'reportIssue',
      {
        categoryId: 'street_light',
        words,
        photoIds: [],
        place: { by: 'pin', point: { lat: 39.9672, lng: 116.4346 }, text: '5号楼南侧小路' },
        isAnonymous: true,
        isPrivate: false,
      },
      { communityId: TOWN },
    )
    return String(mustWork(answer).body.ticketId)
  }
  const accept = async (ticketId: string) =>
    mustWork(await wang.ask('advanceTicket', { step: 'accept' }, { communityId: TOWN, ticketId }))

  const outsideTicket = (ticketId: string) =>
    mock.server.deps.database.db
      .selectFrom('outside_ticket')
      .select(['state', 'outside_id'])
      .where('ticket_id', '=', ticketId)
      .executeTakeFirst()
  const undelivered = () =>
    mock.server.deps.database.db
      .selectFrom('outbox')
      .select(['kind', 'attempts', 'last_error', 'dead_at'])
      .where('delivered_at', 'is', null)
      .execute()
  const triedOnce = () =>
    eventually(
      async () =>
        (await undelivered()).some(({ last_error, dead_at }) => last_error && dead_at === null),
      'a first try that failed',
    )
  const allDelivered = () =>
    eventually(
      async () => (await undelivered()).every(({ dead_at }) => dead_at !== null),
      'the delivery of everything',
    )

  beforeAll(async () => {
    mock = await startMock()
    const { deps } = mock.server
    const wangCode = await inWork(deps, async (work) => {
      await openCommunity(work.tx, work, { communityId: TOWN })
      await addGrid(work.tx, work, { communityId: TOWN, name: '第一网格' })
      await addBuilding(work.tx, work, {
        communityId: TOWN,
        name: '3',
        units: ['1', '2'],
        gridCode: null,
      })
      const office = { communityId: TOWN, kind: 'moderator', gridCodes: [], madeBy: null } as const
      return (await addInvitation(work.tx, { ...office, days: 7, now: work.now })).code
    })
    const { body } = await nobody().ask('signInWithCode', {
      code: wangCode,
      noticeVersion: deps.config.notice.version,
      surname: '王',
    })
    wang = as(String(body.token))
    lin = (await signIn(mock.wechat.codeOf('lin'))).person
    const application = await lin.ask(
      'applyToJoin',
      { surname: '林', address: { building: '3', unit: '2', room: '401' }, relation: 'owner' },
      { communityId: TOWN },
    )
    const applicationId = String(mustWork(application).body.applicationId)
    mustWork(await wang.ask('admitApplicant', {}, { communityId: TOWN, applicationId }))
  })
  afterAll(() => mock.close())
  beforeEach(() => {
    mock.control.clear()
    mock.wechat.forget()
  })

  describe('signing in with WeChat', () => {
    test('the same person comes back with another code', async () => {
      const [one, two] = [
        await signIn(mock.wechat.codeOf('chen')),
        await signIn(mock.wechat.codeOf('chen')),
      ]
      expect([one.status, two.status]).toEqual([200, 200])
      expect((one.body.me as { personId: string }).personId).toBe(
        (two.body.me as { personId: string }).personId,
      )
    })

    test('a wrong or used code is told apart from a WeChat that is busy', async () => {
      const used = mock.wechat.codeOf('chen')
      await signIn(used)
      expect((await signIn(used)).body.code).toBe('wechat-refused')
      expect((await signIn('made up')).body.code).toBe('wechat-refused')
      mock.control.fault({ fault: 'errcode', on: 'wechat', call: 'sign-in', errcode: -1 })
      expect((await signIn(mock.wechat.codeOf('chen'))).body.code).toBe('wechat-busy')
    })

    test('whom WeChat knows and we do not is kept only with consent', async () => {
      const answer = await nobody().ask('signInWithWechat', {
        code: mock.wechat.codeOf('stranger'),
      })
      expect(answer.body.code).toBe('consent-required')
      const known = await mock.server.deps.database.db
        .selectFrom('wechat_identity')
        .select('person_id')
        .where('openid', '=', mock.wechat.openidOf('stranger'))
        .execute()
      expect(known).toEqual([])
    })
  })

  describe('a subscription message', () => {
    test('reaches whoever agreed to one, with the page of the ticket', async () => {
      await agreeToMessages(lin)
      const ticketId = await report('路灯不亮。')
      await accept(ticketId)
      await eventually(() => mock.wechat.messages.length === 1, 'the message')
      expect(mock.wechat.messages[0]).toMatchObject({
        to: mock.wechat.openidOf('lin'),
        page: `resident/ticket/index?communityId=${TOWN}&ticketId=${ticketId}`,
      })
      await allDelivered()
    })

    test('to somebody who takes none any more is let go, and not tried again', async () => {
      await agreeToMessages(lin)
      mock.wechat.setAccepts('lin', false)
      await accept(await report('路灯不亮，第二处。'))
      await allDelivered()
      expect(mock.wechat.messages).toHaveLength(0)
      expect(mock.wechat.heard.filter(({ call }) => call === 'send')).toHaveLength(1)
    })

    test('that meets a busy WeChat comes later', async () => {
      await agreeToMessages(lin)
      mock.control.fault({ fault: 'errcode', on: 'wechat', call: 'send', errcode: -1 })
      await accept(await report('路灯不亮，第三处。'))
      await triedOnce()
      expect(mock.wechat.messages).toHaveLength(0)
      mock.pass(MINUTE_MS)
      await eventually(() => mock.wechat.messages.length === 1, 'the message')
      await allDelivered()
    })

    test('that WeChat calls wrong is a dead letter, with its code and no words of it', async () => {
      await agreeToMessages(lin)
      mock.control.fault({ fault: 'errcode', on: 'wechat', call: 'send', errcode: 40037 })
      await accept(await report('路灯不亮，第四处。'))
      await allDelivered()
      expect(await undelivered()).toMatchObject([
        {
          kind: 'wechat.subscribe-message',
          attempts: 1,
          last_error: 'wechat 40037',
          dead_at: expect.any(Date) as Date,
        },
      ])
      await mock.server.deps.database.db.deleteFrom('outbox').execute()
    })
  })

  describe('an accepted ticket', () => {
    test('is filed with the platform once, and its number is kept', async () => {
      const ticketId = await report('路灯不亮，要报给平台。')
      await accept(ticketId)
      await allDelivered()
      const mine = mock.grid.store
        .all()
        .filter(({ attributes }) => attributes.external_id === ticketId)
      expect(mine).toHaveLength(1)
      expect(await outsideTicket(ticketId)).toEqual({
        state: 'filed',
        outside_id: mine[0]?.service_request_id,
      })
    })

    test.each(['lost-answer', '500', 'down'] as const)(
      'is there once when the platform fails with %s',
      async (fault) => {
        mock.control.fault({ fault, on: 'grid', times: 2 })
        const ticketId = await report(`路灯不亮，平台故障 ${fault}。`)
        await accept(ticketId)
        await triedOnce()
        mock.control.clear()
        mock.pass(5 * MINUTE_MS)
        await allDelivered()
        const mine = mock.grid.store
          .all()
          .filter(({ attributes }) => attributes.external_id === ticketId)
        expect(mine).toHaveLength(1)
        expect((await outsideTicket(ticketId))?.state).toBe('filed')
      },
    )

    test('that asks for a fault in its own words meets it once', async () => {
      const ticketId = await report('测试平台丢失应答 mock:lost-answer')
      await accept(ticketId)
      await allDelivered()
      expect(mock.grid.heard.filter(({ fault }) => fault === 'lost-answer')).not.toHaveLength(0)
      expect((await outsideTicket(ticketId))?.state).toBe('filed')
    })
  })

  test('no session_key is in any answer or any table, nor is the app’s secret', async () => {
    const keys = mock.wechat.sessionKeysGiven()
    expect(keys.length).toBeGreaterThan(3)
    const tables = await everythingStored(mock)
    for (const secret of [...keys, 'mock-secret']) {
      expect(everyAnswer.filter((text) => text.includes(secret))).toEqual([])
      expect(tables.filter(({ text }) => text.includes(secret))).toEqual([])
    }
  })
})

const everythingStored = async ({ server }: Mock): Promise<{ table: string; text: string }[]> => {
  const { db } = server.deps.database
  const { rows } = await sql<{ tablename: string }>`
    select tablename from pg_tables where schemaname = 'public'`.execute(db)
  const reference = ['district', 'street', 'community', 'category']
  const mine = rows.filter(({ tablename }) => !reference.includes(tablename))
  return Promise.all(
    mine.map(async ({ tablename }) => {
      const all = await sql<{ row: string }>`
        select t::text as row from ${sql.table(tablename)} t`.execute(db)
      return { table: tablename, text: all.rows.map(({ row }) => row).join('\n') }
    }),
  )
}
