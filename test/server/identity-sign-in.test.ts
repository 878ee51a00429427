import { createHash } from 'node:crypto'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { GUANGXIMEN, NOTICE, openHouse, SECOND_GRID, type House } from '../support/house'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let database: Database
let house: House

beforeAll(async () => {
  database = await testDatabase()
  house = await openHouse(database)
})
afterAll(async () => {
  await house.close()
  await database.close()
})

const countPeople = async (): Promise<number> =>
  (await database.db.selectFrom('person').select('id').execute()).length

describe('with WeChat', () => {
  test('a stranger who has not agreed to the notice is refused, told which one, and not stored', async () => {
    const before = await countPeople()
    const answer = await house.nobody.ask('signInWithWechat', { body: { code: 'wx:stranger' } })

    expect(answer).toMatchObject({ status: 403, code: 'consent-required' })
    expect(answer.body).toMatchObject({ details: { noticeVersion: NOTICE } })
    expect(await countPeople()).toBe(before)
  })

  test('agreeing to an older notice is not agreeing to this one', async () => {
    const answer = await house.nobody.ask('signInWithWechat', {
      body: { code: 'wx:stranger', noticeVersion: '2020-01' },
    })
    expect(answer.code).toBe('consent-required')
  })

  test('with consent a person begins, and is the same person the next time without asking again', async () => {
    const first = await house.nobody.ask('signInWithWechat', {
      body: { code: 'wx:lin', noticeVersion: NOTICE },
    })
    const second = await house.nobody.ask('signInWithWechat', { body: { code: 'wx:lin' } })

    expect(first.body.me).toMatchObject({
      surname: '',
      isWechatBound: true,
      isOperator: false,
      noticeVersion: NOTICE,
      memberships: [],
      applications: [],
      unreadCount: 0,
    })
    expect(second.body.me.personId).toBe(first.body.me.personId)
    expect(second.body.token).not.toBe(first.body.token)
  })

  test('two first sign-ins at once make one person', async () => {
    const before = await countPeople()
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        house.nobody.ask('signInWithWechat', {
          body: { code: 'wx:in-a-hurry', noticeVersion: NOTICE },
        }),
      ),
    )
    expect(new Set(answers.map(({ body }) => body.me.personId)).size).toBe(1)
    expect(await countPeople()).toBe(before + 1)
  })

  test('a code that WeChat refuses signs nobody in', async () => {
    const answer = await house.nobody.ask('signInWithWechat', {
      body: { code: 'made up', noticeVersion: NOTICE },
    })
    expect(answer).toMatchObject({ status: 400, code: 'wechat-refused' })
  })
})

describe('with a code made on one’s own phone', () => {
  test('it signs in the same person, once', async () => {
    const lin = await house.wechat('lin')
    const { body: made } = await lin.ask('makeSignInCode')
    expect(made.code).toMatch(/^[2-9A-HJKMNP-Z]{10}$/)

    const typed = `${made.code.slice(0, 5)}-${made.code.slice(5)}`.toLowerCase()
    const first = await house.nobody.ask('signInWithCode', { body: { code: typed } })
    const again = await house.nobody.ask('signInWithCode', { body: { code: made.code } })

    expect(first.body.me.personId).toBe(lin.personId)
    expect(again).toMatchObject({ status: 409, code: 'code-used' })
  })

  test('used at the same moment from two places, it works in one', async () => {
    const lin = await house.wechat('lin')
    const { body: made } = await lin.ask('makeSignInCode')
    const answers = await Promise.all(
      [1, 2, 3].map(() => house.nobody.ask('signInWithCode', { body: { code: made.code } })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })

  test('after ten minutes it is worth nothing', async () => {
    const lin = await house.wechat('lin')
    const { body: made } = await lin.ask('makeSignInCode')
    house.pass(10 * MINUTE)
    const late = await house.nobody.ask('signInWithCode', { body: { code: made.code } })
    expect(late).toMatchObject({ status: 400, code: 'wrong-code' })
  })

  test('a new code ends the one before it', async () => {
    const lin = await house.wechat('lin')
    const { body: first } = await lin.ask('makeSignInCode')
    await lin.ask('makeSignInCode')
    const answer = await house.nobody.ask('signInWithCode', { body: { code: first.code } })
    expect(answer.code).toBe('wrong-code')
  })

  test('a guess is a wrong code', async () => {
    const answer = await house.nobody.ask('signInWithCode', { body: { code: 'AAAAAAAAAA' } })
    expect(answer).toMatchObject({ status: 400, code: 'wrong-code' })
  })
})

describe('with an invitation to an office', () => {
  test('a moderator begins with consent, name and office', async () => {
    const code = await house.staffCode('moderator')
    const { body } = await house.nobody.ask('signInWithCode', {
      body: { code, noticeVersion: NOTICE, surname: ' 王 ' },
    })
    expect(body.me).toMatchObject({
      surname: '王',
      isWechatBound: false,
      noticeVersion: NOTICE,
      memberships: [
        { communityId: GUANGXIMEN, role: 'moderator', nickname: '居委会 王', address: null },
      ],
    })
  })

  test('a grid worker has the grids of the invitation', async () => {
    const code = await house.staffCode('worker', [SECOND_GRID])
    const { body } = await house.nobody.ask('signInWithCode', {
      body: { code, noticeVersion: NOTICE, surname: '周' },
    })
    expect(body.me.memberships).toMatchObject([{ role: 'worker', gridCodes: [SECOND_GRID] }])
  })

  test('without consent or name nothing is stored and the code is still good', async () => {
    const code = await house.staffCode('moderator')
    const before = await countPeople()
    const silent = await house.nobody.ask('signInWithCode', { body: { code, surname: '王' } })
    const nameless = await house.nobody.ask('signInWithCode', {
      body: { code, noticeVersion: NOTICE, surname: ' ' },
    })
    expect([silent.code, nameless.code]).toEqual(['consent-required', 'bad-request'])
    expect(await countPeople()).toBe(before)

    const atLast = await house.nobody.ask('signInWithCode', {
      body: { code, noticeVersion: NOTICE, surname: '王' },
    })
    expect(atLast.status).toBe(200)
  })

  test('used by several at once it makes one moderator', async () => {
    const code = await house.staffCode('moderator')
    const before = await countPeople()
    const answers = await Promise.all(
      ['甲', '乙', '丙'].map((surname) =>
        house.nobody.ask('signInWithCode', { body: { code, noticeVersion: NOTICE, surname } }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await countPeople()).toBe(before + 1)
    const late = await house.nobody.ask('signInWithCode', {
      body: { code, noticeVersion: NOTICE, surname: '丁' },
    })
    expect(late.code).toBe('code-used')
  })

  test('it runs out', async () => {
    const code = await house.staffCode('worker', [SECOND_GRID])
    house.pass(7 * DAY)
    const answer = await house.nobody.ask('signInWithCode', {
      body: { code, noticeVersion: NOTICE, surname: '周' },
    })
    expect(answer.code).toBe('wrong-code')
  })

  test('a neighbours’ invitation signs nobody in', async () => {
    const code = await house.staffCode('resident')
    const answer = await house.nobody.ask('signInWithCode', {
      body: { code, noticeVersion: NOTICE, surname: '林' },
    })
    expect(answer.code).toBe('wrong-code')
  })

  test('the first operator must agree to the notice, and then is one everywhere without belonging anywhere', async () => {
    const operator = await house.operator()
    const { body } = await operator.ask('getMe')
    expect(body).toMatchObject({ isOperator: true, noticeVersion: NOTICE, memberships: [] })
    const members = await operator.ask('listMembers', { params: { communityId: GUANGXIMEN } })
    expect(members.status).toBe(200)
  })
})

describe('a session', () => {
  test('is known by its hash only', async () => {
    const lin = await house.wechat('lin')
    const hash = createHash('sha256')
      .update(lin.token ?? '')
      .digest('base64url')
    const stored = await database.db.selectFrom('session').selectAll().execute()
    expect(stored.map(({ token_hash }) => token_hash)).toContain(hash)
    expect(JSON.stringify(stored)).not.toContain(lin.token)
    expect(Buffer.from(lin.token ?? '', 'base64url')).toHaveLength(32)
  })

  test('gets a new token, and the old one holds a minute longer', async () => {
    const lin = await house.wechat('lin')
    const { body: rotated } = await lin.ask('rotateSession')
    const renewed = house.withToken(rotated.token)

    house.pass(59_000)
    expect((await lin.ask('getMe')).status).toBe(200)
    house.pass(1_000)
    expect(await lin.ask('getMe')).toMatchObject({ status: 401, code: 'session-ended' })
    expect((await renewed.ask('getMe')).body.personId).toBe(lin.personId)
  })

  test('whose new token got lost can be renewed with the old one', async () => {
    const lin = await house.wechat('lin')
    const { body: lost } = await lin.ask('rotateSession')
    const { body: kept } = await lin.ask('rotateSession')
    expect((await house.withToken(kept.token).ask('getMe')).status).toBe(200)
    house.pass(MINUTE)
    expect((await house.withToken(lost.token).ask('getMe')).code).toBe('session-ended')
  })

  test('ends after thirty days, unless it is renewed', async () => {
    const lin = await house.wechat('lin')
    const sun = await house.wechat('sun')
    house.pass(29 * DAY)
    const { body: rotated } = await sun.ask('rotateSession')
    house.pass(2 * DAY)
    expect((await lin.ask('getMe')).code).toBe('session-ended')
    expect((await house.withToken(rotated.token).ask('getMe')).status).toBe(200)
  })

  test('ends by signing out, and no other does', async () => {
    const phone = await house.wechat('lin')
    const desk = await house.wechat('lin')
    expect((await phone.ask('signOut')).body).toEqual({ ok: true })
    expect((await phone.ask('getMe')).code).toBe('session-ended')
    expect((await desk.ask('getMe')).status).toBe(200)
  })

  test('is listed among mine and can be ended from elsewhere, but not by somebody else', async () => {
    const phone = await house.wechat('he')
    const desk = await house.wechat('he')
    const other = await house.wechat('other')
    const { body } = await desk.ask('listSessions')
    expect(body.items).toHaveLength(2)
    expect(body.items.filter(({ isThisOne }) => isThisOne)).toHaveLength(1)
    const lost = body.items.find(({ isThisOne }) => !isThisOne)?.sessionId ?? ''

    const tried = await other.ask('revokeSession', { params: { sessionId: lost } })
    expect(tried).toMatchObject({ status: 404, code: 'not-found' })
    expect((await phone.ask('getMe')).status).toBe(200)

    await desk.ask('revokeSession', { params: { sessionId: lost } })
    expect((await phone.ask('getMe')).code).toBe('session-ended')
  })

  test('is marked as used at most every five minutes', async () => {
    const lin = await house.wechat('seldom')
    const lastSeen = async () => (await lin.ask('listSessions')).body.items[0]?.lastSeenAt
    const first = await lastSeen()
    house.pass(5 * MINUTE)
    expect(await lastSeen()).toBe(first)
    house.pass(1)
    await lin.ask('getMe')
    expect(await lastSeen()).toBe(house.now().toISOString())
  })

  test('that nobody has is refused, and none at all is asked for', async () => {
    expect(await house.withToken('guess').ask('getMe')).toMatchObject({
      status: 401,
      code: 'session-ended',
    })
    expect(await house.nobody.ask('getMe')).toMatchObject({ status: 401, code: 'sign-in-first' })
  })
})

describe('the sample town', () => {
  test('is not there unless it is on', async () => {
    expect((await house.nobody.ask('listSamplePeople')).code).toBe('sample-off')
    const lin = await house.wechat('lin')
    const answer = await house.nobody.ask('signInAsSample', { body: { personId: lin.personId } })
    expect(answer).toMatchObject({ status: 404, code: 'sample-off' })
  })

  test('lets one be its own people and nobody else', async () => {
    const sample = await openHouse(database, { config: { isSample: true } })
    const lin = await sample.wechat('lin')
    const made = await sample.wechat('made up')
    await database.db
      .updateTable('person')
      .set({ sample_name: '林阿姨', sample_who: '居民', sample_can_try: '报一个问题' })
      .where('id', '=', made.personId)
      .execute()

    const { body: people } = await sample.nobody.ask('listSamplePeople')
    expect(people.items).toEqual([
      {
        personId: made.personId,
        name: '林阿姨',
        who: '居民',
        canTry: '报一个问题',
        role: 'resident',
      },
    ])
    const asMade = await sample.nobody.ask('signInAsSample', { body: { personId: made.personId } })
    expect(asMade.body.me.personId).toBe(made.personId)
    const asLin = await sample.nobody.ask('signInAsSample', { body: { personId: lin.personId } })
    expect(asLin.code).toBe('not-found')
    await sample.close()
  })
})
