import { Text, View } from '@tarojs/components'
import { Tap } from '@/ui/tap'
import './desk-counts.scss'

export interface DeskCount {
  key: string
  name: string
  /** Null while it is being read. */
  count: number | null
  isMore?: boolean
  isBad?: boolean
  isOn?: boolean
  onTap: () => void
}

/** How much lies on the desk; each figure leads to what it counts. */
export const DeskCounts = ({ counts }: { counts: readonly DeskCount[] }) => (
  <View className="counts">
    {counts.map(({ key, name, count, isMore, isBad, isOn, onTap }) => (
      <Tap
        key={key}
        className={`counts__one ${isOn ? 'counts__one--on' : ''}`}
        label={`${name} ${count ?? '正在读'}`}
        onTap={onTap}
      >
        <Text className={`counts__figure ${isBad && count ? 'counts__figure--bad' : ''}`}>
          {count === null ? '–' : `${count}${isMore ? '+' : ''}`}
        </Text>
        <Text className="counts__name">{name}</Text>
      </Tap>
    ))}
  </View>
)
