import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import {
  FIRST_GRID,
  GUANGXIMEN,
  NEXT_DOOR,
  openHouse,
  type House,
  type Voice,
} from '../support/house'

const CLOSED = '110105006043'
const DAY = 24 * 3_600_000
const here = { communityId: GUANGXIMEN }
const HOME = { building: '3', unit: '2', room: '401' }

let database: Database
let house: House
let wang: Voice
let lin: Voice
let zhou: Voice
let street: Voice

beforeAll(async () => {
  database = await testDatabase()
  house = await openHouse(database)
  wang = await house.staff('moderator', '王')
  zhou = await house.staff('worker', '周', [FIRST_GRID])
  lin = await house.resident('林', '3', '2', '401')
  street = await house.operator()
})
afterAll(async () => {
  await house.close()
  await database.close()
})

const applyAs = async (
  person: Voice,
  { communityId = GUANGXIMEN, surname = '赵', address = HOME, ...rest } = {},
) =>
  person.ask('applyToJoin', {
    params: { communityId },
    body: { surname, address, relation: 'tenant', ...rest },
  })

const waiting = async (): Promise<{ person: Voice; applicationId: string }> => {
  const person = await house.wechat(`newcomer ${Math.random()}`)
  const { body } = await applyAs(person)
  return { person, applicationId: body.applicationId }
}

describe('finding one’s community', () => {
  test('one picks through district and street', async () => {
    const { body: districts } = await house.nobody.ask('listDistricts')
    expect(districts.items).toContainEqual({ code: '110105', name: '朝阳区' })
    const { body: streets } = await house.nobody.ask('listStreets', {
      params: { districtCode: '110105' },
    })
    expect(streets.items).toContainEqual({ code: '110105006', name: '香河园街道' })
    const { body: communities } = await house.nobody.ask('listCommunities', {
      params: { streetCode: '110105006' },
    })
    expect(communities.items).toContainEqual({
      communityId: GUANGXIMEN,
      name: '光熙门北里北社区',
      street: '香河园街道',
      district: '朝阳区',
      isVillage: false,
      isOpen: true,
      isSample: false,
      distanceM: null,
    })
    expect(communities.items.find(({ communityId }) => communityId === CLOSED)?.isOpen).toBe(false)
  })

  test.each(['光熙门北里北社区居委会', '光熙门北里北社区', '光熙门北里北', '北里北'])(
    'searching for %s finds it',
    async (q) => {
      const { body } = await house.nobody.ask('searchCommunities', { query: { q } })
      expect(body.items.map(({ name }) => name)).toContain('光熙门北里北社区')
    },
  )

  test('open communities come before those that are not, and no more than thirty come', async () => {
    const { body } = await house.nobody.ask('searchCommunities', { query: { q: '里' } })
    expect(body.items).toHaveLength(30)
    expect(body.items[0]).toMatchObject({ isOpen: true })
    const firstClosed = body.items.findIndex(({ isOpen }) => !isOpen)
    expect(body.items.slice(firstClosed).some(({ isOpen }) => isOpen)).toBe(false)
  })

  test('signs that mean something to a database mean themselves', async () => {
    for (const q of ['%', '_', '\\', "'"]) {
      const { status, body } = await house.nobody.ask('searchCommunities', { query: { q } })
      expect([status, body.items]).toEqual([200, []])
    }
  })

  test('near me are the open communities within five kilometres, nearest first', async () => {
    await database.db
      .updateTable('community')
      .set({ lat: 39.99, lng: 116.4346 })
      .where('id', '=', NEXT_DOOR)
      .execute()
    const { body } = await house.nobody.ask('listNearCommunities', {
      query: { lat: 39.968, lng: 116.4346 },
    })
    expect(body.items.map(({ communityId }) => communityId)).toEqual([GUANGXIMEN, NEXT_DOOR])
    expect(body.items[0]?.distanceM).toBeLessThan(100)
    const { body: far } = await house.nobody.ask('listNearCommunities', {
      query: { lat: 39.9, lng: 116.4346 },
    })
    expect(far.items).toEqual([])
  })

  test('who would join sees buildings and grids, but not who works there nor any figures', async () => {
    const newcomer = await house.wechat('newcomer')
    const { body } = await newcomer.ask('getCommunity', { params: here })
    expect(body.buildings.map(({ name, units }) => [name, units])).toEqual([
      ['3', ['1', '2']],
      ['8', ['1']],
      ['平房', []],
    ])
    expect(body.grids.map(({ workers }) => workers)).toEqual([[], []])
    expect(body).toMatchObject({
      memberCount: 0,
      groupCount: 0,
      openTicketCount: 0,
      waitingApplicationCount: 0,
      me: null,
    })
  })

  test('members see figures and workers; how many wait is for the desk', async () => {
    await waiting()
    const { body: forLin } = await lin.ask('getCommunity', { params: here })
    expect(forLin).toMatchObject({ groupCount: 6, waitingApplicationCount: 0 })
    expect(forLin.memberCount).toBeGreaterThanOrEqual(3)
    expect(forLin.grids[0]).toMatchObject({ gridCode: FIRST_GRID, workers: ['网格员 周'] })
    expect(forLin.me).toMatchObject({ nickname: '3-2 林', role: 'resident', address: HOME })
    for (const desk of [wang, street]) {
      const { body } = await desk.ask('getCommunity', { params: here })
      expect(body.waitingApplicationCount).toBeGreaterThanOrEqual(1)
    }
  })

  test('a community that does not exist is not found', async () => {
    const answer = await lin.ask('getCommunity', { params: { communityId: '999999999999' } })
    expect(answer).toMatchObject({ status: 404, code: 'not-found' })
  })
})

describe('applying', () => {
  test('puts the wish before every moderator, with the nickname it would give', async () => {
    const zhao = await house.wechat('zhao')
    const { body } = await applyAs(zhao, { address: { building: '8', unit: '1', room: '603' } })
    const { body: list } = await wang.ask('listApplications', {
      params: here,
      query: { limit: 100 },
    })
    expect(list.items.find(({ applicationId }) => applicationId === body.applicationId)).toEqual({
      applicationId: body.applicationId,
      communityId: GUANGXIMEN,
      surname: '赵',
      address: { building: '8', unit: '1', room: '603' },
      relation: 'tenant',
      note: '',
      nickname: '8-1 赵',
      isInvited: false,
      sameRoomCount: 0,
      state: 'waiting',
      reason: null,
      appliedAt: house.now().toISOString(),
      decidedAt: null,
      decidedByName: null,
    })
    const { body: inbox } = await wang.ask('listInbox')
    expect(inbox.items[0]).toMatchObject({
      kind: 'application-waiting',
      applicationId: body.applicationId,
      isRead: false,
    })
    const { body: me } = await zhao.ask('getMe')
    expect(me).toMatchObject({
      surname: '赵',
      memberships: [],
      applications: [{ state: 'waiting', communityId: GUANGXIMEN }],
    })
  })

  test.each([
    ['community-not-open', 409, { communityId: CLOSED }],
    ['no-such-building', 400, { address: { ...HOME, building: '99' } }],
    ['bad-address', 400, { address: { ...HOME, unit: '7' } }],
    ['bad-address', 400, { address: { ...HOME, room: '' } }],
    ['bad-request', 400, { surname: ' ' }],
    ['not-found', 404, { communityId: '999999999999' }],
  ] as const)('is refused as %s (%i)', async (code, status, wish) => {
    const newcomer = await house.wechat('newcomer')
    expect(await applyAs(newcomer, wish)).toMatchObject({ status, code })
  })

  test('a building without units asks for none', async () => {
    const newcomer = await house.wechat('of the bungalows')
    const answer = await applyAs(newcomer, { address: { building: '平房', unit: '', room: '12' } })
    expect(answer.status).toBe(200)
  })

  test('who waits cannot apply again, who belongs need not, and neither gets a second row', async () => {
    const newcomer = await house.wechat('impatient')
    const answers = await Promise.all([1, 2, 3].map(() => applyAs(newcomer)))
    expect(answers.map(({ code }) => code ?? 'ok').sort()).toEqual([
      'already-applied',
      'already-applied',
      'ok',
    ])
    expect(await applyAs(lin)).toMatchObject({ status: 409, code: 'already-a-member' })
  })

  test('the same command sent again makes one application', async () => {
    const newcomer = await house.wechat('on a bad line')
    const wish = {
      params: here,
      body: {
        commandId: 'the-same-command-id',
        surname: '钱',
        address: HOME,
        relation: 'owner' as const,
      },
    }
    const first = await newcomer.ask('applyToJoin', wish)
    const second = await newcomer.ask('applyToJoin', wish)
    expect(second.body).toEqual(first.body)
  })
})

describe('deciding', () => {
  test('admitting makes a member with address and nickname, who is told', async () => {
    const { person, applicationId } = await waiting()
    const { body } = await wang.ask('admitApplicant', { params: { ...here, applicationId } })
    expect(body).toMatchObject({
      state: 'admitted',
      decidedByName: '居委会 王',
      decidedAt: house.now().toISOString(),
    })
    const { body: me } = await person.ask('getMe')
    expect(me.memberships).toMatchObject([
      {
        communityId: GUANGXIMEN,
        nickname: '3-2 赵',
        role: 'resident',
        relation: 'tenant',
        address: HOME,
      },
    ])
    expect(me.unreadCount).toBe(1)
    const { body: inbox } = await person.ask('listInbox')
    expect(inbox.items[0]).toMatchObject({ kind: 'application-admitted', applicationId })
    expect(inbox.items[0]?.words).toContain('3-2 赵')
  })

  test('refusing says why, and one may apply again', async () => {
    const { person, applicationId } = await waiting()
    const params = { ...here, applicationId }
    const silent = await wang.ask('refuseApplicant', { params, body: { reason: ' ' } })
    expect(silent).toMatchObject({ status: 400, code: 'needs-words' })

    await wang.ask('refuseApplicant', { params, body: { reason: '门牌和登记的不符' } })
    const { body: inbox } = await person.ask('listInbox')
    expect(inbox.items[0]).toMatchObject({ kind: 'application-refused' })
    expect(inbox.items[0]?.words).toContain('门牌和登记的不符')
    const { body: me } = await person.ask('getMe')
    expect(me.applications).toMatchObject([{ state: 'refused', reason: '门牌和登记的不符' }])
    expect(me.memberships).toEqual([])
    expect((await applyAs(person)).status).toBe(200)
  })

  test('only once: the second moderator hears that it is decided, and the first word stands', async () => {
    const he = await house.staff('moderator', '何')
    const { person, applicationId } = await waiting()
    const params = { ...here, applicationId }
    const answers = await Promise.all([
      wang.ask('admitApplicant', { params }),
      he.ask('refuseApplicant', { params, body: { reason: '不认识' } }),
    ])
    expect(answers.map(({ code }) => code ?? 'ok').sort()).toEqual(['already-decided', 'ok'])
    const isMember = (await person.ask('getMe')).body.memberships.length === 1
    expect(isMember).toBe(answers[0].status === 200)
  })

  test('is for moderators and the street; residents, grid workers and strangers may not even look', async () => {
    const { applicationId } = await waiting()
    const stranger = await house.wechat('stranger')
    for (const [voice, code] of [
      [lin, 'not-allowed'],
      [zhou, 'not-allowed'],
      [stranger, 'not-a-member'],
      [house.nobody, 'sign-in-first'],
    ] as const) {
      const params = { ...here, applicationId }
      const answers = [
        await voice.ask('listApplications', { params: here }),
        await voice.ask('admitApplicant', { params }),
        await voice.ask('refuseApplicant', { params, body: { reason: '不行' } }),
        await voice.ask('listMembers', { params: here }),
        await voice.ask('makeInvitation', { params: here, body: { days: 7 } }),
        await voice.ask('postAnnouncement', {
          params: here,
          body: { title: '停水', words: '明天' },
        }),
      ]
      expect(answers.map((answer) => answer.code)).toEqual(answers.map(() => code))
    }
    expect((await street.ask('listApplications', { params: here })).status).toBe(200)
    const { body } = await street.ask('admitApplicant', { params: { ...here, applicationId } })
    expect(body).toMatchObject({ state: 'admitted', decidedByName: '街道' })
  })

  test('a moderator next door has no say here', async () => {
    const neighbour = await house.staff('moderator', '邻', [], NEXT_DOOR)
    const { applicationId } = await waiting()
    const answer = await neighbour.ask('admitApplicant', { params: { ...here, applicationId } })
    expect(answer).toMatchObject({ status: 403, code: 'not-a-member' })
    const asTheirs = await neighbour.ask('admitApplicant', {
      params: { communityId: NEXT_DOOR, applicationId },
    })
    expect(asTheirs).toMatchObject({ status: 404, code: 'not-found' })
  })

  test('one takes back one’s own application, and nobody else does', async () => {
    const { person, applicationId } = await waiting()
    const params = { ...here, applicationId }
    expect((await lin.ask('withdrawApplication', { params })).code).toBe('not-found')
    expect((await person.ask('withdrawApplication', { params })).body).toEqual({ ok: true })
    expect((await wang.ask('admitApplicant', { params })).code).toBe('already-decided')
    expect((await person.ask('getMe')).body.applications).toEqual([])
  })

  test('those who wait longest come first, page by page', async () => {
    const { body: all } = await wang.ask('listApplications', {
      params: here,
      query: { limit: 100 },
    })
    const seen: string[] = []
    let before: string | undefined
    do {
      const { body } = await wang.ask('listApplications', {
        params: here,
        query: { limit: 2, ...(before && { before }) },
      })
      seen.push(...body.items.map(({ applicationId }) => applicationId))
      before = body.next ?? undefined
    } while (before)
    expect(seen.length).toBeGreaterThan(3)
    expect(seen).toEqual(all.items.map(({ applicationId }) => applicationId))
    expect([...seen].sort()).toEqual(seen)
  })

  test('a moderator sees that somebody of the same door is in already', async () => {
    const { applicationId } = await waiting()
    const { body } = await wang.ask('admitApplicant', { params: { ...here, applicationId } })
    expect(body.sameRoomCount).toBeGreaterThanOrEqual(2)
  })

  test('a moderator who moves in keeps the office', async () => {
    await applyAs(wang, { surname: '王' })
    const { body: list } = await street.ask('listApplications', {
      params: here,
      query: { limit: 100 },
    })
    const mine = list.items.find(({ surname }) => surname === '王')
    await street.ask('admitApplicant', {
      params: { ...here, applicationId: mine?.applicationId ?? '' },
    })
    expect((await wang.ask('getMe')).body.memberships).toMatchObject([
      { role: 'moderator', nickname: '居委会 王' },
    ])
  })
})

describe('invitations', () => {
  test('a moderator’s invitation is a code, a link and a picture for many neighbours', async () => {
    const { body } = await wang.ask('makeInvitation', { params: here, body: { days: 7 } })
    expect(body.link).toBe(`https://jinlin.example/#/resident/join/index?code=${body.code}`)
    expect(body.qrPng).toMatch(/^data:image\/png;base64,iVBOR/)
    expect(body.expiresAt).toBe(new Date(house.now().getTime() + 7 * DAY).toISOString())

    const { body: seen } = await house.nobody.ask('getInvitation', {
      params: { code: body.code.toLowerCase() },
    })
    expect(seen).toMatchObject({
      kind: 'resident',
      community: { communityId: GUANGXIMEN, name: '光熙门北里北社区' },
    })
    const stored = await database.db.selectFrom('invitation').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(body.code)

    for (const name of ['invited one', 'invited two']) {
      const person = await house.wechat(name)
      const { body: wish } = await applyAs(person, { invitationCode: body.code } as object)
      const { body: decided } = await wang.ask('admitApplicant', {
        params: { ...here, applicationId: wish.applicationId },
      })
      expect(decided.isInvited).toBe(true)
    }
  })

  test('one for another community, or run out, does not count and does not hinder', async () => {
    const neighbour = await house.staff('moderator', '邻', [], NEXT_DOOR)
    const { body: theirs } = await neighbour.ask('makeInvitation', {
      params: { communityId: NEXT_DOOR },
      body: { days: 1 },
    })
    const person = await house.wechat('wrongly invited')
    const { body: wish } = await applyAs(person, { invitationCode: theirs.code } as object)
    const { body } = await wang.ask('admitApplicant', {
      params: { ...here, applicationId: wish.applicationId },
    })
    expect(body.isInvited).toBe(false)

    house.pass(DAY)
    const late = await house.nobody.ask('getInvitation', { params: { code: theirs.code } })
    expect(late).toMatchObject({ status: 410, code: 'invitation-over' })
  })

  test('a member who is invited to an office takes it up and keeps the address', async () => {
    const sun = await house.resident('孙', '8', '1', '302')
    const code = await house.staffCode('worker', [FIRST_GRID])
    const { body } = await sun.ask('acceptInvitation', {
      params: { code },
      body: { surname: '孙' },
    })
    expect(body).toMatchObject({
      role: 'worker',
      nickname: '网格员 孙',
      gridCodes: [FIRST_GRID],
      address: { building: '8', unit: '1', room: '302' },
    })
    const again = await lin.ask('acceptInvitation', { params: { code }, body: { surname: '林' } })
    expect(again).toMatchObject({ status: 410, code: 'invitation-over' })
  })

  test('the last moderator cannot become a grid worker', async () => {
    const only = await house.staff('moderator', '独', [], '110105006042')
    await database.db
      .updateTable('membership')
      .set({ left_at: house.now() })
      .where('community_id', '=', NEXT_DOOR)
      .where('person_id', '!=', only.personId)
      .execute()
    const code = await house.staffCode('worker', [], NEXT_DOOR)
    const answer = await only.ask('acceptInvitation', { params: { code }, body: { surname: '独' } })
    expect(answer).toMatchObject({ status: 409, code: 'last-moderator' })
  })
})

describe('leaving', () => {
  test('takes the address away, ends what one may see, and one may come back', async () => {
    const qian = await house.resident('钱', '3', '1', '201')
    expect((await qian.ask('leaveCommunity', { params: here })).body).toEqual({ ok: true })

    expect((await qian.ask('getMe')).body.memberships).toEqual([])
    expect((await qian.ask('listGroups', { params: here })).code).toBe('not-a-member')
    const row = await database.db
      .selectFrom('membership')
      .selectAll()
      .where('person_id', '=', qian.personId)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ building: null, unit: null, room: null, nickname: '钱' })
    const { body: members } = await wang.ask('listMembers', { params: here, query: { limit: 100 } })
    expect(members.items.some(({ personId }) => personId === qian.personId)).toBe(false)

    const { body } = await applyAs(qian, { surname: '钱', address: { ...HOME, room: '502' } })
    await wang.ask('admitApplicant', { params: { ...here, applicationId: body.applicationId } })
    expect((await qian.ask('getMe')).body.memberships).toMatchObject([
      { nickname: '3-2 钱', address: { room: '502' } },
    ])
  })

  test('a grid worker who leaves has no grids any more', async () => {
    const ma = await house.staff('worker', '马', [FIRST_GRID])
    await ma.ask('leaveCommunity', { params: here })
    const grids = await database.db
      .selectFrom('grid_worker')
      .selectAll()
      .where('person_id', '=', ma.personId)
      .execute()
    expect(grids).toEqual([])
  })

  test('a community keeps one moderator, also when the last two leave at once', async () => {
    const communityId = NEXT_DOOR
    await database.db
      .updateTable('membership')
      .set({ left_at: house.now() })
      .where('community_id', '=', communityId)
      .execute()
    const two = [
      await house.staff('moderator', '甲', [], communityId),
      await house.staff('moderator', '乙', [], communityId),
    ]
    const answers = await Promise.all(
      two.map((one) => one.ask('leaveCommunity', { params: { communityId } })),
    )
    expect(answers.map(({ code }) => code ?? 'ok').sort()).toEqual(['last-moderator', 'ok'])
  })

  test('the street belongs to no community, and so cannot leave one', async () => {
    expect((await street.ask('leaveCommunity', { params: here })).code).toBe('not-a-member')
  })
})
