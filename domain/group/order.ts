import type { MessageState, OrderRefusal, Role } from './names'
import { keepsOrder } from './talk'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** For how long somebody may be silenced; longer than a month is a removal, which says so. */
export const MUTE_MS = {
  '1h': HOUR_MS,
  '1d': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
} as const
export type MuteTime = keyof typeof MUTE_MS

export const mutedUntil = (now: Date, time: MuteTime): Date =>
  new Date(now.getTime() + MUTE_MS[time])

/** Keyword rules in one community: every message is read against all of them. */
export const KEYWORDS_AT_MOST = 500

/** What those who keep order may do with a message, and what becomes of it; `dismiss` leaves it as it is. */
const JUDGEMENTS = {
  /** Also what was refused by mistake. */
  'let-through': { from: ['held', 'refused'], to: 'shown', needsReason: false },
  refuse: { from: ['held'], to: 'refused', needsReason: true },
  hide: { from: ['shown'], to: 'hidden', needsReason: true },
  show: { from: ['hidden'], to: 'shown', needsReason: false },
  dismiss: { from: ['shown', 'held', 'refused', 'hidden'], to: null, needsReason: false },
} as const satisfies Record<
  string,
  { from: readonly MessageState[]; to: MessageState | null; needsReason: boolean }
>
export type Judgement = keyof typeof JUDGEMENTS

type Verdict = { ok: true } | { ok: false; reason: OrderRefusal }
const yes = { ok: true } as const
const no = (reason: OrderRefusal) => ({ ok: false, reason }) as const

/** Whether a neighbour may point at a message: one that the group sees, of somebody else, once. */
export const mayReport = (asked: {
  state: MessageState
  isAuthor: boolean
  hasReported: boolean
  isOther: boolean
  words: string
}): Verdict => {
  if (asked.state !== 'shown') return no('message-decided')
  if (asked.isAuthor) return no('own-affair')
  if (asked.hasReported) return no('already-reported')
  return asked.isOther && !asked.words.trim() ? no('needs-words') : yes
}

/** Whether this act on a message may be done, and the state after it. Nobody judges what they said themselves. */
export const judge = (asked: {
  act: Judgement
  role: Role | 'operator'
  isAuthor: boolean
  state: MessageState
  openReports: number
  reason: string
}): { ok: true; to: MessageState } | { ok: false; reason: OrderRefusal } => {
  if (!keepsOrder(asked.role)) return no('not-allowed')
  if (asked.isAuthor) return no('own-affair')
  const { from, to, needsReason } = JUDGEMENTS[asked.act]
  const states: readonly MessageState[] = from
  if (!states.includes(asked.state)) return no('message-decided')
  if (asked.act === 'dismiss' && asked.openReports === 0) return no('message-decided')
  if (needsReason && !asked.reason.trim()) return no('needs-words')
  return { ok: true, to: to ?? asked.state }
}

/** The acts on a message in this state, for the buttons. */
export const judgementsFor = (state: MessageState): Judgement[] =>
  JUDGEMENT_NAMES.filter((act) => {
    const states: readonly MessageState[] = JUDGEMENTS[act].from
    return act !== 'dismiss' && states.includes(state)
  })
export const JUDGEMENT_NAMES = ['let-through', 'refuse', 'hide', 'show', 'dismiss'] as const
export const mustGiveReason = (act: Judgement): boolean => JUDGEMENTS[act].needsReason

/** Whether somebody may be silenced or removed: by those who keep order, never one of them, never oneself. */
export const maySanction = (asked: {
  role: Role | 'operator'
  isSelf: boolean
  subjectRole: Role | 'operator'
  isAlready: boolean
  reason: string
}): Verdict => {
  if (!keepsOrder(asked.role)) return no('not-allowed')
  if (asked.isSelf) return no('own-affair')
  if (keepsOrder(asked.subjectRole)) return no('office-not-sanctioned')
  if (!asked.reason.trim()) return no('needs-words')
  return asked.isAlready ? no('already-sanctioned') : yes
}

export interface SanctionTimes {
  until: Date | null
  liftedAt: Date | null
}

export const isInForce = ({ until, liftedAt }: SanctionTimes, now: Date): boolean =>
  liftedAt === null && (until === null || until > now)

export const mayLift = (asked: { role: Role | 'operator'; isInForce: boolean }): Verdict => {
  if (!keepsOrder(asked.role)) return no('not-allowed')
  return asked.isInForce ? yes : no('sanction-over')
}

/** The subject may ask once for another look, while the sanction lasts. */
export const mayAppeal = (asked: {
  isSubject: boolean
  isInForce: boolean
  hasAppealed: boolean
  words: string
}): Verdict => {
  if (!asked.isSubject) return no('not-allowed')
  if (asked.hasAppealed) return no('already-appealed')
  if (!asked.isInForce) return no('sanction-over')
  return asked.words.trim() ? yes : no('needs-words')
}

/** Another than who decided looks again, wherever there is another one. */
export const mayAnswerAppeal = (asked: {
  role: Role | 'operator'
  decidedIt: boolean
  /** Moderators of the community besides whoever decided. */
  otherModerators: number
  isWaiting: boolean
  isInForce: boolean
  words: string
}): Verdict => {
  if (!keepsOrder(asked.role)) return no('not-allowed')
  if (!asked.isWaiting) return no('no-appeal')
  if (!asked.isInForce) return no('sanction-over')
  if (asked.decidedIt && asked.otherModerators > 0) return no('another-must-answer')
  return asked.words.trim() ? yes : no('needs-words')
}

/** The author of a hidden message may ask once for another look, as whoever was sanctioned may. */
export const mayAppealHidden = (asked: {
  isAuthor: boolean
  state: MessageState
  hasAppealed: boolean
  words: string
}): Verdict => {
  if (!asked.isAuthor) return no('not-allowed')
  if (asked.hasAppealed) return no('already-appealed')
  if (asked.state !== 'hidden') return no('message-decided')
  return asked.words.trim() ? yes : no('needs-words')
}

/** Another than who hid it looks again, wherever there is another one; never its author. */
export const mayAnswerHidden = (asked: {
  role: Role | 'operator'
  isAuthor: boolean
  hidIt: boolean
  /** Moderators of the community besides whoever hid it and its author. */
  otherModerators: number
  isWaiting: boolean
  words: string
}): Verdict => {
  if (!keepsOrder(asked.role)) return no('not-allowed')
  if (!asked.isWaiting) return no('no-appeal')
  if (asked.isAuthor) return no('own-affair')
  if (asked.hidIt && asked.otherModerators > 0) return no('another-must-answer')
  return asked.words.trim() ? yes : no('needs-words')
}
