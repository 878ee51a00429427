import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import {
  LIVE_CLOSE,
  LIVE_PATH,
  type ClientFrame,
  type LiveEvent,
  type ServerFrame,
} from '../../contract/events'
import type { Bus } from '../ports/bus'
import type { Caller, Member } from '../ports/caller'
import type { Clock } from '../ports/clock'
import type { Db } from '../ports/work'
import { isFor, type Listener } from './audience'
import {
  findEventsAfter,
  findNewestSeqs,
  findOldestSeq,
  REPLAY_LIMIT,
  type StoredEvent,
} from './event-repository'

/** Events of a community are gathered this long and go out in one frame. */
const GATHER_MS = 50
const HELLO_WITHIN_MS = 10_000
const HEARTBEAT_MS = 30_000
/** A lost word from the bus costs at most this long. */
const LOOK_AGAIN_MS = 5_000
/** What a slow phone may have waiting before it is asked to come back and catch up. */
const WAITING_LIMIT_BYTES = 1_000_000
const FRAME_LIMIT_BYTES = 16 * 1024

interface Screen {
  socket: WebSocket
  caller: Caller
  token: string
  communities: Map<string, Listener>
  isAlive: boolean
}

interface Room {
  screens: Set<Screen>
  /** The last event given out here. */
  seq: number
  timer?: ReturnType<typeof setTimeout>
  reading: Promise<void>
}

export interface HubDeps {
  db: Db
  bus: Bus
  clock: Clock
  findCaller(token: string): Promise<Caller | null>
  findMemberships(caller: Caller): Promise<Member[]>
  onFailure(error: unknown): void
}

export interface Hub {
  attach(server: Server): void
  /** Screens open now, for the metrics. */
  count(): number
  close(): Promise<void>
}

/** Tells every open screen what changed for it. Events are stored first; the hub only reads them and passes them on, in order. */
export const createHub = (deps: HubDeps): Hub => {
  const rooms = new Map<string, Room>()
  const screens = new Set<Screen>()
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_LIMIT_BYTES,
    perMessageDeflate: false,
  })
  let server: Server | undefined

  const send = (screen: Screen, frame: ServerFrame | string): void => {
    if (screen.socket.bufferedAmount > WAITING_LIMIT_BYTES)
      return screen.socket.close(LIVE_CLOSE['too-slow'])
    screen.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  }

  const tellRoom = (communityId: string, room: Room, stored: readonly StoredEvent[]): void => {
    // Most events are for everyone: those who hear the same share one frame.
    const frames = new Map<string, string>()
    for (const screen of room.screens) {
      const listener = screen.communities.get(communityId)
      if (!listener) continue
      const events = stored
        .filter(({ audience }) => isFor(audience, listener))
        .map(({ event }) => event)
      if (events.length === 0) continue
      const key = events.map(({ seq }) => seq).join()
      const frame =
        frames.get(key) ??
        JSON.stringify({ type: 'events', communityId, events } satisfies ServerFrame)
      frames.set(key, frame)
      send(screen, frame)
    }
  }

  /** Whoever joined, left or changed office hears from now on what the new place gives. */
  const refreshMembers = async (stored: readonly StoredEvent[]): Promise<void> => {
    const changed = new Set(
      stored.flatMap(({ event, audience }) =>
        event.name === 'membership.changed' ? (audience.personIds ?? []) : [],
      ),
    )
    if (changed.size === 0) return
    for (const screen of screens) if (changed.has(screen.caller.personId)) await enterRooms(screen)
  }

  const read = async (communityId: string, room: Room): Promise<void> => {
    for (;;) {
      const stored = await findEventsAfter(deps.db, communityId, room.seq)
      const last = stored.at(-1)
      if (!last) return
      room.seq = last.event.seq
      await refreshMembers(stored)
      tellRoom(communityId, room, stored)
      if (stored.length <= REPLAY_LIMIT) return
    }
  }

  /** One reader a room at a time, so that order is kept. */
  const readSoon = (communityId: string, afterMs: number): void => {
    const room = rooms.get(communityId)
    if (!room || room.timer) return
    room.timer = setTimeout(() => {
      room.timer = undefined
      room.reading = room.reading.then(() => read(communityId, room)).catch(deps.onFailure)
    }, afterMs)
  }

  /** Puts the screen into its rooms; answers up to which event each room will not tell it any more. */
  const enterRooms = async (screen: Screen): Promise<Map<string, number>> => {
    const members = await deps.findMemberships(screen.caller)
    const ids = members.map(({ communityId }) => communityId)
    const newest = await findNewestSeqs(deps.db, ids)
    screen.communities = new Map(members.map((member) => [member.communityId, member]))
    for (const [communityId, room] of rooms)
      if (!screen.communities.has(communityId)) room.screens.delete(screen)
    return new Map(
      ids.map((communityId) => {
        const seq = newest.get(communityId) ?? 0
        const room = rooms.get(communityId) ?? {
          screens: new Set(),
          seq,
          reading: Promise.resolve(),
        }
        rooms.set(communityId, room)
        room.screens.add(screen)
        return [communityId, Math.max(seq, room.seq)]
      }),
    )
  }

  /** What came while the screen was away, up to `until`; false when that can no longer be told one by one. */
  const replay = async (
    screen: Screen,
    communityId: string,
    after: number,
    until: number,
  ): Promise<boolean> => {
    if (after >= until) return after === until
    const oldest = await findOldestSeq(deps.db, communityId)
    const stored = await findEventsAfter(deps.db, communityId, after)
    if (oldest === null || oldest > after + 1 || stored.length > REPLAY_LIMIT) return false
    const listener = screen.communities.get(communityId)
    const events: LiveEvent[] = stored
      .filter(({ event, audience }) => event.seq <= until && listener && isFor(audience, listener))
      .map(({ event }) => event)
    if (events.length > 0) send(screen, { type: 'events', communityId, events })
    return true
  }

  const welcome = async (screen: Screen, after: Record<string, number>): Promise<void> => {
    const toldUntil = await enterRooms(screen)
    const reload: string[] = []
    for (const [communityId, until] of toldUntil) {
      const from = after[communityId]
      if (from !== undefined && !(await replay(screen, communityId, from, until)))
        reload.push(communityId)
    }
    const at = Object.fromEntries(toldUntil)
    send(screen, { type: 'welcome', personId: screen.caller.personId, at, reload })
  }

  const onConnection = (socket: WebSocket): void => {
    let screen: Screen | undefined
    const noHello = setTimeout(() => socket.close(LIVE_CLOSE['no-hello']), HELLO_WITHIN_MS)

    const onFrame = async (text: string): Promise<void> => {
      const frame = parseFrame(text)
      if (!frame) return socket.close(LIVE_CLOSE['bad-frame'])
      if (frame.type === 'ping') return socket.send('{"type":"pong"}')
      clearTimeout(noHello)
      const caller = await deps.findCaller(frame.token)
      if (!caller) return socket.close(LIVE_CLOSE['session-ended'])
      if (screen) leave(screen)
      screen = { socket, caller, token: frame.token, communities: new Map(), isAlive: true }
      screens.add(screen)
      await welcome(screen, frame.after)
      if (socket.readyState !== socket.OPEN) leave(screen)
    }
    socket.on('message', (data: Buffer) => {
      onFrame(data.toString('utf8')).catch((error: unknown) => {
        deps.onFailure(error)
        socket.close(LIVE_CLOSE['going-down'])
      })
    })
    socket.on('pong', () => {
      if (screen) screen.isAlive = true
    })
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      clearTimeout(noHello)
      if (screen) leave(screen)
    })
  }

  const leave = (screen: Screen): void => {
    screens.delete(screen)
    for (const [communityId, room] of rooms) {
      room.screens.delete(screen)
      if (room.screens.size > 0) continue
      clearTimeout(room.timer)
      rooms.delete(communityId)
    }
  }

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (request.url?.split('?')[0] !== LIVE_PATH) {
      socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, onConnection)
  }

  const checkScreens = async (): Promise<void> => {
    for (const screen of [...screens]) {
      if (!screen.isAlive) {
        screen.socket.terminate()
        continue
      }
      screen.isAlive = false
      screen.socket.ping()
      // A session ended elsewhere must not go on listening here.
      if (!(await deps.findCaller(screen.token))) screen.socket.close(LIVE_CLOSE['session-ended'])
    }
  }

  deps.bus.hear((communityIds) => {
    for (const communityId of communityIds) readSoon(communityId, GATHER_MS)
  })
  const heartbeat = setInterval(() => void checkScreens().catch(deps.onFailure), HEARTBEAT_MS)
  const lookAgain = setInterval(() => {
    for (const communityId of rooms.keys()) readSoon(communityId, 0)
  }, LOOK_AGAIN_MS)

  return {
    attach: (httpServer) => {
      server = httpServer
      server.on('upgrade', onUpgrade)
    },
    count: () => screens.size,
    close: async () => {
      server?.off('upgrade', onUpgrade)
      clearInterval(heartbeat)
      clearInterval(lookAgain)
      for (const screen of [...screens]) screen.socket.close(LIVE_CLOSE['going-down'])
      for (const room of rooms.values()) clearTimeout(room.timer)
      await Promise.all([...rooms.values()].map((room) => room.reading))
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}

const parseFrame = (text: string): ClientFrame | null => {
  try {
    const frame: unknown = JSON.parse(text)
    if (typeof frame !== 'object' || frame === null || !('type' in frame)) return null
    if (frame.type === 'ping') return { type: 'ping' }
    if (frame.type !== 'hello' || !('token' in frame) || typeof frame.token !== 'string')
      return null
    return { type: 'hello', token: frame.token, after: seqsOf('after' in frame ? frame.after : {}) }
  } catch {
    return null // not JSON; the caller closes the socket with `bad-frame`
  }
}

const seqsOf = (value: unknown): Record<string, number> =>
  Object.fromEntries(
    Object.entries(value && typeof value === 'object' ? value : {}).filter(
      (entry): entry is [string, number] =>
        /^\d{12}$/.test(entry[0]) && Number.isSafeInteger(entry[1]),
    ),
  )
