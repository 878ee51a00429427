import { useEffect, useRef } from 'react'
import type { LiveChange } from '../../contract/events'
import { onLive, onReload } from '@/api/live'

/** A burst of news, twenty people admitted or a building that reads at once, is one reading. */
const READ_AFTER_MS = 400

/** Changes of these kinds. */
export const named =
  (...names: LiveChange['name'][]) =>
  ({ name }: LiveChange): boolean =>
    names.includes(name)

/** Reads anew when something that is wanted happened in the community, or when too much happened meanwhile to be told. */
export const useLiveReading = (
  communityId: string | undefined,
  isWanted: (change: LiveChange) => boolean,
  read: () => unknown,
): void => {
  const latest = useRef({ isWanted, read })
  latest.current = { isWanted, read }
  useEffect(() => {
    if (!communityId) return
    let due: ReturnType<typeof setTimeout> | undefined
    const soon = (): void => {
      due ??= setTimeout(() => {
        due = undefined
        latest.current.read()
      }, READ_AFTER_MS)
    }
    const stops = [
      onLive((from, change) => {
        if (from === communityId && latest.current.isWanted(change)) soon()
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
