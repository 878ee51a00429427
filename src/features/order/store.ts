import { create } from 'zustand'
import { onPersonChange } from '@/stores/session'
import type { HeldComment, HiddenMessage, OrderItem, Sanction } from '../../../contract/order'

export interface OrderQueue {
  items: OrderItem[]
  appeals: Sanction[]
  messageAppeals: HiddenMessage[]
  comments: HeldComment[]
  count: number
}

/** What waits for those who keep order, by community; the desk's count and its page show the same. */
export const useOrderQueues = create<{ queues: Partial<Record<string, OrderQueue>> }>(() => ({
  queues: {},
}))

export const keepQueue = (communityId: string, queue: OrderQueue): void =>
  useOrderQueues.setState(({ queues }) => ({ queues: { ...queues, [communityId]: queue } }))

onPersonChange(() => useOrderQueues.setState({ queues: {} }))
