import type { ReactNode } from 'react'
import { Failed, Skeleton } from './states'

type Load<T> = { is: 'loading' } | { is: 'failed'; words: string } | { is: 'ready'; value: T }

/** The three faces of something that is read: its bones, its failure with a way on, itself. */
export const Shown = <T,>({
  load,
  onRetry,
  children,
}: {
  load: Load<T>
  onRetry: () => void
  children: (value: T) => ReactNode
}) => {
  if (load.is === 'loading') return <Skeleton />
  if (load.is === 'failed') return <Failed words={load.words} onRetry={onRetry} />
  return <>{children(load.value)}</>
}
