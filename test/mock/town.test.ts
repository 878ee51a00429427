import sharp from 'sharp'
import { TICKET_STATES, type ClosedHow } from '../../domain/ticket/names'
import { PEOPLE } from '../../mock/town/people'
import { drawScene } from '../../mock/town/pictures'
import { TOWN_ID } from '../../mock/town/place-of-things'
import { SCENES } from '../../mock/town/scenes'
import { tellTownOnce } from '../../mock/town/tell-town'
import { loadPlaceKinds } from '../../server/data/place-kinds'
import { speakAs, speakerAt, startMock, type Mock, type Speak } from '../support/mock'

const IN_TOWN = { params: { communityId: TOWN_ID } }
const DAY_MS = 24 * 3_600_000

describe('the sample town', () => {
  let mock: Mock
  let resident: Speak
  let moderator: Speak

  const countOf = async (
    table:
      | 'ticket'
      | 'issue'
      | 'step'
      | 'membership'
      | 'announcement'
      | 'photo'
      | 'place'
      | 'person'
      | 'chat_group',
  ) => {
    const row = await mock.server.deps.database.db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return row.count
  }
  const counts = async () => ({
    people: await countOf('person'),
    members: await countOf('membership'),
    groups: await countOf('chat_group'),
    places: await countOf('place'),
    tickets: await countOf('ticket'),
    steps: await countOf('step'),
    photos: await countOf('photo'),
    announcements: await countOf('announcement'),
  })

  /** Tells it with a disk that takes so many files and no more. */
  const tellUntilTheDiskIsFull = async (files: number) => {
    const { deps } = mock.server
    let kept = 0
    const put: typeof deps.blobs.put = (key, bytes) => {
      kept += 1
      return kept > files ? Promise.reject(new Error('disk full')) : deps.blobs.put(key, bytes)
    }
    await tellTownOnce({ ...deps, blobs: { ...deps.blobs, put } })
  }

  let toldHalf: Awaited<ReturnType<typeof counts>>
  beforeAll(async () => {
    mock = await startMock({ config: { isSample: true } })
    await expect(tellUntilTheDiskIsFull(40)).rejects.toThrow('sample town')
    toldHalf = await counts()
    await tellTownOnce(mock.server.deps)
    resident = await speakAs(mock.url, '林阿姨')
    moderator = await speakAs(mock.url, '王主任')
  })
  afterAll(() => mock.close())

  test('told by half is begun again and told whole, with nothing there twice', async () => {
    const whole = await counts()
    expect(toldHalf.tickets).toBeGreaterThan(3)
    expect(whole.tickets).toBeGreaterThan(toldHalf.tickets)
    expect(whole.people).toBe(toldHalf.people)
    expect(whole.members).toBe(toldHalf.members)
    expect(whole.groups).toBe(toldHalf.groups)
    expect(whole.places).toBe(toldHalf.places)
    expect(whole.announcements).toBe(6)
  })

  test('is told once: another start changes nothing', async () => {
    const before = await counts()
    await tellTownOnce(mock.server.deps)
    expect(await counts()).toEqual(before)
  })

  test('has 14 buildings in three grids, 33 groups, and says that it is a sample', async () => {
    const { body } = await resident('getCommunity', IN_TOWN)
    expect(body).toMatchObject({ isSample: true, groupCount: 33, isOpen: true })
    expect(body.buildings.map(({ name }) => name)).toEqual(
      Array.from({ length: 14 }, (_, index) => String(index + 1)),
    )
    expect(body.buildings.every(({ point, gridCode }) => point && gridCode)).toBe(true)
    expect(body.grids).toHaveLength(3)
    expect((await resident('listGroups', IN_TOWN)).body.items).toHaveLength(33)
  })

  test('lets one be anyone of its list, each with something to try; nobody else', async () => {
    const { body } = await speakerAt(mock.url, null)('listSamplePeople')
    expect(body.items.map(({ name }) => name)).toEqual(PEOPLE.map(({ name }) => name))
    expect(body.items.every(({ who, canTry }) => who && canTry)).toBe(true)
    const roles = body.items.map(({ role }) => role)
    expect(roles.filter((role) => role === 'worker')).toHaveLength(2)
    expect(roles).toEqual(expect.arrayContaining(['resident', 'moderator', 'operator']))
  })

  const allTickets = async () =>
    (await moderator('listTickets', { ...IN_TOWN, query: { view: 'desk', limit: 50 } })).body.items

  test('has a ticket in every state, and closed ones that say how', async () => {
    const { rows } = await ticketsByState()
    expect(Object.keys(rows).sort()).toEqual([...TICKET_STATES].sort())
    const hows = new Set(rows.closed?.map(({ closed_how }) => closed_how))
    expect(hows.has(null)).toBe(false)
    for (const how of ['confirmed', 'checked-by-moderator', 'cannot-solve'] satisfies ClosedHow[])
      expect(hows).toContain(how)
  })

  const ticketsByState = async () => {
    const all = await mock.server.deps.database.db
      .selectFrom('ticket')
      .select(['state', 'closed_how'])
      .execute()
    const rows: Partial<Record<string, typeof all>> = {}
    for (const one of all) (rows[one.state] ??= []).push(one)
    return { rows }
  }

  test('has some tickets that are overdue and some that are not', async () => {
    const withDeadline = (await allTickets()).filter(({ dueAt }) => dueAt !== null)
    const overdue = withDeadline.filter(({ isOverdue }) => isOverdue)
    expect(overdue.length).toBeGreaterThanOrEqual(2)
    expect(withDeadline.length - overdue.length).toBeGreaterThanOrEqual(2)
  })

  test.each(['周师傅', '马姐'])('leaves %s work: some to claim, some begun', async (name) => {
    const worker = await speakAs(mock.url, name)
    const { items } = (await worker('listTickets', { ...IN_TOWN, query: { view: 'queue' } })).body
    const states = items.map(({ state }) => state)
    expect(states).toContain('dispatched')
    expect(states).toContain('handling')
  })

  test('leaves the moderators something to admit and something to accept', async () => {
    const waiting = await moderator('listApplications', { ...IN_TOWN, query: { state: 'waiting' } })
    expect(waiting.body.items.length).toBeGreaterThanOrEqual(2)
    const triage = await moderator('listTickets', { ...IN_TOWN, query: { view: 'triage' } })
    expect(triage.body.items.length).toBeGreaterThanOrEqual(3)
  })

  test('leaves those who keep order a message held, one pointed at, an appeal, and one word that holds', async () => {
    const { body } = await moderator('listOrderQueue', IN_TOWN)
    expect(body.count).toBe(3)
    expect(body.items.map(({ message }) => message.state).sort()).toEqual(['held', 'shown'])
    expect(body.items.flatMap(({ reports }) => reports)).toMatchObject([{ reason: 'ad' }])
    expect(body.appeals).toMatchObject([{ kind: 'mute', isInForce: true, mayAnswer: false }])
    const colleague = await speakAs(mock.url, '何干事')
    const { appeals } = (await colleague('listOrderQueue', IN_TOWN)).body
    expect(appeals.map(({ mayAnswer }) => mayAnswer)).toEqual([true])
    const rules = (await moderator('listKeywordRules', IN_TOWN)).body.items
    expect(rules.map(({ words }) => words)).toEqual(['代开发票'])
  })

  test('silences nobody whom one can sign in as, and tells each talk in the order of its times', async () => {
    const { items } = (await moderator('listSanctions', IN_TOWN)).body
    expect(items.map(({ personName }) => personName)).toEqual([expect.stringContaining('冯')])
    const groups = (await moderator('listGroups', IN_TOWN)).body.items
    const groupId = groups.find(({ kind }) => kind === 'community')?.groupId ?? ''
    const talk = await moderator('listMessages', {
      params: { ...IN_TOWN.params, groupId },
      query: { limit: 100 },
    })
    const times = talk.body.items.map(({ at }) => at)
    expect(times).toEqual([...times].sort())
  })

  test('has several announcements, one of them pinned and first, each saying that it is a sample', async () => {
    const { items } = (await resident('listAnnouncements', { ...IN_TOWN, query: {} })).body
    expect(items.length).toBeGreaterThanOrEqual(3)
    expect(items.map(({ isPinned }) => isPinned)).toEqual(items.map((_, index) => index === 0))
    expect(items.every(({ words }) => words.includes('示例'))).toBe(true)
  })

  test('shows what announcements can do: pictures, two groups, comments, some who have read, one that waits', async () => {
    const { scheduled, items } = (
      await moderator('listDeskAnnouncements', { ...IN_TOWN, query: {} })
    ).body
    expect(scheduled.map(({ at }) => Date.parse(at) > mock.now().getTime())).toEqual([true])
    const toTwo = items.find(({ groups }) => groups.length === 2)
    expect(toTwo).toMatchObject({
      hasComments: true,
      commentCount: 2,
      readCount: 1,
      readerCount: 2,
    })
    expect(toTwo?.photos).toHaveLength(2)
    const mine = (await resident('listAnnouncements', { ...IN_TOWN, query: {} })).body.items
    expect(new Set(mine.map(({ isRead }) => isRead))).toEqual(new Set([true, false]))
    expect(mine.map(({ title }) => title)).not.toContain(toTwo?.title)
  })

  test('lives in the present: the newest happening is hours old, and none is in the future', async () => {
    const { items } = (await resident('listHappenings', { ...IN_TOWN, query: {} })).body
    const ages = items.map(({ at }) => mock.now().getTime() - Date.parse(at))
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(0)
    expect(Math.min(...ages)).toBeLessThan(DAY_MS / 2)
  })

  test('has places of kinds that the circle knows, on foot in reach, marked as sample', async () => {
    const { items } = (await resident('listPlaces', { ...IN_TOWN, query: {} })).body
    const kinds = new Set(loadPlaceKinds().map(({ zh }) => zh))
    expect(items.length).toBeGreaterThanOrEqual(20)
    expect(items.filter(({ kind }) => kind !== '社区服务站' && !kinds.has(kind))).toEqual([])
    expect(items.every(({ isSample, minutes }) => isSample && (minutes ?? 0) <= 15)).toBe(true)
  })

  test('keeps what is private, and who reported anonymously, from neighbours', async () => {
    const { items } = (
      await resident('listTickets', { ...IN_TOWN, query: { view: 'community', limit: 50 } })
    ).body
    expect(items.some(({ isPrivate }) => isPrivate)).toBe(false)
    const others = items.filter(({ isMine }) => !isMine)
    expect(others.some(({ reporterName }) => reporterName === null)).toBe(true)
    expect(others.some(({ reporterName }) => reporterName !== null)).toBe(true)
  })

  test('shows pictures that are drawn, each once, and all of one size', async () => {
    for (const scene of SCENES) {
      const picture = await drawScene(scene)
      expect(await sharp(picture).metadata()).toMatchObject({
        format: 'jpeg',
        width: 960,
        height: 720,
      })
      expect(await drawScene(scene)).toBe(picture)
    }
    const { items } = (
      await resident('listTickets', { ...IN_TOWN, query: { view: 'community', limit: 50 } })
    ).body
    const shown = items.find(({ thumbUrl }) => thumbUrl !== null)
    const thumb = await fetch(`${mock.url}${shown?.thumbUrl}`)
    expect(thumb.headers.get('content-type')).toBe('image/jpeg')
  })
})
