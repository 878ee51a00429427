import { useEffect, useRef } from 'react'
import type { LiveChange } from '../../../contract/events'
import { onLive, onReload } from '@/api/live'

/** My inbox has its own count; and who has read an announcement is for the desk. */
const SHOWS_NOTHING_HERE: readonly LiveChange['name'][] = [
  'inbox.added',
  'announcement.reminded',
  'announcement.read',
]

/** A burst of news is read once. */
const READ_AFTER_MS = 500

/** Reads anew when something happened in this community. */
export const useNews = (communityId: string | undefined, read: () => Promise<unknown>): void => {
  const latest = useRef(read)
  latest.current = read
  useEffect(() => {
    if (!communityId) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const readSoon = (from: string): void => {
      if (from !== communityId || timer) return
      timer = setTimeout(() => {
        timer = undefined
        void latest.current()
      }, READ_AFTER_MS)
    }
    const stops = [
      onLive((from, event) => !SHOWS_NOTHING_HERE.includes(event.name) && readSoon(from)),
      onReload(readSoon),
    ]
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [communityId])
}
