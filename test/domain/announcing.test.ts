import {
  isAddressed,
  mayChange,
  mayComment,
  mayDeleteComment,
  mayPublishAt,
  mayRemind,
  maySeeAnnouncement,
  receiptsByBuilding,
  stateWithdrawn,
} from '../../domain/group/announcing'
import type { GroupPlace, InTalk } from '../../domain/group/group-membership'
import { ANNOUNCEMENT_STATES, type AnnouncementState } from '../../domain/group/names'

const NOW = new Date('2026-11-23T02:00:00Z')
const HOUR = 3_600_000
const inHours = (hours: number) => new Date(NOW.getTime() + hours * HOUR)

const place = (groupId: string, change: Partial<GroupPlace>): GroupPlace => ({
  groupId,
  kind: 'building',
  building: null,
  unit: null,
  gridCode: null,
  ...change,
})
const BUILDING_3 = place('3', { building: '3' })
const BUILDING_8 = place('8', { building: '8' })
const SINGING = place('singing', { kind: 'interest' })
const person = (change: Partial<InTalk> = {}): InTalk => ({
  role: 'resident',
  building: '3',
  unit: '2',
  gridCodes: [],
  joinedGroupIds: [],
  removedFrom: [],
  ...change,
})

describe('who sees a published announcement, and for whom it is', () => {
  test.each([
    ['the whole community', [], person(), true, true],
    ['the whole community, removed from the talk', [], person({ removedFrom: [null] }), true, true],
    ['one’s own building', [BUILDING_3], person(), true, true],
    ['another building', [BUILDING_8], person(), false, false],
    ['several, one of them mine', [BUILDING_8, BUILDING_3], person(), true, true],
    ['an interest joined', [SINGING], person({ joinedGroupIds: ['singing'] }), true, true],
    ['an interest not joined', [SINGING], person(), false, false],
    ['the group one was removed from', [BUILDING_3], person({ removedFrom: ['3'] }), false, false],
    ['another building, of a moderator', [BUILDING_8], person({ role: 'moderator' }), true, false],
    ['another building, of a worker', [BUILDING_8], person({ role: 'worker' }), false, false],
  ])('%s', (_, groups, who, sees, isMeant) => {
    expect(maySeeAnnouncement({ state: 'published', groups }, who)).toBe(sees)
    expect(isAddressed(groups, who)).toBe(isMeant)
  })

  test.each(ANNOUNCEMENT_STATES)(
    '%s is for the desk, and for others only once published',
    (state) => {
      expect(maySeeAnnouncement({ state, groups: [] }, person({ role: 'moderator' }))).toBe(true)
      expect(maySeeAnnouncement({ state, groups: [] }, person())).toBe(state === 'published')
    },
  )
})

test.each([
  [-1, false],
  [0, false],
  [0.01, false],
  [0.02, true],
  [24 * 90, true],
  [24 * 90 + 1, false],
])('a time %d hours ahead may be planned: %s', (hours, isGood) => {
  expect(mayPublishAt(inHours(hours), NOW).ok).toBe(isGood)
})

test.each<[AnnouncementState, boolean, boolean, string]>([
  ['scheduled', true, true, 'ok'],
  ['published', false, false, 'ok'],
  ['published', true, false, 'already-published'],
  ['published', false, true, 'already-published'],
  ['cancelled', false, false, 'announcement-over'],
  ['withdrawn', false, false, 'announcement-over'],
])('%s, to others %s, at another time %s: %s', (state, changesGroups, changesTime, outcome) => {
  const verdict = mayChange(state, { changesGroups, changesTime })
  expect(verdict.ok ? 'ok' : verdict.reason).toBe(outcome)
})

test('taken back before its time it is cancelled, afterwards withdrawn, and only once', () => {
  expect(ANNOUNCEMENT_STATES.map(stateWithdrawn)).toEqual(['cancelled', 'withdrawn', null, null])
})

test.each<[AnnouncementState, number | null, number, string]>([
  ['published', null, 3, 'ok'],
  ['published', -24, 3, 'ok'],
  ['published', -23, 3, 'reminded-lately'],
  ['published', null, 0, 'everyone-has-read'],
  ['scheduled', null, 3, 'not-published'],
  ['withdrawn', null, 3, 'announcement-over'],
])('%s, reminded at %s h, %i unread: %s', (state, hours, unreadCount, outcome) => {
  const remindedAt = hours === null ? null : inHours(hours)
  const verdict = mayRemind({ state, remindedAt, unreadCount, now: NOW })
  expect(verdict.ok ? 'ok' : verdict.reason).toBe(outcome)
})

describe('a comment', () => {
  const asked = {
    state: 'published' as AnnouncementState,
    hasComments: true,
    role: 'resident' as const,
    now: NOW,
    hasPhone: true,
    hasReadRules: true,
    isRemoved: false,
    mutedUntil: null,
    commentsInLastMinute: 0,
    length: 5,
  }
  test.each([
    ['ok', {}],
    ['comments-off', { hasComments: false }],
    ['announcement-over', { state: 'withdrawn' as const }],
    ['nothing-said', { length: 0 }],
    ['phone-needed', { hasPhone: false }],
    ['muted', { mutedUntil: inHours(1) }],
    ['ok', { mutedUntil: inHours(-1) }],
    ['removed-from-talk', { isRemoved: true }],
    ['too-fast', { commentsInLastMinute: 20 }],
  ])('%s: %j', (outcome, change) => {
    const verdict = mayComment({ ...asked, ...change })
    expect(verdict.ok ? 'ok' : verdict.reason).toBe(outcome)
  })

  test('is deleted by its author and by those who keep order', () => {
    const may = (role: 'resident' | 'worker' | 'moderator' | 'operator', isAuthor: boolean) =>
      mayDeleteComment({ role, isAuthor })
    expect([may('resident', true), may('resident', false), may('worker', false)]).toEqual([
      true,
      false,
      false,
    ])
    expect([may('moderator', false), may('operator', false)]).toEqual([true, true])
  })
})

test('receipts stand by building as their numbers go, those without an address last', () => {
  const readers = ['10', '2', null, '平房', '2'].map((building, id) => ({ building, id }))
  const receipts = receiptsByBuilding(readers, ({ id }) => id < 2)
  expect(
    receipts.map(({ building, readCount, readerCount, unread }) => [
      building,
      readCount,
      readerCount,
      unread.length,
    ]),
  ).toEqual([
    ['2', 1, 2, 1],
    ['10', 1, 1, 0],
    ['平房', 0, 1, 1],
    [null, 0, 1, 1],
  ])
})
