import type { LiveChange } from '../../../contract/events'
import { onLive, onLiveState } from '@/api/live'
import { toast } from '@/platform/dialogs'
import { currentPage, go } from '@/platform/go'
import { showUnread } from '@/platform/tab-badge'
import { currentMe, refreshMe, useSession } from '@/stores/session'
import { mustAgreeAgain } from './consent'
import { SIGN_IN_TEXT } from './text'

export const SIGN_IN_PAGE = 'resident/sign-in/index'

/** Several things that change me at once are read once. */
const REFRESH_AFTER_MS = 300
let due: ReturnType<typeof setTimeout> | undefined

/** An announcement is told to all whom it is for in one event: it lies in my inbox like anything else. */
const CHANGES_ME: readonly LiveChange['name'][] = [
  'membership.changed',
  'inbox.added',
  'announcement.posted',
  'announcement.reminded',
]

const refreshSoon = (): void => {
  due ??= setTimeout(() => {
    due = undefined
    if (currentMe()) void refreshMe().catch(() => undefined) // shown as it was; the next event or pull reads it
  }, REFRESH_AFTER_MS)
}

const isMine = (applicationId: string): boolean =>
  currentMe()?.applications.some((one) => one.applicationId === applicationId) ?? false

/** Hears what changes who I am: admitted or refused, an office given, something new in the inbox. */
export const listenToMe = (): (() => void) => {
  const stopLive = onLive((_, event) => {
    if (CHANGES_ME.includes(event.name)) refreshSoon()
    if (event.name === 'application.changed' && isMine(event.applicationId)) refreshSoon()
  })
  const stopState = onLiveState((state) => {
    if (state === 'on') refreshSoon() // what happened while nobody listened
  })
  return () => {
    stopLive()
    stopState()
  }
}

/** Leads to the sign-in page when the session has ended or the notice has changed; keeps the tab's badge. */
export const watchSession = (): (() => void) => {
  let isStartFresh = false
  return useSession.subscribe(({ session, start }, before) => {
    showUnread(session.is === 'signed-in' ? session.me.unreadCount : 0)
    // What is stored of the start may be older than what I have agreed to since.
    isStartFresh ||= start !== before.start
    const isOver = session.is === 'signed-out' && session.why === 'ended'
    if (isOver && before.session.is === 'signed-in') return leadToSignIn(SIGN_IN_TEXT.ended)
    if (isStartFresh && mustAgreeAgain(currentMe(), start)) leadToSignIn()
  })
}

const leadToSignIn = (words?: string): void => {
  if (currentPage() === SIGN_IN_PAGE) return
  if (words) toast(words)
  go(SIGN_IN_PAGE)
}
