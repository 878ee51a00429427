import type { Db } from '../ports/work'
import type { Listener } from './audience'
import {
  findEventsBetween,
  findOldestSeq,
  REPLAY_LIMIT,
  type StoredEvent,
} from './event-repository'
import { createFrames } from './frames'
import type { FillEvents } from './rooms'
import type { TextFrame } from './text-frame'

/** The last events of a community: all after `after`, up to `until`. */
interface Window {
  after: number
  until: number
  filled: readonly StoredEvent[]
  /** By what a phone heard last: those that a server lost all at once come back with the same. */
  frames: Map<number, ReturnType<typeof createFrames>>
  staleAt: number
}

/** After this it is read anew; nobody who comes back alone leaves more than this behind. */
const FRESH_MS = 5_000
const FRAMES_AT_MOST = 20

/**
 * What phones missed that come back. A server that starts again is asked by all its phones within a second, and
 * most of them the same: it is read and written out once for all of them.
 */
export const createRecent = ({ db, fill }: { db: Db; fill: FillEvents }) => {
  const windows = new Map<string, Window>()
  const turns = new Map<string, Promise<Window | null>>()

  const open = async (communityId: string, until: number): Promise<Window | null> => {
    const oldest = await findOldestSeq(db, communityId)
    if (oldest === null) return null
    const after = Math.max(until - REPLAY_LIMIT, oldest - 1)
    const filled = await fill(communityId, await findEventsBetween(db, communityId, after, until))
    const window = {
      after,
      until,
      filled,
      frames: new Map(),
      staleAt: performance.now() + FRESH_MS,
    }
    windows.set(communityId, window)
    setTimeout(() => {
      if (windows.get(communityId) === window) windows.delete(communityId)
    }, FRESH_MS).unref()
    return window
  }

  /** What came since is added, and what it says of an earlier message holds for that one too. */
  const extend = async (communityId: string, window: Window, until: number): Promise<Window> => {
    const stored = await findEventsBetween(db, communityId, window.until, until)
    const added = await fill(communityId, stored)
    const after = Math.max(window.after, until - REPLAY_LIMIT)
    const kept = window.filled.filter(({ event }) => event.seq > after)
    window.filled = [...asTheyAreNow(kept, added), ...added]
    window.after = after
    window.until = until
    window.frames.clear()
    return window
  }

  const reach = async (communityId: string, until: number): Promise<Window | null> => {
    const window = windows.get(communityId)
    if (!window || window.staleAt < performance.now()) return open(communityId, until)
    return window.until >= until ? window : extend(communityId, window, until)
  }

  return {
    /**
     * What this listener missed after one event and up to another, and perhaps some of what came since; `null`
     * when nothing of it is for them, and `'gone'` when it is too much or no longer kept.
     */
    missed: async (
      communityId: string,
      { after, until }: { after: number; until: number },
      listener: Listener,
    ): Promise<TextFrame | null | 'gone'> => {
      // One after the other: two must not extend the same window.
      const before = turns.get(communityId) ?? Promise.resolve(null)
      const turn = before.catch(() => null).then(() => reach(communityId, until))
      turns.set(communityId, turn)
      const window = await turn.finally(() => {
        if (turns.get(communityId) === turn) turns.delete(communityId)
      })
      if (!window || after < window.after) return 'gone'
      const known = window.frames.get(after)
      const cut =
        known ??
        createFrames(
          communityId,
          window.filled.filter(({ event }) => event.seq > after),
        )
      if (!known && window.frames.size >= FRAMES_AT_MOST) window.frames.clear()
      window.frames.set(after, cut)
      return cut(listener)
    },
  }
}

const asTheyAreNow = (
  earlier: readonly StoredEvent[],
  added: readonly StoredEvent[],
): StoredEvent[] => {
  const now = new Map(
    added.flatMap(({ event }) =>
      event.name === 'message.changed' ? [[keyOf(event), event.message] as const] : [],
    ),
  )
  return earlier.map((one) => {
    const { event } = one
    if (event.name !== 'message.changed' || !now.has(keyOf(event))) return one
    const { message: _, ...numbers } = event
    const message = now.get(keyOf(event))
    return { ...one, event: message ? { ...numbers, message } : numbers }
  })
}

const keyOf = ({ groupId, messageSeq }: { groupId: string; messageSeq: number }): string =>
  `${groupId}/${messageSeq}`
