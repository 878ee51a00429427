import { useCallback, useRef, useState } from 'react'
import { textOf } from '@/api/api-error'

export type Loaded<T> =
  { is: 'loading' } | { is: 'failed'; words: string } | { is: 'ready'; value: T }

/** Something read from the server for one page; what was there stays while the new is coming. */
export const useLoaded = <T>(
  load: () => Promise<T>,
): { state: Loaded<T>; reload: () => Promise<void> } => {
  const [state, setState] = useState<Loaded<T>>({ is: 'loading' })
  const latest = useRef(load)
  latest.current = load
  const reload = useCallback(async () => {
    try {
      const value = await latest.current()
      setState({ is: 'ready', value })
    } catch (error) {
      const words = textOf(error)
      setState((old) => (old.is === 'ready' ? old : { is: 'failed', words }))
    }
  }, [])
  return { state, reload }
}
