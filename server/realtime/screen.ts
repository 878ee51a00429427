import type { WebSocket } from 'ws'
import { LIVE_CLOSE, type ServerFrame } from '../../contract/events'
import type { Caller } from '../ports/caller'
import type { Listener } from './audience'

/** A frame shared by many is bytes already, and text all the same. */
const AS_TEXT = { binary: false }

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
  /** In its turn: what happens now waits until `catchUp` was told, because a client takes events in rising order only. */
  tell(frame: string | Buffer): void
  caughtUp(): void
  ping(): void
  end(why: keyof typeof LIVE_CLOSE): void
  cut(): void
  /** One after the other: where this screen listens must not be set from an older answer. */
  inTurn(work: () => Promise<void>): Promise<void>
}

export const createScreen = (socket: WebSocket, caller: Caller): Screen => {
  let held: (string | Buffer)[] | null = []
  let turn = Promise.resolve()
  const deliver = (frame: string | Buffer): void => {
    if (socket.bufferedAmount > WAITING_LIMIT_BYTES) socket.close(LIVE_CLOSE['too-slow'])
    else socket.send(frame, AS_TEXT)
  }
  return {
    caller,
    places: new Map(),
    isAlive: true,
    say: (frame) => deliver(JSON.stringify(frame)),
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
