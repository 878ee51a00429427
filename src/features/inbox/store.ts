import { create } from 'zustand'
import { onPersonChange } from '@/stores/session'
import type { InboxItem } from '../../../contract/identity'

export type InboxLoad =
  | { is: 'loading' }
  | { is: 'failed'; words: string }
  | { is: 'ready'; items: InboxItem[]; next: string | null; isLoadingMore: boolean }

/** The phone's copy of what waits for me. */
export const useInbox = create<{ load: InboxLoad }>(() => ({ load: { is: 'loading' } }))

export const keepInbox = (load: InboxLoad): void => useInbox.setState({ load })

/** Marks on the screen, before the server has heard of it: the named ones, or all. */
export const keepRead = (inboxIds?: readonly string[]): void =>
  useInbox.setState(({ load }) =>
    load.is === 'ready'
      ? {
          load: {
            ...load,
            items: load.items.map((item) =>
              !inboxIds || inboxIds.includes(item.inboxId) ? { ...item, isRead: true } : item,
            ),
          },
        }
      : {},
  )

onPersonChange(() => keepInbox({ is: 'loading' }))
