import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { nowMs } from '@/platform/now'
import { Cell, Group } from '@/ui/cell'
import { Sheet } from '@/ui/sheet'
import { Tap } from '@/ui/tap'
import { STATISTICS_TEXT } from '../text'

interface Props {
  month: string
  /** Months that have figures, newest first. */
  months: readonly { month: string; count: number }[]
  onChoose: (month: string) => void
}

const moved = (month: string, by: number): string => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const index = year * 12 + number - 1 + by
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

const EIGHT_HOURS_MS = 8 * 3_600_000
/** Of Beijing, wherever the phone is. */
const thisMonth = (): string => new Date(nowMs() + EIGHT_HOURS_MS).toISOString().slice(0, 7)

/** One month back, one on, or any that has figures. */
export const MonthChoice = ({ month, months, onChoose }: Props) => {
  const [isOpen, setOpen] = useState(false)
  const isLast = month >= thisMonth()
  return (
    <View className="figures-month">
      <Tap
        className="figures-month__step"
        label={STATISTICS_TEXT.earlier}
        onTap={() => onChoose(moved(month, -1))}
      >
        ‹
      </Tap>
      <Tap
        className="figures-month__name"
        label={STATISTICS_TEXT.pickMonth(month)}
        onTap={() => setOpen(true)}
      >
        <Text>{STATISTICS_TEXT.month(month)}</Text>
      </Tap>
      <Tap
        className={`figures-month__step ${isLast ? 'figures-month__step--off' : ''}`}
        label={STATISTICS_TEXT.later}
        isOff={isLast}
        onTap={() => onChoose(moved(month, 1))}
      >
        ›
      </Tap>
      {isOpen ? (
        <Sheet title={STATISTICS_TEXT.pick} onClose={() => setOpen(false)}>
          <Group>
            {months.map((one) => (
              <Cell
                key={one.month}
                title={STATISTICS_TEXT.month(one.month)}
                value={STATISTICS_TEXT.count(one.count)}
                onTap={() => {
                  setOpen(false)
                  onChoose(one.month)
                }}
              />
            ))}
          </Group>
          {months.length === 0 ? (
            <View className="field">
              <Text>{STATISTICS_TEXT.noMonths}</Text>
            </View>
          ) : null}
        </Sheet>
      ) : null}
    </View>
  )
}
