import type { Message } from '../../../contract/chat'

/** What this phone knows of one group's talk: a stretch without holes, oldest first. */
export interface Talk {
  messages: readonly Message[]
  hasBefore: boolean
  hasAfter: boolean
  /** The newest number in the group, also when it is not in the stretch. */
  lastSeq: number
}

export const NO_TALK: Talk = { messages: [], hasBefore: false, hasAfter: false, lastSeq: 0 }

/** So many are kept and drawn at most; scrolling on fetches what was let go. */
export const KEPT_AT_MOST = 150

interface Page {
  items: readonly Message[]
  hasBefore: boolean
  hasAfter: boolean
  lastSeq: number
}

export const startTalk = ({ items, hasBefore, hasAfter, lastSeq }: Page): Talk => ({
  messages: items,
  hasBefore,
  hasAfter,
  lastSeq,
})

/** Older messages in front; what is too much falls away at the far end. */
export const withEarlier = (talk: Talk, page: Page): Talk => {
  const first = talk.messages[0]?.seq ?? Infinity
  const all = [...page.items.filter(({ seq }) => seq < first), ...talk.messages]
  const kept = all.slice(0, KEPT_AT_MOST)
  return {
    messages: kept,
    hasBefore: page.hasBefore,
    hasAfter: talk.hasAfter || kept.length < all.length,
    lastSeq: Math.max(talk.lastSeq, page.lastSeq),
  }
}

/** Newer messages behind; what is too much falls away in front. */
export const withLater = (talk: Talk, page: Page): Talk => {
  const last = talk.messages.at(-1)?.seq ?? 0
  const all = [...talk.messages, ...page.items.filter(({ seq }) => seq > last)]
  const kept = all.slice(-KEPT_AT_MOST)
  return {
    messages: kept,
    hasBefore: talk.hasBefore || kept.length < all.length,
    hasAfter: page.hasAfter,
    lastSeq: Math.max(talk.lastSeq, page.lastSeq, kept.at(-1)?.seq ?? 0),
  }
}

/**
 * A message as it is now. A known one takes the place of what was; a newer one joins the end when the end is
 * here. Numbers may be missing between, for what waits for a moderator is told to few.
 */
export const withMessage = (talk: Talk, message: Message): Talk => {
  const at = talk.messages.findIndex(({ seq }) => seq === message.seq)
  if (at >= 0)
    return { ...talk, messages: talk.messages.map((one, index) => (index === at ? message : one)) }
  const lastSeq = Math.max(talk.lastSeq, message.seq)
  const last = talk.messages.at(-1)?.seq ?? 0
  if (message.seq > last)
    return talk.hasAfter
      ? { ...talk, lastSeq }
      : withLater(talk, { items: [message], hasBefore: true, hasAfter: false, lastSeq })
  // Let through later than what came after it: it stands where it was said.
  const first = talk.messages[0]?.seq ?? Infinity
  if (message.seq < first) return talk
  const messages = [...talk.messages, message].sort((one, other) => one.seq - other.seq)
  return { ...talk, messages, lastSeq }
}

export const withoutMessage = (talk: Talk, gone: number): Talk => ({
  ...talk,
  messages: talk.messages.filter(({ seq }) => seq !== gone),
})

const TALKED_ON_MS = 5 * 60_000

/** As in WeChat: the time stands over a message when nobody had spoken for five minutes. */
export const showsTime = (message: Message, before: Message | undefined): boolean =>
  !before || new Date(message.at).getTime() - new Date(before.at).getTime() > TALKED_ON_MS

/**
 * Before which message a welcome stands: the first that was said after somebody came; `end` when nothing was
 * yet, null when that place is not in this stretch.
 */
export const welcomePlace = (
  { messages, hasBefore, hasAfter }: Talk,
  joinedAt: string | null,
): number | 'end' | null => {
  if (!joinedAt) return null
  const came = new Date(joinedAt).getTime()
  const at = messages.findIndex((one) => new Date(one.at).getTime() > came)
  if (at < 0) return hasAfter ? null : 'end'
  return at === 0 && hasBefore ? null : (messages[at]?.seq ?? null)
}

/** Where a message stands on the screen: two talks may lie on top of each other, each with a first message. */
export const rowId = (groupId: string, seq: number | 'end'): string =>
  `m${groupId.slice(-6)}-${seq}`
