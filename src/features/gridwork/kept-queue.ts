import { useEffect, useMemo, useState } from 'react'
import type { TicketCard } from '../../../contract/tickets'
import { nowMs } from '@/platform/now'
import { readStored, store, StorageFull } from '@/platform/storage'

/** The queue as it was last read: what a worker has in the basement, where no network is. */
export interface KeptQueue {
  communityId: string
  at: number
  cards: readonly TicketCard[]
}

const KEY = 'queue'
const isKept = (value: unknown): value is KeptQueue =>
  typeof value === 'object' &&
  value !== null &&
  'communityId' in value &&
  'at' in value &&
  typeof value.at === 'number' &&
  'cards' in value &&
  Array.isArray(value.cards) &&
  value.cards.every(
    (card: unknown) => typeof card === 'object' && card !== null && 'ticketId' in card,
  )

export const keptQueue = (communityId: string): KeptQueue | null => {
  const kept = readStored(KEY, isKept)
  return kept?.communityId === communityId ? kept : null
}

export const keepQueue = (queue: KeptQueue): void => {
  try {
    store(KEY, queue)
  } catch (error) {
    // The list stays on the screen; only the next start without a network begins empty.
    if (!(error instanceof StorageFull)) throw error
  }
}

/** What to show: the queue as just read, or as it was kept, and when that was. `read` is null while there is none. */
export const useKeptQueue = (
  communityId: string,
  read: readonly TicketCard[] | null,
): KeptQueue | null => {
  const [kept] = useState(() => keptQueue(communityId))
  const queue = useMemo(
    () => (read ? { communityId, at: nowMs(), cards: read } : null),
    [communityId, read],
  )
  useEffect(() => {
    if (queue) keepQueue(queue)
  }, [queue])
  return queue ?? (kept?.communityId === communityId ? kept : null)
}
