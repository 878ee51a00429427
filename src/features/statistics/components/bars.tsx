import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '@/ui/button'
import { STATISTICS_TEXT } from '../text'

export interface Bar {
  key: string
  name: string
  count: number
  /** What is said beside the count. */
  note?: string
}

const SHOWN_AT_FIRST = 8

/** Lines as long as their counts, the longest filling the width; each is read out as one sentence. */
export const Bars = ({ title, bars }: { title: string; bars: readonly Bar[] }) => {
  const [isAll, setAll] = useState(false)
  if (bars.length === 0) return null
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const shown = isAll ? bars : bars.slice(0, SHOWN_AT_FIRST)
  return (
    <View>
      <View className="group__title">{title}</View>
      <View className="card figures-bars">
        {shown.map(({ key, name, count, note }) => (
          <View key={key} className="figures-bar">
            <View className="figures-bar__head">
              <Text className="figures-bar__name">{name}</Text>
              <Text className="figures-bar__count">{STATISTICS_TEXT.count(count)}</Text>
            </View>
            <View className="figures-bar__track" aria-hidden>
              <View
                className="figures-bar__line"
                style={{ width: `${Math.max(1, Math.round((count / most) * 100))}%` }}
              />
            </View>
            {note ? <Text className="small">{note}</Text> : null}
          </View>
        ))}
        {bars.length > shown.length ? (
          <Button
            text={STATISTICS_TEXT.showAll(bars.length)}
            kind="plain"
            onTap={() => setAll(true)}
          />
        ) : null}
      </View>
    </View>
  )
}
