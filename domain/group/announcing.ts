import {
  belongsByAddress,
  isInGroup,
  isRemoved,
  type GroupPlace,
  type InTalk,
} from './group-membership'
import type { AnnouncementState, AnnounceRefusal, PostRefusal, Role } from './names'
import { keepsOrder, mayPost } from './talk'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

export const ANNOUNCING = {
  titleAtMost: 60,
  wordsAtMost: 5000,
  photosAtMost: 9,
  groupsAtMost: 50,
  commentAtMost: 500,
  /** Nearer than this somebody means "now"; a clock that is a little wrong is forgiven. */
  scheduleFromMs: MINUTE_MS,
  scheduleWithinMs: 90 * DAY_MS,
  /** Whoever is reminded every hour stops looking. */
  remindEveryMs: DAY_MS,
} as const

type Verdict<R extends string> = { ok: true } | { ok: false; reason: R; until?: Date }

const no = <R extends string>(reason: R, until?: Date): Verdict<R> => ({
  ok: false,
  reason,
  ...(until && { until }),
})

/** No groups: the whole community is meant, and every member is in it. */
type Groups = readonly GroupPlace[]

/** Whom it is meant for: who lives there or joined, whatever their office. They are told, counted and reminded. */
export const isAddressed = (groups: Groups, person: InTalk): boolean =>
  groups.length === 0 ||
  groups.some(
    (group) =>
      !isRemoved(group, person) &&
      (belongsByAddress(group, person) || person.joinedGroupIds.includes(group.groupId)),
  )

export interface Announced {
  state: AnnouncementState
  groups: Groups
}

/** Who reads it: once published, whoever is in one of its groups; before and after, only those who keep order. */
export const maySeeAnnouncement = ({ state, groups }: Announced, person: InTalk): boolean => {
  if (keepsOrder(person.role)) return true
  if (state !== 'published') return false
  return groups.length === 0 || groups.some((group) => isInGroup(group, person))
}

export const mayPublishAt = (at: Date, now: Date): Verdict<AnnounceRefusal> => {
  const inMs = at.getTime() - now.getTime()
  return inMs < ANNOUNCING.scheduleFromMs || inMs > ANNOUNCING.scheduleWithinMs
    ? no('bad-publish-time')
    : { ok: true }
}

/** What may still be changed: everything before it goes out; afterwards neither to whom nor when. */
export const mayChange = (
  state: AnnouncementState,
  asked: { changesGroups: boolean; changesTime: boolean },
): Verdict<AnnounceRefusal> => {
  if (state === 'scheduled') return { ok: true }
  if (state !== 'published') return no('announcement-over')
  return asked.changesGroups || asked.changesTime ? no('already-published') : { ok: true }
}

/** Taken back before it went out it is cancelled, afterwards withdrawn. */
export const stateWithdrawn = (state: AnnouncementState): 'cancelled' | 'withdrawn' | null => {
  if (state === 'scheduled') return 'cancelled'
  return state === 'published' ? 'withdrawn' : null
}

export const mayRemindFrom = (remindedAt: Date | null): Date | null =>
  remindedAt && new Date(remindedAt.getTime() + ANNOUNCING.remindEveryMs)

export const mayRemind = (asked: {
  state: AnnouncementState
  remindedAt: Date | null
  unreadCount: number
  now: Date
}): Verdict<AnnounceRefusal> => {
  if (asked.state === 'scheduled') return no('not-published')
  if (asked.state !== 'published') return no('announcement-over')
  const from = mayRemindFrom(asked.remindedAt)
  if (from && from > asked.now) return no('reminded-lately', from)
  return asked.unreadCount === 0 ? no('everyone-has-read') : { ok: true }
}

/** A comment stands under the same rules as a message: phone, mute, removal, haste. */
export const mayComment = (asked: {
  state: AnnouncementState
  hasComments: boolean
  role: Role | 'operator'
  now: Date
  hasPhone: boolean
  hasReadRules: boolean
  isRemoved: boolean
  mutedUntil: Date | null
  commentsInLastMinute: number
  length: number
}): Verdict<AnnounceRefusal | PostRefusal> => {
  if (asked.state !== 'published') return no('announcement-over')
  if (!asked.hasComments) return no('comments-off')
  return mayPost({
    now: asked.now,
    role: asked.role,
    isInGroup: true,
    isArchived: false,
    hasPhone: asked.hasPhone,
    hasReadRules: asked.hasReadRules,
    isRemoved: asked.isRemoved,
    mutedUntil: asked.mutedUntil,
    slowSeconds: 0,
    lastPostAt: null,
    postsInLastMinute: asked.commentsInLastMinute,
    isToEveryone: false,
    everyonesInLastDay: 0,
    length: asked.length,
    hasMoreThanWords: false,
  })
}

/** One's own, and any by those who keep order. */
export const mayDeleteComment = (asked: { role: Role | 'operator'; isAuthor: boolean }): boolean =>
  asked.isAuthor || keepsOrder(asked.role)

export interface BuildingReceipts<R> {
  /** Null for those without an address: the committee and the grid workers. */
  building: string | null
  readCount: number
  readerCount: number
  unread: R[]
}

/** Of how many how many have read, building by building as their numbers go, those without an address last. */
export const receiptsByBuilding = <R extends { building: string | null }>(
  readers: readonly R[],
  hasRead: (reader: R) => boolean,
): BuildingReceipts<R>[] => {
  const byBuilding = new Map<string | null, BuildingReceipts<R>>()
  for (const reader of readers) {
    const { building } = reader
    const here = byBuilding.get(building) ?? { building, readCount: 0, readerCount: 0, unread: [] }
    byBuilding.set(building, here)
    here.readerCount += 1
    if (hasRead(reader)) here.readCount += 1
    else here.unread.push(reader)
  }
  return [...byBuilding.values()].sort((one, other) => byNumber(one.building, other.building))
}

const byNumber = (one: string | null, other: string | null): number => {
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  const [a, b] = [Number.parseInt(one, 10), Number.parseInt(other, 10)]
  if (Number.isNaN(a) || Number.isNaN(b))
    return Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || compare(one, other)
  return a - b || compare(one, other)
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
