import { useCallback, useEffect, useState } from 'react'
import { textOf } from '@/api/api-error'
import { useLiveReading } from '@/stores/use-live-reading'
import type { Loaded } from '@/stores/use-loaded'
import { readQueue } from './actions'
import { isOfTheDesk } from './live'
import { useOrderQueues, type OrderQueue } from './store'

/** What waits for those who keep order here; read again whenever something of it changed. */
export const useOrderQueue = (
  communityId: string,
): { state: Loaded<OrderQueue>; read: () => Promise<void> } => {
  const queue = useOrderQueues(({ queues }) => queues[communityId])
  const [problem, setProblem] = useState('')
  const read = useCallback(
    () =>
      readQueue(communityId).then(
        () => setProblem(''),
        (error: unknown) => setProblem(textOf(error)),
      ),
    [communityId],
  )
  useEffect(() => void read(), [read])
  useLiveReading(communityId, isOfTheDesk, read)
  if (queue) return { state: { is: 'ready', value: queue }, read }
  return { state: problem ? { is: 'failed', words: problem } : { is: 'loading' }, read }
}
