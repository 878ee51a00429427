import type { HoldReason, PostRefusal, Role } from './names'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

export const TALK = {
  /** Characters as people count them. */
  wordsAtMost: 4000,
  photosAtMost: 9,
  /** As in WeChat. */
  recallWithinMs: 2 * MINUTE_MS,
  /** Messages of one person in one group within a minute. */
  perMinute: 20,
  /** Calls to everyone by one moderator in one group within a day. */
  everyonePerDay: 3,
  /** Whoever joined later than this ago is new: their links and QR pictures are looked at first. */
  newForMs: 7 * DAY_MS,
} as const

/** What an issue holds, in characters as people count them; what is more follows as the first comments. */
export const TICKET_WORDS = 2000

/** The people whose office it is to keep order here. */
const KEEPS_ORDER: readonly (Role | 'operator')[] = ['moderator', 'operator']
export const keepsOrder = (role: Role | 'operator'): boolean => KEEPS_ORDER.includes(role)

export interface Posting {
  now: Date
  role: Role | 'operator'
  isInGroup: boolean
  isArchived: boolean
  hasPhone: boolean
  hasReadRules: boolean
  isRemoved: boolean
  mutedUntil: Date | null
  /** Seconds between two messages of one person; 0 when off. */
  slowSeconds: number
  lastPostAt: Date | null
  postsInLastMinute: number
  isToEveryone: boolean
  everyonesInLastDay: number
  /** Characters of the words, 0 for none. */
  length: number
  hasMoreThanWords: boolean
}

export type PostVerdict = { ok: true } | { ok: false; reason: PostRefusal; until?: Date }

const no = (reason: PostRefusal, until?: Date): PostVerdict => ({
  ok: false,
  reason,
  ...(until && { until }),
})

/**
 * Whether somebody may post this now. A known phone number is asked of everybody but the offices, which the
 * street has vouched for (互联网群组信息服务管理规定 Art. 6: real identity behind, any name in front).
 */
export const mayPost = (asked: Posting): PostVerdict => {
  const { now } = asked
  if (!asked.isInGroup) return no('not-in-this-group')
  if (asked.isArchived) return no('group-archived')
  if (asked.length === 0 && !asked.hasMoreThanWords) return no('nothing-said')
  if (asked.length > TALK.wordsAtMost) return no('too-long')
  if (keepsOrder(asked.role))
    return asked.isToEveryone && asked.everyonesInLastDay >= TALK.everyonePerDay
      ? no('everyone-used-up')
      : { ok: true }
  if (asked.isToEveryone) return no('everyone-not-yours')
  if (asked.isRemoved) return no('removed-from-talk')
  if (asked.mutedUntil && asked.mutedUntil > now) return no('muted', asked.mutedUntil)
  if (asked.role === 'resident' && !asked.hasPhone) return no('phone-needed')
  if (!asked.hasReadRules) return no('rules-unread')
  if (asked.slowSeconds > 0 && asked.lastPostAt) {
    const until = new Date(asked.lastPostAt.getTime() + asked.slowSeconds * 1000)
    if (until > now) return no('slow-mode', until)
  }
  if (asked.postsInLastMinute >= TALK.perMinute)
    return no('too-fast', new Date(now.getTime() + MINUTE_MS))
  return { ok: true }
}

export const isNewHere = (joinedAt: Date, now: Date): boolean =>
  now.getTime() - joinedAt.getTime() < TALK.newForMs

/** Whether a message waits for a moderator first, and why. Those who keep order are believed. */
export const holdReason = (asked: {
  now: Date
  role: Role | 'operator'
  joinedAt: Date
  hasLink: boolean
  hasCode: boolean
  /** Pictures that the content check is on for and cannot look at. */
  hasUncheckedPictures: boolean
  matchesKeyword: boolean
}): HoldReason | null => {
  if (keepsOrder(asked.role)) return null
  if (asked.matchesKeyword) return 'keyword'
  if (!isNewHere(asked.joinedAt, asked.now)) return null
  if (asked.hasLink) return 'link-of-new-member'
  if (asked.hasCode) return 'code-of-new-member'
  return asked.hasUncheckedPictures ? 'content-check' : null
}

/** One’s own, within two minutes; who keeps order may hide at any time, which is another act. */
export const mayRecall = (asked: { isAuthor: boolean; at: Date; now: Date }): boolean =>
  asked.isAuthor && asked.now.getTime() - asked.at.getTime() <= TALK.recallWithinMs

/** An address ends at a space, and at Chinese letters and signs, which people write right behind it. */
const LINK =
  /(?:https?:\/\/|www\.)[^\s\u3000-\u303f\uff00-\uffef一-龥]+|\b[a-z0-9-]+\.(?:com|cn|net|org|top|xyz|vip|cc|shop|info)\b(?:\/[^\s\u3000-\u303f\uff00-\uffef一-龥]*)?/gi

/** The addresses in a text, in their order. */
export const linksIn = (words: string): string[] => words.match(LINK) ?? []

/** Characters as people count them: an emoji is one. */
export const lengthOf = (words: string): number => [...words].length
