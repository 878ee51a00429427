import { Text, View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { Tap } from './tap'

export const Group = ({
  title,
  foot,
  children,
}: PropsWithChildren<{ title?: string; foot?: string }>) => (
  <View className="group">
    {title ? <View className="group__title">{title}</View> : null}
    <View className="group__body">{children}</View>
    {foot ? <View className="group__foot">{foot}</View> : null}
  </View>
)

interface CellProps {
  title: string
  note?: string
  value?: string
  badge?: number
  left?: ReactNode
  right?: ReactNode
  onTap?: () => void
}

/** One line of a list; with `onTap` it leads somewhere. */
export const Cell = ({ title, note, value, badge, left, right, onTap }: CellProps) => {
  const inside = (
    <>
      {left}
      <View className="cell__main">
        <Text className="cell__title">{title}</Text>
        {note ? <Text className="cell__note">{note}</Text> : null}
      </View>
      {value ? <Text className="cell__value">{value}</Text> : null}
      {badge ? <Text className="cell__badge">{badge > 99 ? '99+' : String(badge)}</Text> : null}
      {right}
      {onTap ? <View className="cell__arrow" /> : null}
    </>
  )
  return onTap ? (
    <Tap
      className="cell"
      onTap={onTap}
      label={[title, note, value, badge ? `${badge} 条未读` : ''].filter(Boolean).join('，')}
    >
      {inside}
    </Tap>
  ) : (
    <View className="cell">{inside}</View>
  )
}

export const SwitchCell = ({
  title,
  note,
  isOn,
  onChange,
}: {
  title: string
  note?: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}) => (
  <Tap
    className="cell"
    role="switch"
    isOn={isOn}
    label={note ? `${title}，${note}` : title}
    onTap={() => onChange(!isOn)}
  >
    <View className="cell__main">
      <Text className="cell__title">{title}</Text>
      {note ? <Text className="cell__note">{note}</Text> : null}
    </View>
    <View className={`switch ${isOn ? 'switch--on' : ''}`} />
  </Tap>
)
