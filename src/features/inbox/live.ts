import type { LiveChange } from '../../../contract/events'
import { onLive, onReload } from '@/api/live'
import { loadInbox } from './actions'

const read = (): void => void loadInbox().catch(() => undefined) // shown as it was; a pull reads it

const isOfAnnouncements = (name: LiveChange['name']): boolean =>
  name.startsWith('announcement.') && name !== 'announcement.read'

/** While the inbox is open, what arrives appears. */
export const listenToInbox = (): (() => void) => {
  const stops = [
    onLive((_, event) => {
      // One event tells everybody of an announcement; taken back, it is gone from here too.
      if (event.name === 'inbox.added' || isOfAnnouncements(event.name)) read()
    }),
    onReload(read),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
