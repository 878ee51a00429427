import { Text, View } from '@tarojs/components'
import './read-bar.scss'

/** Of how many how many have read, as a bar and in words. */
export const ReadBar = ({ of, read, words }: { of: number; read: number; words: string }) => (
  <View className="read-bar">
    <View className="read-bar__line" aria-hidden>
      <View
        className="read-bar__part"
        style={{ width: `${of === 0 ? 0 : Math.round((read / of) * 100)}%` }}
      />
    </View>
    <Text className="read-bar__words">{words}</Text>
  </View>
)
