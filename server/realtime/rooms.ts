import type { LiveEvent, ServerFrame } from '../../contract/events'
import type { Caller, ListeningPlace } from '../ports/caller'
import type { Db } from '../ports/work'
import { isFor } from './audience'
import {
  findEventsAfter,
  findNewestSeqs,
  findOldestSeq,
  REPLAY_LIMIT,
  type StoredEvent,
} from './event-repository'
import type { Screen } from './screen'

/** A community with screens open. */
interface Room {
  screens: Set<Screen>
  /** The last event given out here. */
  seq: number
  /** The reading that is about to begin. */
  next?: Promise<void>
  /** The readings so far. */
  reading: Promise<void>
}

interface RoomsDeps {
  db: Db
  findPlaces(caller: Caller): Promise<ListeningPlace[]>
  fill: FillEvents
  /** After this person's place changed, once everyone has heard of it. */
  onPlaceChanged(personId: string): Promise<void>
  onFailure(error: unknown): void
}

/** Puts into events what the groups' phones would all have to ask for: one reading for however many listen. */
export type FillEvents = (
  communityId: string,
  stored: readonly StoredEvent[],
) => Promise<readonly StoredEvent[]>

/** Where a screen's places differ from before, each with the newest event there. */
export interface Moves {
  entered: Map<string, number>
  left: Map<string, number>
}

const PLACE_EVENTS: readonly LiveEvent['name'][] = ['membership.changed', 'application.changed']

/** Who listens where, and what they are told, in the order in which it was committed. */
export const createRooms = (deps: RoomsDeps) => {
  const rooms = new Map<string, Room>()
  let isClosed = false

  const tellRoom = (communityId: string, room: Room, stored: readonly StoredEvent[]): void => {
    // Most events are for everyone: those who hear the same share one frame.
    const frames = new Map<string, string>()
    for (const screen of room.screens) {
      const listener = screen.places.get(communityId)
      if (!listener) continue
      const events = stored
        .filter(({ audience }) => isFor(audience, listener))
        .map(({ event }) => event)
      if (events.length === 0) continue
      const key = events.map(({ seq }) => seq).join()
      const frame = frames.get(key) ?? eventsFrame(communityId, events)
      frames.set(key, frame)
      screen.tell(frame)
    }
  }

  const read = async (communityId: string, room: Room): Promise<void> => {
    while (!isClosed && room.screens.size > 0) {
      const stored = await findEventsAfter(deps.db, communityId, room.seq)
      const last = stored.at(-1)
      if (!last) return
      const filled = await deps.fill(communityId, stored)
      room.seq = last.event.seq
      tellRoom(communityId, room, filled)
      // Before anything else is read here, so that who was just admitted misses nothing.
      for (const personId of whosePlaceChanged(stored)) await deps.onPlaceChanged(personId)
      if (stored.length <= REPLAY_LIMIT) return
    }
  }

  const leaveRoom = (communityId: string, screen: Screen): void => {
    const room = rooms.get(communityId)
    if (room?.screens.delete(screen) && room.screens.size === 0) rooms.delete(communityId)
  }

  const enterRoom = (communityId: string, screen: Screen, newest: number): number => {
    const room = rooms.get(communityId) ?? {
      screens: new Set(),
      seq: newest,
      reading: Promise.resolve(),
    }
    rooms.set(communityId, room)
    room.screens.add(screen)
    return Math.max(newest, room.seq)
  }

  return {
    ids: (): string[] => [...rooms.keys()],

    /** One reader a room at a time, so that order is kept; several asked for in a moment are one. Done once all were told. */
    readSoon: (communityId: string, afterMs: number): Promise<void> => {
      const room = rooms.get(communityId)
      if (!room) return Promise.resolve()
      room.next ??= wait(afterMs).then(() => {
        room.next = undefined
        room.reading = room.reading.then(() => read(communityId, room)).catch(deps.onFailure)
        return room.reading
      })
      return room.next
    },

    /** Puts the screen where its person may listen now; answers up to which event each room will not tell it any more. */
    place: async (
      screen: Screen,
      isStillHere: () => boolean,
    ): Promise<{ at: Map<string, number>; moves: Moves }> => {
      const places = await deps.findPlaces(screen.caller)
      const before = [...screen.places.keys()]
      const newest = await findNewestSeqs(deps.db, [
        ...new Set([...places.map(({ communityId }) => communityId), ...before]),
      ])
      const moves: Moves = { entered: new Map(), left: new Map() }
      const at = new Map<string, number>()
      if (!isStillHere()) return { at, moves }
      const { personId } = screen.caller
      screen.places = new Map(places.map((one) => [one.communityId, { personId, ...one }]))
      for (const communityId of before) {
        if (screen.places.has(communityId)) continue
        leaveRoom(communityId, screen)
        moves.left.set(communityId, newest.get(communityId) ?? 0)
      }
      for (const communityId of screen.places.keys()) {
        const seq = enterRoom(communityId, screen, newest.get(communityId) ?? 0)
        at.set(communityId, seq)
        if (!before.includes(communityId)) moves.entered.set(communityId, seq)
      }
      return { at, moves }
    },

    /** What came while the screen was away, up to `until`; false when that can no longer be told one by one. */
    replay: async (
      screen: Screen,
      communityId: string,
      after: number,
      until: number,
    ): Promise<boolean> => {
      // A number from the future: the database was put back from a backup.
      if (after >= until) return after === until
      const oldest = await findOldestSeq(deps.db, communityId)
      const stored = await findEventsAfter(deps.db, communityId, after)
      if (oldest === null || oldest > after + 1 || stored.length > REPLAY_LIMIT) return false
      const listener = screen.places.get(communityId)
      const heard = stored.filter(
        ({ event, audience }) => event.seq <= until && listener && isFor(audience, listener),
      )
      const events = (await deps.fill(communityId, heard)).map(({ event }) => event)
      if (events.length > 0) screen.say({ type: 'events', communityId, events })
      return true
    },

    leave: (screen: Screen): void => {
      for (const communityId of screen.places.keys()) leaveRoom(communityId, screen)
    },

    close: async (): Promise<void> => {
      isClosed = true
      await Promise.all([...rooms.values()].map((room) => room.reading))
    },
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export const eventsFrame = (communityId: string, events: LiveEvent[]): string =>
  JSON.stringify({ type: 'events', communityId, events } satisfies ServerFrame)

const whosePlaceChanged = (stored: readonly StoredEvent[]): Set<string> =>
  new Set(
    stored.flatMap(({ event, audience }) =>
      PLACE_EVENTS.includes(event.name) ? (audience.personIds ?? []) : [],
    ),
  )
