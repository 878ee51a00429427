import { useState, type ReactNode } from 'react'
import type { OrderItem } from '../../../../contract/order'
import { mustGiveReason, type Judgement } from '../../../../domain/group/order'
import { useAct } from '@/stores/use-act'
import { judgeMessage } from '../actions'
import { keyOfItem } from '../reports'
import { useCommand } from '../use-command'
import { isExplained, JudgeSheet, type Explained } from './judge-sheet'

export interface Judged {
  item: OrderItem
  act: Judgement
  /** The queue in which it was judged: in a later one it waits anew. */
  queue: readonly OrderItem[]
}

/** Judging in place: what was decided on this page stays there, says so, and can be mended. */
export const useJudging = (
  communityId: string,
  queue: readonly OrderItem[],
  reread: () => void,
) => {
  const [judged, setJudged] = useState<ReadonlyMap<string, Judged>>(new Map())
  const [asking, setAsking] = useState<{ item: OrderItem; act: Explained } | null>(null)
  const [busyKey, setBusyKey] = useState('')
  const { isBusy, act: run } = useAct()
  const command = useCommand()

  const send = (item: OrderItem, act: Judgement, reason: string) => {
    const { groupId, seq } = item.message
    const key = keyOfItem(item)
    setBusyKey(key)
    return run(async () => {
      const message = await command([key, act, reason], (id) =>
        judgeMessage({ communityId, groupId, seq }, { act, reason }, id),
      )
      setJudged((old) => new Map(old).set(key, { item: { ...item, message }, act, queue }))
      setAsking(null)
    }).finally(reread)
  }
  const sheet: ReactNode = asking ? (
    <JudgeSheet
      act={asking.act}
      isBusy={isBusy}
      onSend={(reason) => void send(asking.item, asking.act, reason)}
      onClose={() => setAsking(null)}
    />
  ) : null
  return {
    judged,
    sheet,
    isBusyWith: (item: OrderItem): boolean => isBusy && busyKey === keyOfItem(item),
    judge: (item: OrderItem, act: Judgement): void => {
      if (mustGiveReason(act) && isExplained(act)) setAsking({ item, act })
      else void send(item, act, '')
    },
  }
}
