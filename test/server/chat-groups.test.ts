import type { Api } from '../../contract/api'
import type { Input } from '../../contract/route'
import type { Database } from '../../server/ports/database'
import { testDatabase } from '../support/database'
import { GUANGXIMEN, type Voice } from '../support/house'
import { BIN, DAY, startStory, type Story } from '../support/story'
import { knownByPhone } from '../support/talk'

type Said = Omit<Input<Api['postMessage']>['body'], 'commandId'>

let database: Database
let story: Story
/** The whole community's group. */
let all: string

const here = { communityId: GUANGXIMEN }
const inGroup = (groupId: string) => ({ params: { ...here, groupId } })
const say = (person: Voice, groupId: string, said: Said | string) =>
  person.ask('postMessage', {
    ...inGroup(groupId),
    body: typeof said === 'string' ? { words: said } : said,
  })
const said = async (person: Voice, groupId: string, what: Said | string): Promise<number> => {
  const { status, code, body } = await say(person, groupId, what)
  expect([status, code]).toEqual([200, undefined])
  return body.seq
}
const groupsOf = async (person: Voice) =>
  (await person.ask('listGroups', { params: here })).body.items
const group = async (person: Voice, groupId: string) =>
  (await person.ask('getGroup', inGroup(groupId))).body

beforeAll(async () => {
  database = await testDatabase()
  story = await startStory(database)
  for (const person of [story.lin, story.chen, story.zhao])
    await knownByPhone(database, person.personId, story.house.now())
  all = (await groupsOf(story.wang)).find(({ kind }) => kind === 'community')?.groupId ?? ''
})
beforeEach(() => story.house.pass(61_000))
afterAll(async () => {
  await story.close()
  await database.close()
})

describe('how many are in a group', () => {
  test('the list and the group’s own page say the same, for every group', async () => {
    const { body: chess } = await story.wang.ask('makeGroup', {
      params: here,
      body: { kind: 'interest', name: '象棋' },
    })
    await story.chen.ask('joinGroup', inGroup(chess.groupId))
    await story.wang.ask('joinGroup', inGroup(chess.groupId))

    const cards = await groupsOf(story.lin)
    expect(cards.length).toBeGreaterThan(3)
    for (const card of cards)
      expect([card.name, (await group(story.lin, card.groupId)).memberCount]).toEqual([
        card.name,
        card.memberCount,
      ])
    expect(cards.find(({ name }) => name === '象棋')?.memberCount).toBe(2)
  })

  test('who was removed from a group is counted there no more, and again once that is over', async () => {
    const before = (await group(story.wang, all)).memberCount
    const { body } = await story.wang.ask('sanctionMember', {
      params: { ...here, personId: story.chen.personId },
      body: { kind: 'remove', groupId: all, reason: '一直刷屏' },
    })
    const cardOf = async () =>
      (await groupsOf(story.wang)).find(({ groupId }) => groupId === all)?.memberCount

    expect((await group(story.wang, all)).memberCount).toBe(before - 1)
    expect(await cardOf()).toBe(before - 1)
    await story.wang.ask('liftSanction', {
      params: { ...here, sanctionId: body.sanctionId },
      body: { words: '说清楚了' },
    })
    expect(await cardOf()).toBe(before)
  })
})

describe('what is unread', () => {
  test('one’s own words never are, also while an earlier word of somebody else is', async () => {
    const unread = async (person: Voice) =>
      (await groupsOf(person)).find(({ groupId }) => groupId === all)?.unreadCount
    const seq = await said(story.lin, all, '起点')
    await story.zhao.ask('markGroupRead', { ...inGroup(all), body: { seq } })
    await said(story.lin, all, '一')
    await said(story.lin, all, '二')
    await said(story.zhao, all, '我也说一句')
    await said(story.zhao, all, '再说一句')

    expect(await unread(story.zhao)).toBe(2)
    await story.zhao.ask('markGroupRead', { ...inGroup(all), body: { seq: seq + 2 } })
    expect(await unread(story.zhao)).toBe(0)
    await said(story.lin, all, '三')
    expect(await unread(story.zhao)).toBe(1)
  })
})

describe('making and archiving', () => {
  test('one for a building, for a unit, for a grid; a second one of the same place is refused', async () => {
    const make = (body: Omit<Input<Api['makeGroup']>['body'], 'commandId'>, by = story.wang) =>
      by.ask('makeGroup', { params: here, body })
    const { body: made, status } = await make({
      kind: 'building',
      name: '3号楼2单元',
      building: '3',
      unit: '2',
    })
    expect([status, made.kind]).toEqual([200, 'building'])
    expect((await make({ kind: 'building', name: '又一个', building: '3', unit: '2' })).code).toBe(
      'one-of-its-kind',
    )
    expect((await make({ kind: 'building', name: '没有的楼', building: '999' })).code).toBe(
      'no-such-building',
    )
    expect((await make({ kind: 'grid', name: '没说哪个网格' })).code).toBe('needs-grid')
    expect((await make({ kind: 'interest', name: '合唱' }, story.lin)).code).toBe('not-allowed')
  })

  test('an archived group leaves the list, is only for those who may bring it back, and comes back', async () => {
    const { body: made } = await story.wang.ask('makeGroup', {
      params: here,
      body: { kind: 'interest', name: '花友' },
    })
    const archive = (isArchived: boolean) =>
      story.wang.ask('changeGroup', { ...inGroup(made.groupId), body: { isArchived } })
    const archived = (person: Voice) => person.ask('listArchivedGroups', { params: here })
    await archive(true)

    expect((await groupsOf(story.wang)).map(({ name }) => name)).not.toContain('花友')
    expect((await archived(story.wang)).body.items.map(({ name }) => name)).toEqual(['花友'])
    expect((await archived(story.lin)).code).toBe('not-allowed')
    expect((await story.lin.ask('joinGroup', inGroup(made.groupId))).code).toBe('group-archived')
    await archive(false)
    expect((await groupsOf(story.lin)).map(({ name }) => name)).toContain('花友')
    expect((await archived(story.wang)).body.items).toEqual([])
  })
})

describe('rules and welcome', () => {
  const set = (rules: string, welcome: string, by: Voice = story.wang) =>
    by.ask('setTalkRules', { params: here, body: { rules, welcome } })

  test('new rules are confirmed by everybody before they speak again; another welcome asks nobody', async () => {
    expect((await set('不发广告', '', story.lin)).code).toBe('not-allowed')
    await set('不发广告', '')
    expect((await say(story.lin, all, '今天停水吗')).code).toBe('rules-unread')
    expect((await group(story.lin, all)).me.cannotPost).toBe('rules-unread')
    await story.lin.ask('setGroupForMe', { ...inGroup(all), body: { hasReadRules: true } })
    await said(story.lin, all, '今天停水吗')

    story.house.pass(1000)
    await set('不发广告', '欢迎新邻居')
    await said(story.lin, all, '换了欢迎语不用再确认')
    story.house.pass(1000)
    await set('不发广告，不传谣言', '欢迎新邻居')
    expect((await say(story.lin, all, '公约改了')).code).toBe('rules-unread')
    await set('', '欢迎新邻居')
    await said(story.lin, all, '没有公约就不用确认')
  })

  test('who came this week is welcomed in the community’s group, and nobody else, and nowhere else', async () => {
    await set('', '欢迎新邻居')
    story.house.pass(8 * DAY)
    const kong = await story.house.resident('孔', '3', '1', '104')
    const building = (await groupsOf(kong)).find((one) => one.kind === 'building' && one.isMine)

    expect((await group(kong, all)).welcome).toBe('欢迎新邻居')
    expect((await group(kong, all)).joinedAt).not.toBeNull()
    expect((await group(kong, building?.groupId ?? '')).welcome).toBe('')
    expect((await group(story.lin, all)).welcome).toBe('')
    story.house.pass(8 * DAY)
    expect((await group(kong, all)).welcome).toBe('')
  })
})

test('more words and pictures than one issue holds are not lost: they stand under the ticket as the first comments', async () => {
  const photoIds: string[][] = [[], []]
  for (const ids of photoIds)
    for (let count = 0; count < 6; count += 1) ids.push(await story.photo(story.lin))
  const first = '上'.repeat(1500)
  const second = '下'.repeat(1499) + '👍'
  const seqs = [
    await said(story.lin, all, { words: first, photoIds: photoIds[0] }),
    await said(story.lin, all, { words: second, photoIds: photoIds[1] }),
  ]
  const { body: mark } = await story.wang.ask('turnIntoTicket', {
    ...inGroup(all),
    body: { seqs, categoryId: BIN },
  })
  const ticket = await story.see(story.wang, mark.ticketId)
  const comments = ticket.timeline.filter(({ step }) => step === 'comment')

  expect([...(ticket.issues[0]?.words ?? '')]).toHaveLength(2000)
  expect((ticket.issues[0]?.words ?? '') + comments.map(({ words }) => words).join('')).toBe(
    `${first}\n${second}`,
  )
  const carried = [ticket.issues[0]?.photos, ...comments.map(({ photos }) => photos)].flat()
  expect(carried.map((photo) => photo?.photoId)).toEqual(photoIds.flat())
})

test('an answer says what time it is here, by which a phone with a wrong clock can go', async () => {
  const answer = await story.house.app.inject({ method: 'GET', url: '/v1/start' })
  const told = new Date(String(answer.headers.date)).getTime()
  expect(Math.abs(told - story.house.now().getTime())).toBeLessThan(1500)
})
