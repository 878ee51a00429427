import { create } from 'zustand'
import type { Me, Session, Start } from '../../contract/identity'
import { connectLive, whenLiveSessionEnds } from '@/api/live'
import { call, useToken as tellToken, whenSessionEnds } from '@/api/client'
import { readStored, removeStored, store } from '@/platform/storage'

/** Who is using this phone. `starting` lasts until the stored session has been looked at. */
export type SessionState =
  | { is: 'starting' }
  | { is: 'signed-out'; why: 'new' | 'ended' | 'left' }
  | { is: 'signed-in'; me: Me }

const START = 'start'
const isStart = (value: unknown): value is Start =>
  typeof value === 'object' && value !== null && 'notice' in value && 'isSample' in value

/** `start` is what the server said last time, until it says it again: a page then need not be drawn twice. */
export const useSession = create<{ session: SessionState; start: Start | null }>(() => ({
  session: { is: 'starting' },
  start: readStored(START, isStart),
}))

interface StoredSession {
  token: string
  rotatedAt: number
  me: Me
}
const KEY = 'session'
const ROTATE_AFTER_MS = 24 * 3_600_000

const isStoredSession = (value: unknown): value is StoredSession =>
  typeof value === 'object' &&
  value !== null &&
  'token' in value &&
  'me' in value &&
  'rotatedAt' in value

/** The stored session opens the app at once, also without a network; the server is asked behind it. */
export const startSession = async (nowMs: number): Promise<void> => {
  whenSessionEnds(() => endSession('ended'))
  // Asked once more: its answer ends the session here, and tells it from a token that was only replaced.
  whenLiveSessionEnds(() => void refreshMe().catch(() => undefined))
  const stored = readStored(KEY, isStoredSession)
  if (stored) {
    enter(stored.token, stored.me)
    if (nowMs - stored.rotatedAt > ROTATE_AFTER_MS) void rotate(nowMs).catch(() => undefined) // the old one still holds
    void refreshMe().catch(() => undefined) // offline: what is stored is shown
  } else useSession.setState({ session: { is: 'signed-out', why: 'new' } })
  await loadStart()
}

export const loadStart = async (): Promise<Start> => {
  const start = await call('getStart', {})
  store(START, start)
  useSession.setState({ start })
  return start
}

export const keepSession = ({ token, me }: Session, nowMs: number): void => {
  store(KEY, { token, rotatedAt: nowMs, me } satisfies StoredSession)
  enter(token, me)
}

/** Anything that changes who I am answers with the new me. */
export const keepMe = (me: Me): void => {
  const stored = readStored(KEY, isStoredSession)
  if (stored) store(KEY, { ...stored, me })
  useSession.setState({ session: { is: 'signed-in', me } })
}

export const keepUnread = (unreadCount: number): void => {
  const me = currentMe()
  if (me && me.unreadCount !== unreadCount) keepMe({ ...me, unreadCount })
}

export const refreshMe = async (): Promise<Me> => {
  const me = await call('getMe', {})
  keepMe(me)
  return me
}

export const endSession = (why: 'ended' | 'left'): void => {
  removeStored(KEY)
  tellToken(null)
  connectLive(null)
  useSession.setState({ session: { is: 'signed-out', why } })
}

const enter = (token: string, me: Me): void => {
  tellToken(token)
  useSession.setState({ session: { is: 'signed-in', me } })
  connectLive(token)
}

const rotate = async (nowMs: number): Promise<void> => {
  const { token } = await call('rotateSession', {})
  const stored = readStored(KEY, isStoredSession)
  if (!stored) return
  store(KEY, { ...stored, token, rotatedAt: nowMs })
  tellToken(token)
  // The one before is good for a while only; the socket must not come back with it.
  connectLive(token)
}

/** The signed-in person, or null. */
export const useMe = (): Me | null =>
  useSession(({ session }) => (session.is === 'signed-in' ? session.me : null))
export const currentMe = (): Me | null => {
  const { session } = useSession.getState()
  return session.is === 'signed-in' ? session.me : null
}

/** Another person on this phone, or nobody: what was read for the one before must not be shown to them. */
export const onPersonChange = (listener: () => void): (() => void) =>
  useSession.subscribe(({ session }, { session: before }) => {
    const personId = session.is === 'signed-in' ? session.me.personId : null
    const beforeId = before.is === 'signed-in' ? before.me.personId : null
    if (personId !== beforeId && before.is !== 'starting') listener()
  })
