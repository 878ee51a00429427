import { useEffect, useRef } from 'react'
import type { LiveChange } from '../../../contract/events'
import { onLive, onReload } from '@/api/live'

/** Twenty people admitted one after the other are one reading. */
const READ_AFTER_MS = 400

/** Reads anew when something of these kinds changed in the community, or when too much happened meanwhile to be told. */
export const useLiveReading = (
  communityId: string,
  names: readonly LiveChange['name'][],
  read: () => unknown,
): void => {
  const latest = useRef({ names, read })
  latest.current = { names, read }
  useEffect(() => {
    let due: ReturnType<typeof setTimeout> | undefined
    const soon = () => {
      due ??= setTimeout(() => {
        due = undefined
        latest.current.read()
      }, READ_AFTER_MS)
    }
    const stopLive = onLive((where, { name }) => {
      if (where === communityId && latest.current.names.includes(name)) soon()
    })
    const stopReload = onReload((where) => {
      if (where === communityId) soon()
    })
    return () => {
      clearTimeout(due)
      stopLive()
      stopReload()
    }
  }, [communityId])
}
