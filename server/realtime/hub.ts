import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { LIVE_CLOSE, LIVE_PATH } from '../../contract/events'
import type { Bus } from '../ports/bus'
import type { Caller, ListeningPlace } from '../ports/caller'
import type { Db } from '../ports/work'
import { parseFrame } from './parse-frame'
import { eventsFrame } from './frames'
import { createRooms, type FillEvents } from './rooms'
import { createScreen, type Screen } from './screen'

const FRAME_LIMIT_BYTES = 16 * 1024
const GOODBYE_WITHIN_MS = 1_000

export const HUB_PACE = {
  /** What happens in a community within this long is read together. */
  readEveryMs: 10,
  /** No screen is told more often: what was read meanwhile goes out in one frame. */
  tellEveryMs: 50,
  helloWithinMs: 10_000,
  heartbeatMs: 30_000,
  /** A lost word from the bus costs at most this long. */
  lookAgainMs: 5_000,
}
export type HubPace = typeof HUB_PACE

export interface HubDeps {
  db: Db
  bus: Bus
  findCaller(token: string): Promise<Caller | null>
  findCallerOfSession(sessionId: string): Promise<Caller | null>
  findPlaces(caller: Caller): Promise<ListeningPlace[]>
  fill: FillEvents
  onFailure(error: unknown): void
  pace?: Partial<HubPace>
}

export interface Hub {
  attach(server: Server): void
  /** Screens open now, for the metrics. */
  count(): number
  close(): Promise<void>
}

/** Tells every open screen what changed for it. Events are stored first; the hub only reads them and passes them on, in order. */
export const createHub = (deps: HubDeps): Hub => {
  const pace = { ...HUB_PACE, ...deps.pace }
  const screens = new Set<Screen>()
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_LIMIT_BYTES,
    perMessageDeflate: false,
  })
  let server: Server | undefined

  const screensOf = (personId: string): Screen[] =>
    [...screens].filter(({ caller }) => caller.personId === personId)

  /** A session ended elsewhere must not go on listening here; who joined, left or changed office hears what the new place gives. */
  const lookAgainAt = (screen: Screen): Promise<void> =>
    screen.inTurn(async () => {
      const caller = await deps.findCallerOfSession(screen.caller.sessionId)
      if (!caller) return screen.end('session-ended')
      screen.caller = caller
      const { moves } = await rooms.place(screen, () => screens.has(screen))
      // The room that told of it was not, or is no more, one of this screen's.
      for (const [communityId, seq] of [...moves.entered, ...moves.left])
        screen.tell(eventsFrame(communityId, [{ seq, name: 'membership.changed' }]))
    })

  const lookAgainAtPerson = async (personId: string): Promise<void> => {
    for (const screen of screensOf(personId)) await lookAgainAt(screen)
  }

  const rooms = createRooms({
    db: deps.db,
    findPlaces: deps.findPlaces,
    fill: deps.fill,
    onPlaceChanged: lookAgainAtPerson,
    onFailure: deps.onFailure,
    pace,
  })

  const leave = (screen: Screen): void => {
    screens.delete(screen)
    rooms.leave(screen)
  }

  const welcome = (screen: Screen, after: Record<string, number>): Promise<void> =>
    screen.inTurn(async () => {
      const { at } = await rooms.place(screen, () => screens.has(screen))
      const reload: string[] = []
      for (const [communityId, until] of at) {
        const from = after[communityId]
        if (from !== undefined && !(await rooms.replay(screen, communityId, from, until)))
          reload.push(communityId)
      }
      const { personId } = screen.caller
      screen.say({ type: 'welcome', personId, at: Object.fromEntries(at), reload })
      screen.caughtUp()
    })

  const onConnection = (socket: WebSocket, { socket: wire }: IncomingMessage): void => {
    let screen: Screen | undefined
    let turn = Promise.resolve()
    const noHello = setTimeout(() => socket.close(LIVE_CLOSE['no-hello']), pace.helloWithinMs)

    const onFrame = async (text: string): Promise<void> => {
      if (socket.readyState !== socket.OPEN) return
      const frame = parseFrame(text)
      if (!frame) return socket.close(LIVE_CLOSE['bad-frame'])
      if (frame.type === 'ping') return socket.send('{"type":"pong"}')
      clearTimeout(noHello)
      const caller = await deps.findCaller(frame.token)
      if (!caller) return socket.close(LIVE_CLOSE['session-ended'])
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- it may have closed while we asked
      if (socket.readyState !== socket.OPEN) return
      if (screen) leave(screen)
      screen = createScreen(socket, wire, caller)
      screens.add(screen)
      await welcome(screen, frame.after)
    }
    // One frame after the other, and none is read from the wire meanwhile: a flood waits at the sender's.
    socket.on('message', (data: Buffer) => {
      socket.pause()
      turn = turn
        .then(() => onFrame(data.toString('utf8')))
        .catch((error: unknown) => {
          deps.onFailure(error)
          socket.close(LIVE_CLOSE['going-down'])
        })
        .finally(() => socket.resume())
    })
    socket.on('pong', () => {
      if (screen) screen.isAlive = true
    })
    socket.on('error', () => undefined) // ws closes it by itself, with the code that fits
    socket.on('close', () => {
      clearTimeout(noHello)
      if (screen) leave(screen)
    })
  }

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (request.url?.split('?')[0] !== LIVE_PATH) {
      // From here on the socket is ours alone; one that is cut must not end the server.
      socket.on('error', () => socket.destroy())
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, onConnection)
  }

  const checkScreens = async (): Promise<void> => {
    const asked = [...screens]
    for (const screen of asked) {
      if (screen.isAlive) screen.ping()
      else screen.cut()
      screen.isAlive = false
    }
    for (const screen of asked) if (screens.has(screen)) await lookAgainAt(screen)
  }

  deps.bus.hear(({ communityIds, personIds }) => {
    const told = communityIds.map((id) => rooms.readSoon(id))
    if (personIds.length === 0) return
    // Who leaves, or was refused, hears so in the room before the place there is gone.
    const lookAgain = async (): Promise<void> => {
      await Promise.all(told)
      for (const personId of personIds) await lookAgainAtPerson(personId)
    }
    lookAgain().catch(deps.onFailure)
  })
  const heartbeat = setInterval(() => void checkScreens().catch(deps.onFailure), pace.heartbeatMs)
  const lookAgain = setInterval(() => {
    for (const communityId of rooms.ids()) void rooms.readSoon(communityId)
  }, pace.lookAgainMs)

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
      await sayGoodbye([...sockets.clients])
      await rooms.close()
      sockets.close()
    },
  }
}

/** Whoever does not answer in time is cut: the server must end, and a phone that was cut comes back by itself. */
const sayGoodbye = async (open: readonly WebSocket[]): Promise<void> => {
  const gone = open.map((socket) => new Promise((resolve) => socket.once('close', resolve)))
  for (const socket of open) socket.close(LIVE_CLOSE['going-down'])
  let late: NodeJS.Timeout | undefined
  const enough = new Promise((resolve) => {
    late = setTimeout(resolve, GOODBYE_WITHIN_MS)
  })
  await Promise.race([Promise.all(gone), enough])
  clearTimeout(late)
  for (const socket of open) socket.terminate()
}
