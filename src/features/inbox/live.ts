import { onLive, onReload } from '@/api/live'
import { loadInbox } from './actions'

const read = (): void => void loadInbox().catch(() => undefined) // shown as it was; a pull reads it

/** While the inbox is open, what arrives appears. */
export const listenToInbox = (): (() => void) => {
  const stops = [
    onLive((_, event) => {
      if (event.name === 'inbox.added') read()
    }),
    onReload(read),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
