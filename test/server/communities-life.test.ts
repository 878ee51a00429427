import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import {
  FIRST_GRID,
  GUANGXIMEN,
  NEXT_DOOR,
  openHouse,
  SECOND_GRID,
  type House,
  type Voice,
} from '../support/house'

const HOUR = 3_600_000
const here = { communityId: GUANGXIMEN }

let database: Database
let house: House
let wang: Voice
let zhou: Voice
let lin: Voice
let chen: Voice
let street: Voice

beforeAll(async () => {
  database = await testDatabase()
  house = await openHouse(database)
  wang = await house.staff('moderator', '王')
  zhou = await house.staff('worker', '周', [SECOND_GRID])
  lin = await house.resident('林', '3', '2', '401')
  chen = await house.resident('陈', '8', '1', '1203')
  street = await house.operator()
})
afterAll(async () => {
  await house.close()
  await database.close()
})

const report = async (person: Voice, { isPrivate = false, isAnonymous = true } = {}) => {
  const { body: community } = await person.ask('getCommunity', { params: here })
  const building = community.buildings.find(({ name }) => name === '8')
  const { body } = await person.ask('reportIssue', {
    params: here,
    body: {
      categoryId: 'overflowing_bin',
      words: '垃圾桶满了',
      photoIds: [],
      place: { by: 'building', buildingId: building?.buildingId ?? '' },
      isAnonymous,
      isPrivate,
    },
  })
  return body.ticketId
}

const take = (person: Voice, ticketId: string, body: Record<string, unknown>) =>
  person.ask('advanceTicket', {
    params: { ...here, ticketId },
    body: body as { step: 'accept' }, // the steps of these tests, each with what it needs
  })

describe('members', () => {
  test('stand by building and room as numbers, those of the 居委会 first, for the desk', async () => {
    await house.resident('吴', '3', '2', '1001')
    await house.resident('郑', '3', '1', '501')
    await house.resident('孔', '平房', '', '7')
    for (const desk of [wang, street]) {
      const { body } = await desk.ask('listMembers', { params: here })
      expect(
        body.items
          .slice(0, 2)
          .map(({ nickname }) => nickname)
          .sort(),
      ).toEqual(['居委会 王', '网格员 周'])
      expect(body.items.slice(2).map(({ nickname }) => nickname)).toEqual([
        '3-1 郑',
        '3-2 林',
        '3-2 吴',
        '8-1 陈',
        '平房 孔',
      ])
      expect(body.next).toBeNull()
    }
  })

  test('come page by page, each once', async () => {
    const { body: all } = await wang.ask('listMembers', { params: here })
    const seen: string[] = []
    let before: string | undefined
    do {
      const { body } = await wang.ask('listMembers', {
        params: here,
        query: { limit: 2, ...(before && { before }) },
      })
      expect(body.items.length).toBeLessThanOrEqual(2)
      seen.push(...body.items.map(({ personId }) => personId))
      before = body.next ?? undefined
    } while (before)
    expect(seen).toEqual(all.items.map(({ personId }) => personId))
  })

  test.each([
    ['林', ['3-2 林']],
    ['8-1', ['8-1 陈']],
    ['3-2-4', ['3-2 林']],
    ['%', []],
  ])('are found by a piece of name or address: %s', async (q, nicknames) => {
    const { body } = await wang.ask('listMembers', { params: here, query: { q } })
    expect(body.items.map(({ nickname }) => nickname)).toEqual(nicknames)
  })

  test('a page mark that we did not make is refused', async () => {
    const id = wang.personId
    const spots = [
      ['a', 'b', 'c', 'd'],
      [1, 'b', 'c', '-'.repeat(36)],
      [2 ** 40, '', '', id],
      [1, '\0', '', id],
    ]
    const made = spots.map((spot) => Buffer.from(JSON.stringify(spot)).toString('base64url'))
    for (const before of ['x', 'WzEsMl0', ...made]) {
      const answer = await wang.ask('listMembers', { params: here, query: { before } })
      expect(answer).toMatchObject({ status: 400, code: 'bad-request' })
    }
  })
})

describe('groups', () => {
  test('mine are the community’s, my building’s and my grid’s', async () => {
    const { body } = await lin.ask('listGroups', { params: here })
    expect(body.items.map(({ name, kind, isMine }) => [name, kind, isMine])).toEqual([
      ['光熙门北里北社区居民群', 'community', true],
      ['第一网格群', 'grid', true],
      ['第二网格群', 'grid', false],
      ['3号楼邻里群', 'building', true],
      ['8号楼邻里群', 'building', false],
      ['平房邻里群', 'building', false],
    ])
  })

  test('a grid worker is in the groups of their grids, the street in none', async () => {
    const mine = async (voice: Voice) =>
      (await voice.ask('listGroups', { params: here })).body.items
        .filter(({ isMine }) => isMine)
        .map(({ name }) => name)
    expect(await mine(zhou)).toEqual(['光熙门北里北社区居民群', '第二网格群'])
    expect(await mine(street)).toEqual([])
  })

  test('everybody is counted once in each', async () => {
    const { body: members } = await wang.ask('listMembers', { params: here, query: { limit: 100 } })
    const { body } = await lin.ask('listGroups', { params: here })
    const count = new Map(body.items.map(({ name, memberCount }) => [name, memberCount]))
    const living = (building: string) =>
      members.items.filter(({ address }) => address?.building === building).length
    expect(count.get('光熙门北里北社区居民群')).toBe(members.items.length)
    expect(count.get('3号楼邻里群')).toBe(living('3'))
    expect(count.get('第一网格群')).toBe(living('3'))
    // Grid worker Zhou has the second grid without living there.
    expect(count.get('第二网格群')).toBe(living('8') + 1)
  })
})

describe('announcements', () => {
  test('reach everybody’s inbox but the author’s, and are read by members only', async () => {
    const before = (await wang.ask('getMe')).body.unreadCount
    const { body: said } = await wang.ask('postAnnouncement', {
      params: here,
      body: { title: ' 周三停水 ', words: '上午九点到十一点。' },
    })
    expect(said).toMatchObject({ title: '周三停水', authorName: '居委会 王', isPinned: false })
    for (const person of [lin, chen, zhou]) {
      const { body } = await person.ask('listInbox')
      expect(body.items[0]).toMatchObject({
        kind: 'announcement',
        words: '周三停水',
        isRead: false,
      })
    }
    expect((await wang.ask('getMe')).body.unreadCount).toBe(before)

    const stranger = await house.wechat('stranger')
    expect((await stranger.ask('listAnnouncements', { params: here })).code).toBe('not-a-member')
  })

  test('the pinned stand before the newer ones, and pages miss and repeat nothing', async () => {
    for (let n = 1; n <= 4; n += 1) {
      house.pass(HOUR)
      await wang.ask('postAnnouncement', {
        params: here,
        body: { title: `第 ${n} 号`, words: '内容', isPinned: n === 2 },
      })
    }
    const titles: string[] = []
    let before: string | undefined
    do {
      const { body } = await lin.ask('listAnnouncements', {
        params: here,
        query: { limit: 2, ...(before && { before }) },
      })
      titles.push(...body.items.map(({ title }) => title))
      before = body.next ?? undefined
    } while (before)
    expect(titles).toEqual(['第 2 号', '第 4 号', '第 3 号', '第 1 号', '周三停水'])
  })

  test('the street announces too, under its own name', async () => {
    const { body } = await street.ask('postAnnouncement', {
      params: here,
      body: { title: '人口普查', words: '请配合。' },
    })
    expect(body.authorName).toBe('街道')
  })

  test('nothing but spaces is no announcement', async () => {
    const answer = await wang.ask('postAnnouncement', {
      params: here,
      body: { title: ' ', words: '内容' },
    })
    expect(answer).toMatchObject({ status: 400, code: 'bad-request' })
  })

  test('stay in their own community', async () => {
    const neighbour = await house.staff('moderator', '邻', [], NEXT_DOOR)
    const { body } = await neighbour.ask('listAnnouncements', {
      params: { communityId: NEXT_DOOR },
    })
    expect(body.items).toEqual([])
  })
})

describe('what happened lately', () => {
  const happenings = async (voice: Voice) =>
    (await voice.ask('listHappenings', { params: here })).body.items

  test('tells of a public ticket’s steps, newest first, and names nobody', async () => {
    house.pass(HOUR)
    const ticketId = await report(lin)
    house.pass(HOUR)
    await take(wang, ticketId, { step: 'accept' })
    const lately = (await happenings(chen)).filter((one) => one.ticketId === ticketId)
    expect(lately.map(({ step, state }) => [step, state])).toEqual([
      ['accept', 'accepted'],
      ['report', 'submitted'],
    ])
    expect(lately[0]?.placeText).toBe('8号楼')
    expect(JSON.stringify(lately)).not.toMatch(/林|王|垃圾桶满了/)
  })

  test('is silent about talk and about those who joined', async () => {
    const ticketId = await report(lin)
    await take(chen, ticketId, { step: 'join', words: '我也看见了' })
    await take(chen, ticketId, { step: 'comment', words: '还没清' })
    const lately = (await happenings(chen)).filter((one) => one.ticketId === ticketId)
    expect(lately.map(({ step }) => step)).toEqual(['report'])
  })

  test('never shows a private ticket, to nobody, nor one that was refused', async () => {
    const secret = await report(lin, { isPrivate: true })
    const refused = await report(lin)
    await take(wang, refused, { step: 'refuse', words: '不在本社区' })
    for (const voice of [lin, chen, zhou, wang, street]) {
      const ids = (await happenings(voice)).map(({ ticketId }) => ticketId)
      expect(ids).not.toContain(secret)
      expect(ids).not.toContain(refused)
    }
  })

  test('private tickets are not counted among the open ones that members see', async () => {
    const open = async () => (await chen.ask('getCommunity', { params: here })).body.openTicketCount
    const before = await open()
    await report(lin, { isPrivate: true })
    expect(await open()).toBe(before)
    await report(lin)
    expect(await open()).toBe(before + 1)
  })
})

describe('grid workers', () => {
  test('stand with their grids and what they have in hand, for staff only', async () => {
    const ticketId = await report(chen)
    await take(wang, ticketId, { step: 'accept' })
    await take(wang, ticketId, { step: 'dispatch', toPersonId: zhou.personId })
    const expected = {
      personId: zhou.personId,
      name: '网格员 周',
      gridCodes: [SECOND_GRID],
      openCount: 1,
    }
    for (const voice of [wang, zhou, street]) {
      const { body } = await voice.ask('listWorkers', { params: here })
      expect(body.items).toEqual([expected])
    }
    expect((await lin.ask('listWorkers', { params: here })).code).toBe('not-allowed')
    const worker = await house.staff('worker', '马', [FIRST_GRID])
    const { body } = await wang.ask('listWorkers', { params: here })
    expect(body.items.find(({ personId }) => personId === worker.personId)?.openCount).toBe(0)
  })
})
