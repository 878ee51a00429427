import { Text, View } from '@tarojs/components'
import { useEffect, type ReactNode } from 'react'
import type { Sanction } from '../../../../contract/order'
import type { SanctionKind } from '../../../../domain/group/names'
import { nowMs } from '@/platform/now'
import { useLiveReading } from '@/stores/use-live-reading'
import { useLoaded } from '@/stores/use-loaded'
import { Empty, Skeleton } from '@/ui/states'
import { Tap } from '@/ui/tap'
import { dueText } from '@/ui/time'
import { readMyRecord } from '../actions'
import { isAboutMe } from '../live'
import { WHY_TEXT } from '../text'
import './order.scss'

interface Props {
  communityId: string
  groupId: string
  /** To the record, where one reads the whole and appeals. */
  onRecord: () => void
  /** Something changed: it may be over. */
  onNews: () => void
}

/** What keeps me from this group, as my own record says; the longest-lasting of several. */
const useMine = ({ communityId, groupId, onNews }: Props, kind: SanctionKind) => {
  const { state, reload } = useLoaded(() => readMyRecord(communityId))
  useEffect(() => void reload(), [reload])
  useLiveReading(communityId, isAboutMe, () => {
    void reload()
    onNews()
  })
  const mine = state.is === 'ready' ? findMine(state.value.sanctions, { kind, groupId }) : undefined
  return { isLoading: state.is === 'loading', mine }
}

export const findMine = (
  sanctions: readonly Sanction[],
  { kind, groupId }: { kind: SanctionKind; groupId: string },
): Sanction | undefined =>
  sanctions
    .filter(
      (one) =>
        one.kind === kind && one.isInForce && (one.groupId === null || one.groupId === groupId),
    )
    .sort((one, other) => (other.until ?? '').localeCompare(one.until ?? ''))[0]

/** Longer than this is looked at again on the next return. */
const WATCHED_AT_MOST_MS = 86_400_000

/** In place of the composer: why I cannot speak, until when, and what I can do about it. */
export const WhyMuted = (props: Props & { until: string | null }) => {
  const { until, onRecord, onNews } = props
  const { mine } = useMine(props, 'mute')
  const end = mine?.until ?? until
  useEffect(() => {
    const left = end ? new Date(end).getTime() - nowMs() : Infinity
    if (left > WATCHED_AT_MOST_MS) return
    // A moment later, so that the server agrees that it is over.
    const timer = setTimeout(onNews, Math.max(0, left) + 1_000)
    return () => clearTimeout(timer)
  }, [end]) // eslint-disable-line react-hooks/exhaustive-deps -- only another end is another wait
  return (
    <View className="order-why" role="status">
      <Text className="order-why__what">{WHY_TEXT.muted(end ? dueText(end, nowMs()) : '')}</Text>
      {mine ? <Text>{WHY_TEXT.reason(mine.reason)}</Text> : null}
      <Tap role="link" className="order-why__way" onTap={onRecord}>
        {mine?.mayAppeal ? WHY_TEXT.appeal : WHY_TEXT.look}
      </Tap>
    </View>
  )
}

/** In place of the talk: that I was removed, and why; `otherwise` when that is not it. */
export const WhyNotHere = (props: Props & { otherwise: ReactNode }) => {
  const { onRecord, otherwise } = props
  const { isLoading, mine } = useMine(props, 'remove')
  if (isLoading) return <Skeleton />
  if (!mine) return <>{otherwise}</>
  return (
    <Empty
      sign="停"
      title={mine.groupId ? WHY_TEXT.removed : WHY_TEXT.removedAll}
      hint={WHY_TEXT.reason(mine.reason)}
      act={mine.mayAppeal ? WHY_TEXT.appeal : WHY_TEXT.look}
      onAct={onRecord}
    />
  )
}
