import type { AddressInfo } from 'node:net'
import { WebSocket } from 'ws'
import {
  LIVE_PATH,
  type ClientFrame,
  type LiveEvent,
  type ServerFrame,
} from '../../contract/events'

type Welcome = Extract<ServerFrame, { type: 'welcome' }>

/** One open screen: a real socket to a server, and everything that it heard. */
export interface LiveScreen {
  socket: WebSocket
  frames: ServerFrame[]
  /** The events heard so far, of one community or of all. */
  events(communityId?: string): LiveEvent[]
  /** Waits until what was heard is as wanted; a test that waits in vain is ended by its time limit. */
  until(is: () => boolean): Promise<void>
  hello(token: string, after?: Record<string, number>): Promise<Welcome>
  say(frame: ClientFrame | string): void
  /** The code with which it was closed. */
  closed: Promise<number>
  close(): void
}

export const liveUrl = ({ port }: Pick<AddressInfo, 'port'>): string =>
  `ws://127.0.0.1:${port}${LIVE_PATH}`

export const openScreen = (url: string): Promise<LiveScreen> => {
  const socket = new WebSocket(url, { perMessageDeflate: false })
  const frames: ServerFrame[] = []
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const look of waiting) look()
  }
  socket.on('message', (data: Buffer) => {
    // Our own server's word, by the contract.
    frames.push(JSON.parse(data.toString('utf8')) as ServerFrame)
    wake()
  })
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  const until = (is: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = () => {
        if (!is()) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  const say = (frame: ClientFrame | string) =>
    socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  const welcomes = () => frames.filter((frame) => frame.type === 'welcome')
  const screen: LiveScreen = {
    socket,
    frames,
    events: (communityId) =>
      frames.flatMap((frame) =>
        frame.type === 'events' && (!communityId || frame.communityId === communityId)
          ? frame.events
          : [],
      ),
    until,
    hello: async (token, after = {}) => {
      const before = welcomes().length
      say({ type: 'hello', token, after })
      await Promise.race([
        until(() => welcomes().length > before),
        closed.then((code) => Promise.reject(new Error(`closed with ${code}`))),
      ])
      return welcomes().at(-1)! // one more than before
    },
    say,
    closed,
    close: () => socket.close(),
  }
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(screen))
    socket.once('error', reject)
  })
}
