import { keywordIn } from '../../domain/group/keywords'
import { isInGroup, type GroupPlace, type InTalk } from '../../domain/group/group-membership'
import {
  holdReason,
  lengthOf,
  linksIn,
  mayPost,
  mayRecall,
  TALK,
  type Posting,
} from '../../domain/group/talk'

const NOW = new Date('2026-11-24T10:00:00+08:00')
const ago = (ms: number) => new Date(NOW.getTime() - ms)
const DAY = 24 * 3_600_000

const resident: Posting = {
  now: NOW,
  role: 'resident',
  isInGroup: true,
  isArchived: false,
  hasPhone: true,
  hasReadRules: true,
  isRemoved: false,
  mutedUntil: null,
  slowSeconds: 0,
  lastPostAt: null,
  postsInLastMinute: 0,
  isToEveryone: false,
  everyonesInLastDay: 0,
  length: 5,
  hasMoreThanWords: false,
}

describe('posting', () => {
  test('a known neighbour in their group may', () => {
    expect(mayPost(resident)).toEqual({ ok: true })
  })

  test.each([
    ['not in the group', { isInGroup: false }, 'not-in-this-group'],
    ['the group is archived', { isArchived: true }, 'group-archived'],
    ['nothing is said', { length: 0 }, 'nothing-said'],
    ['too much is said', { length: TALK.wordsAtMost + 1 }, 'too-long'],
    ['nobody knows them', { hasPhone: false }, 'phone-needed'],
    ['the rules are unread', { hasReadRules: false }, 'rules-unread'],
    ['removed', { isRemoved: true }, 'removed-from-talk'],
    ['calling everyone', { isToEveryone: true }, 'everyone-not-yours'],
    ['twenty in a minute', { postsInLastMinute: TALK.perMinute }, 'too-fast'],
  ])('%s: refused', (_, different, reason) => {
    expect(mayPost({ ...resident, ...different })).toMatchObject({ ok: false, reason })
  })

  test('pictures need no words, and 4,000 characters are not too long', () => {
    expect(mayPost({ ...resident, length: 0, hasMoreThanWords: true })).toEqual({ ok: true })
    expect(mayPost({ ...resident, length: TALK.wordsAtMost })).toEqual({ ok: true })
  })

  test('muted and slow mode say until when, and end at that very moment', () => {
    const until = new Date(NOW.getTime() + 1)
    expect(mayPost({ ...resident, mutedUntil: until })).toEqual({
      ok: false,
      reason: 'muted',
      until,
    })
    expect(mayPost({ ...resident, mutedUntil: NOW })).toEqual({ ok: true })
    const slow = { ...resident, slowSeconds: 30 }
    expect(mayPost({ ...slow, lastPostAt: ago(29_999) })).toMatchObject({ reason: 'slow-mode' })
    expect(mayPost({ ...slow, lastPostAt: ago(30_000) })).toEqual({ ok: true })
  })

  test.each(['moderator', 'operator'] as const)(
    'a %s speaks where order must be kept, and calls everyone three times a day',
    (role) => {
      const office = {
        ...resident,
        role,
        hasPhone: false,
        hasReadRules: false,
        slowSeconds: 60,
        lastPostAt: NOW,
        isToEveryone: true,
      }
      expect(mayPost({ ...office, everyonesInLastDay: 2 })).toEqual({ ok: true })
      expect(mayPost({ ...office, everyonesInLastDay: 3 })).toMatchObject({
        reason: 'everyone-used-up',
      })
    },
  )

  test('the city vouches for its grid workers, who keep to the other rules', () => {
    const worker = { ...resident, role: 'worker' as const, hasPhone: false }
    expect(mayPost(worker)).toEqual({ ok: true })
    expect(mayPost({ ...worker, hasReadRules: false })).toMatchObject({ reason: 'rules-unread' })
  })
})

describe('waiting for a moderator', () => {
  const newcomer = {
    now: NOW,
    role: 'resident' as const,
    joinedAt: ago(DAY),
    hasLink: false,
    hasCode: false,
    hasUncheckedPictures: false,
    matchesKeyword: false,
  }
  test.each([
    ['nothing of the kind', {}, null],
    ['a link', { hasLink: true }, 'link-of-new-member'],
    ['a QR picture', { hasCode: true }, 'code-of-new-member'],
    ['pictures that cannot be checked', { hasUncheckedPictures: true }, 'content-check'],
    [
      'pictures that cannot be checked, after a week',
      { hasUncheckedPictures: true, joinedAt: ago(TALK.newForMs) },
      null,
    ],
    ['a word that is looked at', { matchesKeyword: true, hasLink: true }, 'keyword'],
    ['a link after a week', { hasLink: true, joinedAt: ago(TALK.newForMs) }, null],
    ['a word after years', { matchesKeyword: true, joinedAt: ago(1000 * DAY) }, 'keyword'],
    ['a moderator’s link', { hasLink: true, role: 'moderator' as const }, null],
  ])('%s', (_, different, reason) => {
    expect(holdReason({ ...newcomer, ...different })).toBe(reason)
  })
})

test('one’s own is taken back within two minutes, to the millisecond', () => {
  const limit = TALK.recallWithinMs
  expect(mayRecall({ isAuthor: true, at: ago(limit), now: NOW })).toBe(true)
  expect(mayRecall({ isAuthor: true, at: ago(limit + 1), now: NOW })).toBe(false)
  expect(mayRecall({ isAuthor: false, at: NOW, now: NOW })).toBe(false)
})

test.each([
  ['看 https://a.example/b?c=1#d 吧', ['https://a.example/b?c=1#d']],
  ['www.a.example，好', ['www.a.example']],
  ['加我taobao.com/x领券', ['taobao.com/x']],
  ['3.5公里，8:00-17:00，v2.0', []],
  ['没有链接。有句号.', []],
])('links in %s', (words, links) => {
  expect(linksIn(words)).toEqual(links)
})

test.each([
  ['招聘刷单，日结', '刷单'],
  ['刷 單 刷　单', '刷单'],
  ['ＱＱ群', 'qq'],
  ['粉刷单元门', '刷单'],
  ['刷墙，单独做', null],
])('keyword in %s', (words, found) => {
  expect(keywordIn(words, ['刷单', 'QQ', '  '])?.toLowerCase() ?? null).toBe(found)
})

test('characters are counted as people count them', () => {
  expect(lengthOf('邻👍a')).toBe(3)
})

describe('who is in a group', () => {
  const group = (more: Partial<GroupPlace>): GroupPlace => ({
    groupId: 'g',
    kind: 'interest',
    building: null,
    unit: null,
    gridCode: null,
    ...more,
  })
  const lin: InTalk = {
    role: 'resident',
    building: '3',
    unit: '2',
    gridCodes: [],
    joinedGroupIds: [],
    removedFrom: [],
  }
  test.each([
    ['her building’s', { kind: 'building', building: '3' }, {}, true],
    ['a group by interest that she has not joined', {}, {}, false],
    ['one that she has joined', {}, { joinedGroupIds: ['g'] }, true],
    ['from which she was removed', { kind: 'community' }, { removedFrom: ['g'] }, false],
    ['removed from another', { kind: 'community' }, { removedFrom: ['h'] }, true],
    ['removed from all', { kind: 'building', building: '3' }, { removedFrom: [null] }, false],
    ['a moderator, everywhere', {}, { role: 'moderator' }, true],
  ] as const)('%s', (_, place, person, isIn) => {
    expect(isInGroup(group(place), { ...lin, ...person })).toBe(isIn)
  })
})
