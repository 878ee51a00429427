import { Text, View } from '@tarojs/components'
import { Field } from '@/ui/field'
import { Tap } from '@/ui/tap'

interface Props {
  label: string
  hint?: string
  beginnings?: readonly { chip: string; words: string }[]
  words: string
  maxLength?: number
  onWords: (words: string) => void
}

/** Words that somebody will read: ready-made to choose from, and free. What one wrote oneself is never written over. */
export const ReasonField = ({
  label,
  hint,
  beginnings = [],
  words,
  maxLength = 200,
  onWords,
}: Props) => {
  const isOwn = words.trim() !== '' && !beginnings.some((one) => one.words === words)
  return (
    <View>
      {isOwn || beginnings.length === 0 ? null : (
        <View className="field choices">
          {beginnings.map((one) => (
            <Tap
              key={one.chip}
              className={`choice ${one.words === words ? 'choice--on' : ''}`}
              onTap={() => onWords(one.words)}
            >
              <Text>{one.chip}</Text>
            </Tap>
          ))}
        </View>
      )}
      <Field
        label={label}
        {...(hint && { hint })}
        isLong
        maxLength={maxLength}
        value={words}
        onInput={onWords}
      />
    </View>
  )
}
