import type { Role } from './names'
import { isNewHere, keepsOrder } from './talk'

const MINUTE_MS = 60_000

/** WeChat's terms for its content check. */
export const CONTENT_CHECK = {
  /** In one call, in UTF-16 units, as JSON and WeChat's own counting have them at most. */
  charactersAtMost: 2500,
  /** What two parts have in common, so that no cut hides a word from the check. */
  overlap: 40,
  /** WeChat answers only about people whom it has seen in the mini-app so lately. */
  seenWithinMs: 120 * MINUTE_MS,
  /** Twice the half hour within which WeChat tells what it thinks of a picture. */
  answerWithinMs: 60 * MINUTE_MS,
  /** How often one picture is asked about when no answer comes, or none that says anything. */
  asksAtMost: 2,
} as const

/** WeChat has no objection · would have somebody look · objects. */
export const SUGGESTIONS = ['pass', 'review', 'risky'] as const
export type Suggestion = (typeof SUGGESTIONS)[number]

/** The most serious of what was said about the parts of one message. */
export const worstOf = (suggestions: readonly Suggestion[]): Suggestion =>
  SUGGESTIONS[Math.max(0, ...suggestions.map((one) => SUGGESTIONS.indexOf(one)))] ?? 'pass'

/** Both kinds of doubt wait for a person: a machine refuses nobody here. */
export const mustWait = (suggestion: Suggestion): boolean => suggestion !== 'pass'

const isSecondHalf = (words: string, at: number): boolean =>
  /[\uDC00-\uDFFF]/.test(words.charAt(at))

/** The words in parts that one call takes; no sign of two halves is cut in two. */
export const partsToCheck = (
  words: string,
  atMost: number = CONTENT_CHECK.charactersAtMost,
  overlap: number = CONTENT_CHECK.overlap,
): string[] => {
  const parts: string[] = []
  for (let from = 0; from < words.length;) {
    let to = Math.min(words.length, from + atMost)
    if (isSecondHalf(words, to)) to -= 1
    parts.push(words.slice(from, to))
    if (to === words.length) break
    from = to - overlap
    if (isSecondHalf(words, from)) from -= 1
  }
  return parts
}

export const wasSeenLately = (seenAt: Date | null, now: Date): boolean =>
  seenAt !== null && now.getTime() - seenAt.getTime() < CONTENT_CHECK.seenWithinMs

/**
 * Whether a picture that WeChat cannot check waits for a moderator. The rules read words, but nobody reads a
 * picture: that of somebody who just moved in waits, a neighbour’s of longer is believed.
 */
export const waitsUnchecked = (asked: {
  now: Date
  role: Role | 'operator'
  joinedAt: Date
}): boolean => !keepsOrder(asked.role) && isNewHere(asked.joinedAt, asked.now)

interface Ask {
  askedAt: Date
  answeredAt: Date | null
  outcome: Suggestion | 'failed' | null
}

/** What is due about one picture, after what was asked about it so far. */
export const nextAboutPicture = (
  asks: readonly Ask[],
  now: Date,
): 'nothing' | 'ask' | 'do-without' => {
  if (asks.some(({ outcome }) => outcome !== null && outcome !== 'failed')) return 'nothing'
  const isAwaited = ({ askedAt, answeredAt }: Ask) =>
    answeredAt === null && now.getTime() - askedAt.getTime() < CONTENT_CHECK.answerWithinMs
  if (asks.some(isAwaited)) return 'nothing'
  return asks.length < CONTENT_CHECK.asksAtMost ? 'ask' : 'do-without'
}
