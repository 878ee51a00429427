import { Text, View } from '@tarojs/components'
import { Tap } from './tap'

interface Props<V extends string> {
  label: string
  options: readonly { value: V; text: string }[]
  value: V | null
  onChoose: (value: V) => void
}

/** A few options of which one holds. */
export const Choices = <V extends string>({ label, options, value, onChoose }: Props<V>) => (
  <View className="field">
    <Text className="field__label">{label}</Text>
    <View className="choices">
      {options.map((one) => (
        <Tap
          key={one.value}
          role="radio"
          isOn={one.value === value}
          className={`choice ${one.value === value ? 'choice--on' : ''}`}
          onTap={() => onChoose(one.value)}
        >
          <Text>{one.text}</Text>
        </Tap>
      ))}
    </View>
  </View>
)

/** A few options of which any number may hold. */
export const ManyChoices = <V extends string>({
  label,
  options,
  values,
  onChange,
}: Pick<Props<V>, 'label' | 'options'> & {
  values: readonly V[]
  onChange: (values: V[]) => void
}) => (
  <View className="field">
    <Text className="field__label">{label}</Text>
    <View className="choices">
      {options.map(({ value, text }) => {
        const isOn = values.includes(value)
        return (
          <Tap
            key={value}
            role="checkbox"
            isOn={isOn}
            className={`choice ${isOn ? 'choice--on' : ''}`}
            onTap={() =>
              onChange(isOn ? values.filter((one) => one !== value) : [...values, value])
            }
          >
            <Text>{text}</Text>
          </Tap>
        )
      })}
    </View>
  </View>
)

/** Views of one list, side by side. */
export const Tabs = <V extends string>({ options, value, onChoose }: Omit<Props<V>, 'label'>) => (
  <View className="tabs">
    {options.map((one) => (
      <Tap
        key={one.value}
        role="tab"
        isOn={one.value === value}
        className={`tabs__one ${one.value === value ? 'tabs__one--on' : ''}`}
        onTap={() => onChoose(one.value)}
      >
        <Text>{one.text}</Text>
      </Tap>
    ))}
  </View>
)
