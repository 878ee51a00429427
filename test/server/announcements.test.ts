import { inWork } from '../../server/commands'
import { publishScheduled } from '../../server/jobs/publish-scheduled'
import { sweepPhotos } from '../../server/jobs/sweep-photos'
import { isFor } from '../../server/realtime/audience'
import { findWhereToListen } from '../../server/modules/communities/find-where-to-listen'
import type { Database } from '../../server/ports/database'
import type { Audience } from '../../server/ports/schema'
import { testDatabase } from '../support/database'
import { GUANGXIMEN, type Voice } from '../support/house'
import { startStory, type Story } from '../support/story'
import { knownByPhone } from '../support/talk'

const HOUR = 3_600_000
const here = { communityId: GUANGXIMEN }
let database: Database
let story: Story
let building3: string
let building8: string

beforeAll(async () => {
  database = await testDatabase()
  story = await startStory(database)
  const { body } = await story.lin.ask('listGroups', { params: here })
  const idOf = (name: string) => body.items.find((group) => group.name === name)?.groupId ?? ''
  building3 = idOf('3号楼邻里群')
  building8 = idOf('8号楼邻里群')
})
afterAll(async () => {
  await story.close()
  await database.close()
})

type Said = {
  title?: string
  words?: string
  publishAt?: string
  groupIds?: string[]
  photoIds?: string[]
  hasComments?: boolean
}
const post = async (said: Said = {}) =>
  (
    await story.wang.ask('postAnnouncement', {
      params: here,
      body: { title: '停水', words: '九点到十一点', ...said },
    })
  ).body
const at = (announcementId: string) => ({ ...here, announcementId })
const titles = async (person: Voice) =>
  (await person.ask('listAnnouncements', { params: here, query: { limit: 100 } })).body.items.map(
    ({ announcementId }) => announcementId,
  )
const inboxOf = async (person: Voice, announcementId: string) =>
  (await person.ask('listInbox', { query: { limit: 100 } })).body.items.filter(
    (item) => item.announcementId === announcementId,
  )
const later = (hours: number) => new Date(story.house.now().getTime() + hours * HOUR).toISOString()

describe('to some groups', () => {
  test('is read, heard and told only there and at the desk; elsewhere every door says that there is none', async () => {
    const { announcementId } = await post({ groupIds: [building3] })
    expect(await titles(story.lin)).toContain(announcementId)
    expect(await titles(story.he)).toContain(announcementId)
    expect(await titles(story.chen)).not.toContain(announcementId)
    expect(await inboxOf(story.lin, announcementId)).toHaveLength(1)
    expect(await inboxOf(story.chen, announcementId)).toHaveLength(0)
    await knownByPhone(database, story.chen.personId, story.house.now())
    for (const answer of [
      await story.chen.ask('getAnnouncement', { params: at(announcementId) }),
      await story.chen.ask('readAnnouncement', { params: at(announcementId) }),
      await story.chen.ask('listAnnouncementComments', { params: at(announcementId) }),
      await story.chen.ask('commentAnnouncement', {
        params: at(announcementId),
        body: { words: '好' },
      }),
    ])
      expect(answer.code).toBe('not-found')
    const audience = await audienceOfLast(announcementId)
    expect(await hears(story.lin, audience)).toBe(true)
    expect(await hears(story.wang, audience)).toBe(true)
    expect(await hears(story.chen, audience)).toBe(false)
  })

  test('to several at once reaches each person once; an unknown group is refused', async () => {
    const { announcementId, groups } = await post({ groupIds: [building3, building8] })
    expect(groups.map(({ name }) => name)).toEqual(['3号楼邻里群', '8号楼邻里群'])
    for (const person of [story.lin, story.chen])
      expect(await inboxOf(person, announcementId)).toHaveLength(1)
    const wrong = await story.wang.ask('postAnnouncement', {
      params: here,
      body: { title: 'a', words: 'b', groupIds: [story.lin.personId] },
    })
    expect(wrong.code).toBe('not-found')
  })
})

const audienceOfLast = async (announcementId: string): Promise<Audience> => {
  const rows = await database.db
    .selectFrom('live_event')
    .select(['change', 'audience'])
    .where('community_id', '=', GUANGXIMEN)
    .orderBy('seq', 'desc')
    .execute()
  const row = rows.find(
    ({ change }) => 'announcementId' in change && change.announcementId === announcementId,
  )
  return row?.audience ?? {}
}
const hears = async ({ personId }: Voice, audience: Audience) => {
  const caller = { personId, sessionId: '', isOperator: false }
  const places = await findWhereToListen(database.db, caller, story.house.now())
  const place = places.find(({ communityId }) => communityId === GUANGXIMEN)
  return place ? isFor(audience, { personId, ...place }) : false
}

describe('for later', () => {
  test('is for the desk alone until its time; two processes at once publish it once', async () => {
    const { announcementId, state } = await post({ publishAt: later(2) })
    expect(state).toBe('scheduled')
    expect(await publishScheduled(story.house.deps)).toBe(0)
    expect(await titles(story.lin)).not.toContain(announcementId)
    expect((await story.lin.ask('getAnnouncement', { params: at(announcementId) })).code).toBe(
      'not-found',
    )
    expect(await hears(story.lin, await audienceOfLast(announcementId))).toBe(false)

    story.house.pass(3 * HOUR)
    const sent = await Promise.all([1, 2, 3].map(() => publishScheduled(story.house.deps)))
    expect(sent.reduce((sum, count) => sum + count, 0)).toBe(1)
    expect(await publishScheduled(story.house.deps)).toBe(0)
    expect(await titles(story.lin)).toContain(announcementId)
    expect(await inboxOf(story.lin, announcementId)).toHaveLength(1)
  })

  test('may be changed, put off, sent at once or cancelled until then', async () => {
    const one = await post({ publishAt: later(2), groupIds: [building3] })
    const change = (version: number, body: Record<string, unknown>) =>
      story.wang.ask('changeAnnouncement', {
        params: at(one.announcementId),
        body: { version, ...body },
      })
    const put = await change(1, { words: '改了', groupIds: [building8], publishAt: later(5) })
    expect(put.body).toMatchObject({ words: '改了', version: 2, editedAt: null })
    expect((await change(1, { words: '同事的' })).code).toBe('announcement-changed')
    expect((await change(2, { publishAt: later(-1) })).code).toBe('bad-publish-time')
    expect((await change(2, { publishAt: null })).body.state).toBe('published')
    expect(await titles(story.chen)).toContain(one.announcementId)
    expect(await titles(story.lin)).not.toContain(one.announcementId)

    const two = await post({ publishAt: later(2) })
    const off = await story.wang.ask('withdrawAnnouncement', { params: at(two.announcementId) })
    expect(off.body.state).toBe('cancelled')
    story.house.pass(3 * HOUR)
    expect(await publishScheduled(story.house.deps)).toBe(0)
    expect(await titles(story.lin)).not.toContain(two.announcementId)
  })

  test('waits in its order on the desk', async () => {
    const second = await post({ publishAt: later(9) })
    const first = await post({ publishAt: later(8) })
    const { body } = await story.wang.ask('listDeskAnnouncements', { params: here })
    expect(body.scheduled.map(({ announcementId }) => announcementId)).toEqual([
      first.announcementId,
      second.announcementId,
    ])
  })
})

describe('receipts', () => {
  test('residents see the total, moderators who has not by building; a reminder goes to those once in 24 hours', async () => {
    const { announcementId } = await post({ groupIds: [building3, building8] })
    const params = at(announcementId)
    for (let again = 0; again < 2; again += 1) await story.lin.ask('readAnnouncement', { params })
    await story.wang.ask('readAnnouncement', { params })
    const seen = await story.chen.ask('getAnnouncement', { params })
    expect(seen.body).toMatchObject({ readCount: 1, isRead: false })
    expect((await story.lin.ask('getAnnouncement', { params })).body.isRead).toBe(true)
    expect((await story.lin.ask('getAnnouncementReceipts', { params })).code).toBe('not-allowed')

    const { body } = await story.wang.ask('getAnnouncementReceipts', { params })
    const three = body.buildings.find(({ building }) => building === '3')
    const eight = body.buildings.find(({ building }) => building === '8')
    expect(three?.readCount).toBe(1)
    expect(eight?.unread.map(({ personId }) => personId)).toContain(story.chen.personId)
    expect(body.buildings.map(({ building }) => building)).not.toContain(null)

    expect((await story.lin.ask('remindAnnouncement', { params })).code).toBe('not-allowed')
    const reminded = await story.wang.ask('remindAnnouncement', { params })
    expect(reminded.body.remindedCount).toBe(body.readerCount - body.readCount)
    const told = await audienceOfLast(announcementId)
    expect(told.personIds).toContain(story.chen.personId)
    expect(told.personIds).not.toContain(story.lin.personId)
    expect((await inboxOf(story.chen, announcementId)).map(({ kind }) => kind)).toEqual([
      'announcement-reminder',
      'announcement',
    ])
    expect(await inboxOf(story.lin, announcementId)).toHaveLength(1)
    expect((await story.wang.ask('remindAnnouncement', { params })).code).toBe('reminded-lately')
    await story.pass(24 * HOUR)
    expect((await story.wang.ask('remindAnnouncement', { params })).status).toBe(200)
  })

  test('before it goes out the desk is told how many it will reach: nobody twice, the author not, whom a group lacks not', async () => {
    const count = async (person: Voice, groupIds?: string[]) =>
      person.ask('countAnnouncementReaders', {
        params: here,
        query: groupIds ? { groupIds: groupIds.join(',') } : {},
      })
    const { announcementId } = await post({ groupIds: [building3, building8] })
    const receipts = await story.wang.ask('getAnnouncementReceipts', { params: at(announcementId) })
    const both = await count(story.wang, [building3, building8])
    expect(both.body.readerCount).toBe(receipts.body.readerCount)
    expect((await count(story.wang)).body.readerCount).toBeGreaterThan(both.body.readerCount)
    expect((await count(story.wang, [story.lin.personId])).code).toBe('not-found')
    expect((await count(story.lin)).code).toBe('not-allowed')
  })

  test('the desk hears of each first reading, and nobody else; the inbox has been read with it', async () => {
    const { announcementId } = await post({ groupIds: [building3] })
    const params = at(announcementId)
    const told = async () =>
      (
        await database.db
          .selectFrom('live_event')
          .select(['change', 'audience'])
          .where('community_id', '=', GUANGXIMEN)
          .execute()
      ).filter(
        ({ change }) =>
          change.name === 'announcement.read' && change.announcementId === announcementId,
      )
    expect((await inboxOf(story.lin, announcementId)).map(({ isRead }) => isRead)).toEqual([false])
    for (let again = 0; again < 2; again += 1) await story.lin.ask('readAnnouncement', { params })
    expect((await told()).map(({ audience }) => audience)).toEqual([{ moderators: true }])
    expect(await hears(story.wang, { moderators: true })).toBe(true)
    expect(await hears(story.chen, { moderators: true })).toBe(false)
    expect((await inboxOf(story.lin, announcementId)).map(({ isRead }) => isRead)).toEqual([true])
    await story.wang.ask('readAnnouncement', { params })
    expect(await told()).toHaveLength(1)
  })

  test('who agreed to WeChat’s message is reminded there too', async () => {
    await database.db
      .insertInto('subscription')
      .values({
        person_id: story.chen.personId,
        template_key: 'to-do',
        accepted_count: 1,
        refused_at: null,
      })
      .execute()
    const { announcementId } = await post({ groupIds: [building8] })
    await story.wang.ask('remindAnnouncement', { params: at(announcementId) })
    const promised = await database.db
      .selectFrom('outbox')
      .select('payload')
      .where('kind', '=', 'wechat.subscribe-message')
      .execute()
    expect(promised.map(({ payload }) => payload)).toContainEqual(
      expect.objectContaining({
        personId: story.chen.personId,
        page: `resident/announcement/index?communityId=${GUANGXIMEN}&announcementId=${announcementId}`,
      }),
    )
  })
})

describe('after it went out', () => {
  test('what changes is marked, what it said before is for the desk, neither groups nor time move', async () => {
    const { announcementId } = await post()
    const params = at(announcementId)
    const change = (version: number, body: Record<string, unknown>) =>
      story.wang.ask('changeAnnouncement', { params, body: { version, ...body } })
    expect((await change(1, { isPinned: false, hasComments: true })).body.editedAt).toBeNull()
    expect((await change(2, { words: '改到十点' })).body.editedAt).not.toBeNull()
    expect((await change(3, { groupIds: [building3] })).code).toBe('already-published')
    expect((await change(3, { publishAt: later(3) })).code).toBe('already-published')
    const { body } = await story.he.ask('listAnnouncementEdits', { params })
    expect(body.items).toMatchObject([{ words: '九点到十一点', changedByName: '居委会 王' }])
    expect((await story.lin.ask('listAnnouncementEdits', { params })).code).toBe('not-allowed')
  })

  test('withdrawn it is gone for neighbours, in words; the desk still finds it', async () => {
    const { announcementId } = await post({ groupIds: [building3] })
    const params = at(announcementId)
    await story.wang.ask('withdrawAnnouncement', { params })
    expect((await story.lin.ask('getAnnouncement', { params })).code).toBe('announcement-over')
    expect((await story.chen.ask('getAnnouncement', { params })).code).toBe('not-found')
    expect(await inboxOf(story.lin, announcementId)).toEqual([])
    expect((await story.he.ask('getAnnouncement', { params })).body.state).toBe('withdrawn')
    expect((await story.wang.ask('withdrawAnnouncement', { params })).code).toBe(
      'announcement-over',
    )
  })
})

describe('comments', () => {
  test('are written by who may speak, deleted by their author and by moderators', async () => {
    const { announcementId } = await post({ hasComments: true })
    const params = at(announcementId)
    const say = (person: Voice, words = '收到') =>
      person.ask('commentAnnouncement', { params, body: { words } })
    expect((await say(story.zhao)).code).toBe('phone-needed')
    await knownByPhone(database, story.lin.personId, story.house.now())
    await knownByPhone(database, story.chen.personId, story.house.now())
    expect((await say(story.lin, '  ')).code).toBe('nothing-said')
    expect((await say(story.lin, '点 https://x.example 领奖')).code).toBe('comment-held-back')
    const mine = (await say(story.lin)).body
    const theirs = (await say(story.chen)).body
    const list = async (person: Voice) =>
      (await person.ask('listAnnouncementComments', { params })).body.items
    expect((await list(story.lin)).map(({ mayDelete }) => mayDelete)).toEqual([false, true])
    const remove = (person: Voice, commentId: string) =>
      person.ask('deleteAnnouncementComment', { params: { ...params, commentId } })
    expect((await remove(story.lin, theirs.commentId)).code).toBe('not-allowed')
    expect((await remove(story.lin, mine.commentId)).status).toBe(200)
    expect((await remove(story.wang, theirs.commentId)).status).toBe(200)
    expect(await list(story.lin)).toEqual([])
  })

  test('ask residents once for a number, and never the offices', async () => {
    const { announcementId } = await post({ hasComments: true })
    const say = (person: Voice) =>
      person.ask('commentAnnouncement', { params: at(announcementId), body: { words: '收到' } })
    await database.db
      .deleteFrom('phone')
      .where('person_id', 'in', [story.zhao.personId, story.wang.personId])
      .execute()
    expect((await say(story.zhao)).code).toBe('phone-needed')
    expect((await say(story.wang)).status).toBe(200)
    await knownByPhone(database, story.zhao.personId, story.house.now())
    expect((await say(story.zhao)).status).toBe(200)
    expect((await say(story.zhao)).status).toBe(200)
    // The number that lets one comment lets one speak in the groups as well.
    const said = await story.zhao.ask('listGroups', { params: here })
    const groupId = said.body.items.find(({ kind }) => kind === 'community')?.groupId ?? ''
    const group = await story.zhao.ask('getGroup', { params: { ...here, groupId } })
    expect(group.body.me.cannotPost).not.toBe('phone-needed')
  })

  test('come too fast are stopped; switched off there are none', async () => {
    const { announcementId } = await post({ hasComments: true })
    const params = at(announcementId)
    story.house.pass(61_000)
    const codes: (string | undefined)[] = []
    for (let n = 0; n < 21; n += 1)
      codes.push(
        (await story.lin.ask('commentAnnouncement', { params, body: { words: '好' } })).code,
      )
    expect(codes.slice(0, 20)).toEqual(Array(20).fill(undefined))
    expect(codes[20]).toBe('too-fast')
    const off = await post()
    const answer = await story.lin.ask('commentAnnouncement', {
      params: at(off.announcementId),
      body: { words: '好' },
    })
    expect(answer.code).toBe('comments-off')
  })
})

test('its pictures are shown, are its author’s own, and are not swept', async () => {
  const { body: photo } = await story.sendPhoto(story.wang)
  const one = await post({ photoIds: [photo.photoId] })
  expect(one.photos.map(({ photoId }) => photoId)).toEqual([photo.photoId])
  await story.pass(72 * HOUR)
  await sweepPhotos(story.house.deps)
  const { body } = await story.lin.ask('getAnnouncement', { params: at(one.announcementId) })
  expect(body.photos).toHaveLength(1)
  const again = await story.wang.ask('postAnnouncement', {
    params: here,
    body: { title: 'a', words: 'b', photoIds: [photo.photoId] },
  })
  expect(again.code).toBe('photo-unknown')
})

test('who deletes the account takes their receipts and comments along', async () => {
  const { announcementId } = await post({ hasComments: true })
  const params = at(announcementId)
  const wu = await story.house.resident('吴', '3', '1', '102')
  await knownByPhone(database, wu.personId, story.house.now())
  await wu.ask('readAnnouncement', { params })
  await wu.ask('commentAnnouncement', { params, body: { words: '吴家收到' } })
  const { body: mine } = await wu.ask('exportMe')
  expect(mine.tables.announcement_read).toHaveLength(1)
  expect(mine.tables.announcement_comment).toMatchObject([{ words: '吴家收到' }])
  await wu.ask('deleteMe', { body: { confirm: '注销' } })
  const left = await inWork(story.house.deps, async ({ tx }) => ({
    reads: await tx
      .selectFrom('announcement_read')
      .select('at')
      .where('person_id', '=', wu.personId)
      .execute(),
    comments: await tx
      .selectFrom('announcement_comment')
      .select('words')
      .where('announcement_id', '=', announcementId)
      .execute(),
  }))
  expect(left).toEqual({ reads: [], comments: [{ words: '' }] })
})
