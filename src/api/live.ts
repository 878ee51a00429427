import {
  LIVE_CLOSE,
  LIVE_PATH,
  type ClientFrame,
  type LiveEvent,
  type ServerFrame,
} from '../../contract/events'
import { openSocket } from '@/platform/socket'
import type { Socket } from '@/platform/wire'
import { serverAddress } from '@/platform/server-address'

type Listener = (communityId: string, event: LiveEvent) => void
type LiveState = 'off' | 'connecting' | 'on'

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000
const PING_MS = 25_000

/**
 * The one socket to the server. It remembers the last event of each community, so that after a cut
 * it hears what came meanwhile; where that is too long ago, `onReload` asks the screens to read anew.
 */
const seen: Record<string, number> = {}
const listeners = new Set<Listener>()
const reloaders = new Set<(communityId: string) => void>()
const watchers = new Set<(state: LiveState) => void>()
let onSessionEnded: () => void = () => undefined
let socket: Socket | null = null
let token: string | null = null
let failures = 0
let retry: ReturnType<typeof setTimeout> | undefined
let ping: ReturnType<typeof setInterval> | undefined

const stop = (set: Set<unknown>, one: unknown) => () => {
  set.delete(one)
}
export const onLive = (listener: Listener) => {
  listeners.add(listener)
  return stop(listeners, listener)
}
export const onReload = (listener: (communityId: string) => void) => {
  reloaders.add(listener)
  return stop(reloaders, listener)
}
export const onLiveState = (listener: (state: LiveState) => void) => {
  watchers.add(listener)
  return stop(watchers, listener)
}

/** The server no longer knows the session: it will not be asked again by itself. */
export const whenLiveSessionEnds = (listener: () => void): void => {
  onSessionEnded = listener
}

/** Connects for this session, or hangs up for good with null. */
export const connectLive = (sessionToken: string | null): void => {
  if (token === sessionToken && socket) return
  token = sessionToken
  hangUp()
  failures = 0
  if (token) open()
}

/** The network or the app is back: do not wait for the next try. */
export const wakeLive = (): void => {
  if (!token || socket) return
  clearTimeout(retry)
  failures = 0
  open()
}

const tell = (state: LiveState): void => {
  for (const watch of watchers) watch(state)
}

const hangUp = (): void => {
  clearTimeout(retry)
  clearInterval(ping)
  const old = socket
  socket = null
  old?.close()
  tell('off')
}

const open = (): void => {
  tell('connecting')
  const mine = openSocket(liveUrl(), {
    onOpen: () => {
      if (token) say({ type: 'hello', token, after: { ...seen } })
      clearInterval(ping)
      ping = setInterval(() => say({ type: 'ping' }), PING_MS)
    },
    onMessage: (text) => hear(text),
    onClose: (code) => {
      if (mine !== socket) return
      socket = null
      clearInterval(ping)
      tell('off')
      if (code === LIVE_CLOSE['session-ended']) onSessionEnded()
      else comeBack()
    },
  })
  socket = mine
}

/** Growing waits with a random part, so that a whole city does not come back in the same second. */
const comeBack = (): void => {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures)
  failures += 1
  clearTimeout(retry)
  retry = setTimeout(open, wait * (0.5 + Math.random() / 2))
}

const say = (frame: ClientFrame): void => {
  socket?.send(JSON.stringify(frame))
}

const hear = (text: string): void => {
  const frame = JSON.parse(text) as ServerFrame // our own server's word, by the contract
  if (frame.type === 'welcome') {
    failures = 0
    // What was read before the first hello may already be old.
    const isFirst = (communityId: string) => seen[communityId] === undefined
    const old = Object.keys(frame.at).filter((id) => isFirst(id) || frame.reload.includes(id))
    for (const [communityId, at] of Object.entries(frame.at))
      // What was told before the welcome may be newer; a number from a database that is gone is not.
      seen[communityId] = frame.reload.includes(communityId)
        ? at
        : Math.max(seen[communityId] ?? 0, at)
    tell('on')
    for (const communityId of old) for (const reload of reloaders) reload(communityId)
  }
  if (frame.type !== 'events') return
  for (const event of frame.events) {
    // Told twice around a reconnect: the number says that it is known.
    if (event.seq <= (seen[frame.communityId] ?? 0)) continue
    seen[frame.communityId] = event.seq
    for (const listen of listeners) listen(frame.communityId, event)
  }
}

const liveUrl = (): string => serverAddress().live + LIVE_PATH
