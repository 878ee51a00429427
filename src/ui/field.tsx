import { Input, Text, Textarea, View } from '@tarojs/components'

interface Props {
  label: string
  value: string
  onInput: (value: string) => void
  hint?: string
  problem?: string
  maxLength?: number
  isLong?: boolean
  /** Which keyboard a phone shows. */
  kind?: 'text' | 'number'
}

/** A labelled line or box to write in; what is wrong with it stands under it. */
export const Field = ({
  label,
  value,
  onInput,
  hint = '',
  problem,
  maxLength = 200,
  isLong,
  kind = 'text',
}: Props) => {
  const shared = {
    value,
    placeholder: hint,
    maxlength: maxLength,
    onInput: (event: { detail: { value: string } }) => onInput(event.detail.value),
    'aria-label': label,
    name: label,
  }
  return (
    <View className="field">
      <Text className="field__label">{label}</Text>
      {isLong ? (
        <Textarea {...shared} className="field__input field__area" />
      ) : (
        <Input {...shared} className="field__input" type={kind} />
      )}
      {isLong && value.length > maxLength * 0.8 ? (
        <Text className="field__count">{`${value.length}/${maxLength}`}</Text>
      ) : null}
      {problem ? <Text className="field__problem">{problem}</Text> : null}
    </View>
  )
}
