import type { LiveEvent, ServerFrame } from '../../contract/events'
import { isFor, type Listener } from './audience'
import type { StoredEvent } from './event-repository'
import { textFrame, type TextFrame } from './text-frame'

export const eventsFrame = (communityId: string, events: LiveEvent[]): TextFrame =>
  textFrame(JSON.stringify({ type: 'events', communityId, events } satisfies ServerFrame))

/** What each listener hears of these events, as one frame that all who hear the same share; null for nothing. */
export const createFrames = (communityId: string, stored: readonly StoredEvent[]) => {
  // Most events of a moment are for the same people, who are then asked about once.
  const byAudience = new Map<string, StoredEvent[]>()
  for (const one of stored) {
    const key = JSON.stringify(one.audience)
    const same = byAudience.get(key)
    if (same) same.push(one)
    else byAudience.set(key, [one])
  }
  const parts = [...byAudience.values()]
  const frames = new Map<string, TextFrame | null>()

  const build = (heard: readonly StoredEvent[]): TextFrame | null => {
    if (heard.length === 0) return null
    const events = heard.map(({ event }) => event).sort((one, other) => one.seq - other.seq)
    return eventsFrame(communityId, events)
  }

  return (listener: Listener): TextFrame | null => {
    const hears = parts.map(([first]) => first !== undefined && isFor(first.audience, listener))
    const key = hears.join()
    const known = frames.get(key)
    if (known !== undefined) return known
    const frame = build(parts.filter((_, at) => hears[at]).flat())
    frames.set(key, frame)
    return frame
  }
}
