import { useEffect, useRef } from 'react'
import { onLive, onReload } from '@/api/live'

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
      onLive((from, event) => event.name !== 'inbox.added' && readSoon(from)),
      onReload(readSoon),
    ]
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [communityId])
}
