import { Text, View } from '@tarojs/components'
import { Tag } from '@/ui/tag'
import { Tap } from '@/ui/tap'
import { DISPATCH_TEXT } from '../text'
import { isOfGrid, type Workers } from '../workers'
import './worker-list.scss'

interface Props {
  state: Workers
  gridCode: string | null
  value: string | null
  onChoose: (personId: string) => void
  onRetry: () => void
}

/** Whom to give it to: the grid's own first, each with what they have in hand. */
export const WorkerList = ({ state, gridCode, value, onChoose, onRetry }: Props) => {
  if (state.is === 'loading') return <View className="quiet">{DISPATCH_TEXT.looking}</View>
  if (state.is === 'failed')
    return (
      <Tap className="workers__retry" onTap={onRetry}>
        {DISPATCH_TEXT.failed(state.words)}
      </Tap>
    )
  if (state.workers.length === 0) return <View className="quiet">{DISPATCH_TEXT.nobody}</View>
  return (
    <View className="workers">
      {state.workers.map((worker) => (
        <Tap
          key={worker.personId}
          role="radio"
          isOn={worker.personId === value}
          className={`workers__one ${worker.personId === value ? 'workers__one--on' : ''}`}
          onTap={() => onChoose(worker.personId)}
        >
          <Text className="workers__name">{worker.name}</Text>
          {isOfGrid(worker, gridCode) ? <Tag kind="go" text={DISPATCH_TEXT.ofGrid} /> : null}
          <Text className="workers__load">{DISPATCH_TEXT.load(worker.openCount)}</Text>
        </Tap>
      ))}
    </View>
  )
}
