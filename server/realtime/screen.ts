import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { LIVE_CLOSE, type ServerFrame } from '../../contract/events'
import type { Caller } from '../ports/caller'
import type { Listener } from './audience'
import type { TextFrame } from './text-frame'

/** What a slow phone may have waiting before it is asked to come back and catch up. */
const WAITING_LIMIT_BYTES = 1_000_000

/** One open screen of somebody who has said hello. */
export interface Screen {
  caller: Caller
  /** Where it listens now. */
  places: Map<string, Listener>
  isAlive: boolean
  /** At once: what it missed, and that it is welcome. */
  say(frame: ServerFrame): void
  /** The same, for a frame that many are given. */
  sayFrame(frame: TextFrame): void
  /** In its turn: what happens now waits until `catchUp` was told, because a client takes events in rising order only. */
  tell(frame: TextFrame): void
  caughtUp(): void
  ping(): void
  end(why: keyof typeof LIVE_CLOSE): void
  cut(): void
  /** One after the other: where this screen listens must not be set from an older answer. */
  inTurn(work: () => Promise<void>): Promise<void>
}

/** `wire` is what the socket speaks over: a frame that many share goes there as it is, for a third less work than `socket.send`. */
export const createScreen = (socket: WebSocket, wire: Duplex, caller: Caller): Screen => {
  let held: TextFrame[] | null = []
  let turn = Promise.resolve()
  const isTooSlow = (): boolean => {
    if (socket.bufferedAmount <= WAITING_LIMIT_BYTES) return false
    socket.close(LIVE_CLOSE['too-slow'])
    return true
  }
  const deliver = (frame: TextFrame): void => {
    // After its close frame nothing more may be on the wire.
    if (socket.readyState === socket.OPEN && !isTooSlow()) wire.write(frame)
  }
  return {
    caller,
    places: new Map(),
    isAlive: true,
    say: (frame) => {
      if (!isTooSlow()) socket.send(JSON.stringify(frame))
    },
    sayFrame: deliver,
    tell: (frame) => {
      if (held) held.push(frame)
      else deliver(frame)
    },
    caughtUp: () => {
      const waiting = held ?? []
      held = null
      for (const frame of waiting) deliver(frame)
    },
    ping: () => socket.ping(),
    end: (why) => socket.close(LIVE_CLOSE[why]),
    cut: () => socket.terminate(),
    inTurn: (work) => {
      const mine = turn.then(work)
      turn = mine.catch(() => undefined) // told to whoever asked for this turn, not for the next
      return mine
    },
  }
}
