import { useEffect, useState } from 'react'
import type { WorkerCard } from '../../../contract/communities'
import { textOf } from '@/api/api-error'
import { call } from '@/api/client'

/** Those of the ticket's grid first, then whoever has least in hand. */
export const byGridThenLoad = (
  workers: readonly WorkerCard[],
  gridCode: string | null,
): WorkerCard[] =>
  [...workers].sort(
    (one, other) =>
      Number(isOfGrid(other, gridCode)) - Number(isOfGrid(one, gridCode)) ||
      one.openCount - other.openCount,
  )

export const isOfGrid = ({ gridCodes }: WorkerCard, gridCode: string | null): boolean =>
  gridCode !== null && gridCodes.includes(gridCode)

export type Workers =
  { is: 'loading' } | { is: 'failed'; words: string } | { is: 'ready'; workers: WorkerCard[] }

/** Who could do it, with what each has in hand just now. `version` asks again when the ticket has moved on. */
export const useWorkers = (
  communityId: string,
  gridCode: string | null,
  version: number,
): { state: Workers; read: () => void } => {
  const [state, setState] = useState<Workers>({ is: 'loading' })
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let isOver = false
    call('listWorkers', { params: { communityId } }).then(
      ({ items }) => {
        if (!isOver) setState({ is: 'ready', workers: byGridThenLoad(items, gridCode) })
      },
      (error: unknown) => {
        if (!isOver)
          setState((old) => (old.is === 'ready' ? old : { is: 'failed', words: textOf(error) }))
      },
    )
    return () => {
      isOver = true
    }
  }, [communityId, gridCode, version, turn])
  return { state, read: () => setTurn((old) => old + 1) }
}
