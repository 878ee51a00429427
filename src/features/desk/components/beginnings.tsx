import { Text, View } from '@tarojs/components'
import { Tap } from '@/ui/tap'

/** Ready-made beginnings to go on from; what somebody wrote themselves is never written over, so then they step aside. */
export const Beginnings = ({
  options,
  words,
  onChoose,
}: {
  options: readonly { chip: string; words: string }[]
  words: string
  onChoose: (words: string) => void
}) => {
  const isOwn = words.trim() !== '' && !options.some((one) => one.words === words)
  if (isOwn) return null
  return (
    <View className="field choices">
      {options.map((one) => (
        <Tap
          key={one.chip}
          className={`choice ${one.words === words ? 'choice--on' : ''}`}
          onTap={() => onChoose(one.words)}
        >
          <Text>{one.chip}</Text>
        </Tap>
      ))}
    </View>
  )
}
