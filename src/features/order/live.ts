import { useEffect, useRef } from 'react'
import type { LiveChange } from '../../../contract/events'
import { onLive, onReload } from '@/api/live'

/** A flood of messages that are held is one reading. */
const READ_AFTER_MS = 300

/** What moderators hear of, and what is told to whom it is about. */
export const OF_THE_DESK: readonly LiveChange['name'][] = ['order.changed']
export const ABOUT_ME: readonly LiveChange['name'][] = [
  'inbox.added',
  'membership.changed',
  'group.changed',
]

/** Reads anew when something of order changed here, or when too much happened meanwhile to be told. */
export const useOrderNews = (
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
