import { Text, View } from '@tarojs/components'
import { Button } from './button'

/** Nothing here yet, and what one can do about it. */
export const Empty = ({
  sign = '邻',
  title,
  hint,
  act,
  onAct,
}: {
  sign?: string
  title: string
  hint?: string
  act?: string
  onAct?: () => void
}) => (
  <View className="empty">
    <View className="empty__picture">{sign}</View>
    <Text className="empty__title">{title}</Text>
    {hint ? <Text className="empty__hint">{hint}</Text> : null}
    {act && onAct ? (
      <View className="empty__act">
        <Button text={act} onTap={onAct} />
      </View>
    ) : null}
  </View>
)

/** It did not work: what happened, and a way to try again. */
export const Failed = ({ words, onRetry }: { words: string; onRetry: () => void }) => (
  <View className="empty">
    <View className="empty__picture">！</View>
    <Text className="empty__title">没有打开</Text>
    <Text className="empty__hint">{words}</Text>
    <View className="empty__act">
      <Button text="再试一次" kind="plain" onTap={onRetry} />
    </View>
  </View>
)

const BONES = [0, 1, 2]
/** The shape of what is coming. */
export const Skeleton = ({ count = 3 }: { count?: number }) => (
  <View aria-label="正在打开">
    {BONES.slice(0, count).map((one) => (
      <View className="bone-card" key={one}>
        <View className="bone bone--title" />
        <View className="bone bone--line" />
        <View className="bone bone--line" />
      </View>
    ))}
  </View>
)
