import { useEffect, useRef } from 'react'
import type { LiveChange } from '../../../contract/events'
import { onLive, onReload } from '@/api/live'

/** A whole building that reads at once is read once. */
const READ_AFTER_MS = 400

type News = Extract<LiveChange, { announcementId: string }>

/** Reads anew when announcements of this community that `isWanted` were posted, changed or read, and after a long absence. */
export const useAnnouncementNews = (
  communityId: string,
  isWanted: (news: News) => boolean,
  read: () => Promise<unknown>,
): void => {
  const latest = useRef({ isWanted, read })
  latest.current = { isWanted, read }
  useEffect(() => {
    let due: ReturnType<typeof setTimeout> | undefined
    const soon = () => {
      due ??= setTimeout(() => {
        due = undefined
        void latest.current.read()
      }, READ_AFTER_MS)
    }
    const stops = [
      onLive((from, event) => {
        if (from !== communityId || !('announcementId' in event)) return
        if (latest.current.isWanted(event)) soon()
      }),
      onReload((from) => {
        if (from === communityId) soon()
      }),
    ]
    return () => {
      clearTimeout(due)
      for (const stop of stops) stop()
    }
  }, [communityId])
}

/** For whom one announcement is open: what it says, and what is said under it. */
export const isOf =
  (announcementId: string) =>
  ({ name, announcementId: id }: News): boolean =>
    id === announcementId && isSeen(name)

/** For a list of them. */
export const isOfAny = ({ name }: News): boolean => isSeen(name)

/** Who reads it or is reminded changes nothing in what it says. */
const isSeen = (name: News['name']): boolean =>
  name === 'announcement.posted' || name === 'announcement.changed'
