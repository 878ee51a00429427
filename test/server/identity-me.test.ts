import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import {
  FIRST_GRID,
  GUANGXIMEN,
  NEXT_DOOR,
  NOTICE,
  openHouse,
  type House,
  type Voice,
} from '../support/house'

const here = { communityId: GUANGXIMEN }

let database: Database
let house: House
let wang: Voice
let zhou: Voice
let chen: Voice

beforeAll(async () => {
  database = await testDatabase()
  house = await openHouse(database)
  wang = await house.staff('moderator', '王')
  zhou = await house.staff('worker', '周', [FIRST_GRID])
  chen = await house.resident('陈', '8', '1', '102')
})
afterAll(async () => {
  await house.close()
  await database.close()
})

const report = async (person: Voice, words = '楼道灯不亮') => {
  const { body: community } = await person.ask('getCommunity', { params: here })
  const { body } = await person.ask('reportIssue', {
    params: here,
    body: {
      categoryId: 'overflowing_bin',
      words,
      photoIds: [],
      place: { by: 'building', buildingId: community.buildings[0]?.buildingId ?? '' },
      isAnonymous: true,
      isPrivate: false,
    },
  })
  return body.ticketId
}

describe('before signing in', () => {
  test('the server says what it is, who answers for it and which notice holds', async () => {
    const { body } = await house.nobody.ask('getStart')
    expect(body).toEqual({
      isSample: false,
      hasWechat: false,
      notice: { version: NOTICE, controller: '测试社区', contact: '010-0000-0000' },
      subscribeTemplates: [],
      mapTiles: null,
    })
  })

  test('it names the templates that may be asked for, and no secret', async () => {
    const withWechat = await openHouse(database, {
      config: {
        wechat: {
          appId: 'wx0',
          secret: 'the app secret',
          baseUrl: 'http://127.0.0.1:1',
          templates: { 'to-confirm': 'template-1' },
        },
      },
    })
    const answer = await withWechat.app.inject({ method: 'GET', url: '/v1/start' })
    expect(answer.json()).toMatchObject({
      hasWechat: true,
      subscribeTemplates: [{ key: 'to-confirm', templateId: 'template-1' }],
    })
    expect(answer.body).not.toContain('the app secret')
    await withWechat.close()
  })
})

describe('myself', () => {
  test('one person belongs to several communities, with a name in each', async () => {
    const lin = await house.resident('林', '3', '2', '401')
    const { body: wish } = await lin.ask('applyToJoin', {
      params: { communityId: NEXT_DOOR },
      body: { surname: '林', address: { building: '1', unit: '1', room: '9' }, relation: 'tenant' },
    })
    const street = await house.operator()
    await street.ask('admitApplicant', {
      params: { communityId: NEXT_DOOR, applicationId: wish.applicationId },
    })
    const { body } = await lin.ask('getMe')
    expect(
      body.memberships.map(({ communityId, nickname }) => [communityId, nickname]).sort(),
    ).toEqual([
      [GUANGXIMEN, '3-2 林'],
      [NEXT_DOOR, '1-1 林'],
    ])
  })

  test('a new surname is known wherever one belongs', async () => {
    const person = await house.resident('刘', '3', '1', '202')
    const { body } = await person.ask('updateMe', { body: { surname: ' 柳 ' } })
    expect(body).toMatchObject({ surname: '柳', memberships: [{ nickname: '3-1 柳' }] })
    const { body: members } = await wang.ask('listMembers', { params: here, query: { q: '柳' } })
    expect(members.items).toHaveLength(1)
    expect((await person.ask('updateMe', { body: { surname: '  ' } })).code).toBe('bad-request')
  })

  test('agreeing to a newer notice is kept; agreeing to one that does not hold is refused', async () => {
    const person = await house.wechat('agrees')
    const later = await openHouse(database, {
      config: { notice: { version: '2027-01', controller: '测试社区', contact: '电话' } },
    })
    later.pass(1_000)
    expect((await person.ask('getMe')).body.noticeVersion).toBe(NOTICE)
    const again = await later.wechat('agrees')
    expect((await again.ask('getMe')).body.noticeVersion).toBe('2027-01')

    const stale = await person.ask('giveConsent', { body: { noticeVersion: '2026-01' } })
    expect(stale).toMatchObject({ status: 403, code: 'consent-required' })
    const given = await person.ask('giveConsent', { body: { noticeVersion: NOTICE } })
    expect(given.status).toBe(200)
    await later.close()
  })
})

describe('what is stored about me', () => {
  test('comes whole, as it stands in every table, and without secrets', async () => {
    const sun = await house.resident('孙', '3', '1', '302')
    const ticketId = await report(sun, '孙家门口的灯不亮')
    await sun.ask('advanceTicket', {
      params: { ...here, ticketId },
      body: { step: 'comment', words: '晚上看不见' },
    })
    await sun.ask('keepSubscriptions', {
      body: { answers: [{ key: 'to-confirm', answer: 'accept' }] },
    })
    await sun.ask('makeSignInCode')

    const { body } = await sun.ask('exportMe')
    const { tables } = body
    expect(tables.person).toMatchObject([{ surname: '孙' }])
    expect(tables.consent).toMatchObject([{ notice_version: NOTICE }])
    expect(tables.wechat_identity?.[0]?.openid).toMatch(/^孙-/)
    expect(tables.membership).toMatchObject([{ building: '3', unit: '1', room: '302' }])
    expect(tables.application).toMatchObject([{ surname: '孙', state: 'admitted' }])
    expect(tables.issue).toMatchObject([{ words: '孙家门口的灯不亮', ticket_id: ticketId }])
    expect(tables.step?.map(({ step }) => step)).toEqual(['report', 'comment'])
    expect(tables.follower).toMatchObject([{ why: 'reported' }])
    expect(tables.subscription).toMatchObject([{ template_key: 'to-confirm', accepted_count: 1 }])
    expect(tables.session).toHaveLength(1)
    expect(tables.inbox).toMatchObject([{ kind: 'application-admitted' }])
    expect(Object.keys(tables).sort()).toEqual(await tablesAboutPeople())
    const text = JSON.stringify(body)
    expect(text).not.toContain(sun.token)
    expect(text).not.toMatch(/token_hash|code_hash|previous_hash|asked_hash/)
  })

  test('is mine only', async () => {
    const sun = await house.resident('孙', '3', '1', '303')
    await report(chen, '陈家的事')
    const { body } = await sun.ask('exportMe')
    expect(JSON.stringify(body)).not.toContain('陈')
  })

  /** Every table with a column that points at a person whom it is about. */
  const tablesAboutPeople = async (): Promise<string[]> => {
    const about = ['person_id', 'reporter_id', 'actor_id', 'author_id', 'uploaded_by', 'made_by']
    const tables = await database.db.introspection.getTables()
    return tables
      .filter(({ columns }) => columns.some(({ name }) => about.includes(name)))
      .map(({ name }) => name)
      .concat('person')
      .sort()
  }
})

describe('deleting my account', () => {
  test('needs the word for it', async () => {
    const answer = await chen.ask('deleteMe', { body: { confirm: '好' as '注销' } })
    expect(answer).toMatchObject({ status: 400, code: 'bad-request' })
  })

  test('takes everything that tells who it was; what was reported stays without a reporter', async () => {
    const xu = await house.resident('徐', '3', '2', '604甲')
    const desk = await house.withToken(xu.token ?? '').ask('makeSignInCode')
    const ticketId = await report(xu, '门禁坏了')
    await xu.ask('keepSubscriptions', { body: { answers: [{ key: 'to-do', answer: 'accept' }] } })
    const accept = {
      params: { ...here, ticketId },
      body: { step: 'accept' as const, commandId: 'accept-0000000000001' },
    }
    expect((await wang.ask('advanceTicket', accept)).body.reporterName).toBe('3-2 徐')

    expect((await xu.ask('deleteMe', { body: { confirm: '注销' } })).body).toEqual({ ok: true })

    expect((await xu.ask('getMe')).code).toBe('session-ended')
    const { code } = await house.nobody.ask('signInWithCode', { body: { code: desk.body.code } })
    expect(code).toBe('wrong-code')
    for (const table of [
      'wechat_identity',
      'session',
      'sign_in_code',
      'consent',
      'subscription',
      'command',
      'inbox',
      'follower',
      'grid_worker',
    ] as const)
      expect(
        await database.db
          .selectFrom(table)
          .selectAll()
          .where('person_id', '=', xu.personId)
          .execute(),
      ).toEqual([])
    const { body: ticket } = await chen.ask('getTicket', { params: { ...here, ticketId } })
    expect(ticket.state).toBe('accepted')
    const { body: again } = await wang.ask('advanceTicket', accept)
    expect(again).toMatchObject({ ticketId, state: 'accepted', reporterName: '已注销' })
    expect(await tablesThatSay(/徐|604甲/)).toEqual([])
  })

  test('makes a stranger of the same WeChat user, who must agree anew', async () => {
    const person = await house.wechat('comes back')
    await person.ask('deleteMe', { body: { confirm: '注销' } })
    const silent = await house.nobody.ask('signInWithWechat', { body: { code: 'wx:comes back' } })
    expect(silent.code).toBe('consent-required')
    const again = await house.wechat('comes back')
    expect(again.personId).not.toBe(person.personId)
  })

  test('withdraws what still waited', async () => {
    const person = await house.wechat('waits')
    const { body } = await person.ask('applyToJoin', {
      params: here,
      body: { surname: '谢', address: { building: '3', unit: '1', room: '5' }, relation: 'owner' },
    })
    await person.ask('deleteMe', { body: { confirm: '注销' } })
    const answer = await wang.ask('admitApplicant', {
      params: { ...here, applicationId: body.applicationId },
    })
    expect(answer.code).toBe('already-decided')
    const { body: list } = await wang.ask('listApplications', { params: here })
    expect(JSON.stringify(list)).not.toContain('谢')
  })

  test('the last moderator of a community must have a successor first, and loses nothing until then', async () => {
    const refused = await wang.ask('deleteMe', { body: { confirm: '注销' } })
    expect(refused).toMatchObject({ status: 409, code: 'last-moderator' })
    expect((await wang.ask('getMe')).body.memberships).toHaveLength(1)

    await house.staff('moderator', '何')
    expect((await wang.ask('deleteMe', { body: { confirm: '注销' } })).status).toBe(200)
  })

  test('a grid worker’s steps stay in the history, without a name', async () => {
    const ticketId = await report(chen)
    await zhou.ask('advanceTicket', {
      params: { ...here, ticketId },
      body: { step: 'comment', words: '我下午去看' },
    })
    await zhou.ask('deleteMe', { body: { confirm: '注销' } })
    const answer = await chen.ask('getTicket', { params: { ...here, ticketId } })
    expect(answer.body.timeline.map(({ words }) => words)).toContain('我下午去看')
    expect(JSON.stringify(answer.body)).not.toContain('周')
  })

  /** Whatever table still holds such words, the lists that we ship aside. */
  const tablesThatSay = async (words: RegExp): Promise<string[]> => {
    const tables = await database.db.introspection.getTables()
    const found: string[] = []
    for (const { name } of tables) {
      if (['street', 'community', 'district', 'category'].includes(name)) continue
      const rows = await database.db
        .selectFrom(name as 'person') // any table: only its text is looked at
        .selectAll()
        .execute()
      if (words.test(JSON.stringify(rows))) found.push(name)
    }
    return found
  }
})
