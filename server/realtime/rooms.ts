import type { LiveEvent } from '../../contract/events'
import type { Caller, ListeningPlace } from '../ports/caller'
import type { Db } from '../ports/work'
import type { Listener } from './audience'
import { findEventsAfter, findNewestSeqs, REPLAY_LIMIT, type StoredEvent } from './event-repository'
import { createFrames } from './frames'
import { createPace, type Pace } from './pace'
import { createRecent } from './recent'
import type { Screen } from './screen'
import type { TextFrame } from './text-frame'

/** A community with screens open. */
interface Room {
  /** Each screen here, and the last event it was told or need not be told. */
  screens: Map<Screen, number>
  /** The last event that was read. */
  seq: number
  /** What was read and not yet told to all. */
  fresh: StoredEvent[]
  reading: Pace
  telling: Pace
  /** When all that was read has been told. */
  told: Promise<void>
}

interface RoomsDeps {
  db: Db
  findPlaces(caller: Caller): Promise<ListeningPlace[]>
  fill: FillEvents
  /** After this person's place changed, once everyone has heard of it. */
  onPlaceChanged(personId: string): Promise<void>
  onFailure(error: unknown): void
  pace: RoomsPace
}

export interface RoomsPace {
  readEveryMs: number
  tellEveryMs: number
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

/** Where they are for somebody by name, that person may hear more or less from here on. */
const PLACE_EVENTS: readonly LiveEvent['name'][] = [
  'membership.changed',
  'application.changed',
  'group.changed',
]

/** Who listens where, and what they are told, in the order in which it was committed. */
export const createRooms = (deps: RoomsDeps) => {
  const rooms = new Map<string, Room>()
  const recent = createRecent(deps)
  let isClosed = false

  /**
   * Goes once round the screens and tells each what it has not heard. What is read meanwhile still reaches
   * those not yet passed, so that nobody waits for a whole round to end before the next begins.
   */
  const goRound = async (communityId: string, room: Room): Promise<void> => {
    const until = room.seq
    const cuts = new Map<string, ReturnType<typeof createFrames>>()
    const frameFrom = (from: number, listener: Listener): TextFrame | null => {
      const key = `${from}-${room.seq}`
      const cut =
        cuts.get(key) ??
        createFrames(
          communityId,
          room.fresh.filter(({ event }) => event.seq > from),
        )
      cuts.set(key, cut)
      return cut(listener)
    }
    let passed = 0
    for (const screen of [...room.screens.keys()]) {
      // In turns: who asks something meanwhile must not wait until thousands were told.
      if ((passed += 1) % SCREENS_A_TURN === 0) await nextTurn()
      const from = room.screens.get(screen)
      const listener = screen.places.get(communityId)
      if (from === undefined || from >= room.seq || !listener) continue
      room.screens.set(screen, room.seq)
      const frame = frameFrom(from, listener)
      if (frame) screen.tell(frame)
    }
    room.fresh = room.fresh.filter(({ event }) => event.seq > until)
  }

  const read = async (communityId: string, room: Room): Promise<void> => {
    while (!isClosed && room.screens.size > 0) {
      const found = await findEventsAfter(deps.db, communityId, room.seq)
      // What follows a change of place is for who hears after it, so it is read after it.
      const firstMove = found.findIndex((one) => movedBy(one).length > 0)
      const stored = firstMove < 0 ? found : found.slice(0, firstMove + 1)
      const last = stored.at(-1)
      if (!last) return
      const filled = await deps.fill(communityId, stored)
      // Only now is `fresh` looked up: a round that ended meanwhile has put another list in its place.
      room.fresh.push(...filled)
      room.seq = last.event.seq
      room.told = room.telling.soon()
      const moved = movedBy(last)
      const isAll = stored.length === found.length && found.length <= REPLAY_LIMIT
      if (moved.length > 0 || !isAll) await room.told
      // Before anything else is read here, so that who was just admitted misses nothing.
      for (const personId of moved) await deps.onPlaceChanged(personId)
      if (isAll) return
    }
  }

  const leaveRoom = (communityId: string, screen: Screen): void => {
    const room = rooms.get(communityId)
    if (room?.screens.delete(screen) && room.screens.size === 0) rooms.delete(communityId)
  }

  const openRoom = (communityId: string, seq: number): Room => {
    const room: Room = {
      screens: new Map(),
      seq,
      fresh: [],
      reading: createPace(deps.pace.readEveryMs, () => read(communityId, room), deps.onFailure),
      telling: createPace(deps.pace.tellEveryMs, () => goRound(communityId, room), deps.onFailure),
      told: Promise.resolve(),
    }
    rooms.set(communityId, room)
    return room
  }

  const enterRoom = (communityId: string, screen: Screen, newest: number): number => {
    const room = rooms.get(communityId) ?? openRoom(communityId, newest)
    const seq = Math.max(newest, room.seq)
    if (!room.screens.has(screen)) room.screens.set(screen, seq)
    return seq
  }

  return {
    ids: (): string[] => [...rooms.keys()],

    /** Reads and tells what is new in a room, in order; done once all were told. */
    readSoon: async (communityId: string): Promise<void> => {
      const room = rooms.get(communityId)
      await room?.reading.soon()
      await room?.told
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

    /** What came while the screen was away, up to `until` at least; false when that can no longer be told one by one. */
    replay: async (
      screen: Screen,
      communityId: string,
      after: number,
      until: number,
    ): Promise<boolean> => {
      // A number from the future: the database was put back from a backup.
      if (after >= until) return after === until
      const listener = screen.places.get(communityId)
      if (!listener) return true
      const frame = await recent.missed(communityId, { after, until }, listener)
      if (frame === 'gone') return false
      if (frame) screen.sayFrame(frame)
      return true
    },

    leave: (screen: Screen): void => {
      for (const communityId of screen.places.keys()) leaveRoom(communityId, screen)
    },

    close: async (): Promise<void> => {
      isClosed = true
      await Promise.all(
        [...rooms.values()].flatMap(({ reading, telling }) => [reading.idle(), telling.idle()]),
      )
    },
  }
}

const SCREENS_A_TURN = 50

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Whose place it changes. */
const movedBy = ({ event, audience }: StoredEvent): readonly string[] =>
  PLACE_EVENTS.includes(event.name) ? (audience.personIds ?? []) : []
