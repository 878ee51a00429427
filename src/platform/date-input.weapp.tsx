import { Picker, View } from '@tarojs/components'
import './date-input.scss'

export interface DateInputProps {
  label: string
  /** 2026-12-01, or empty. */
  value: string
  from: string
  to: string
  onChoose: (date: string) => void
}

/** WeChat's wheels of year, month and day. */
export const DateInput = ({ label, value, from, to, onChoose }: DateInputProps) => (
  <Picker
    mode="date"
    value={value || from}
    start={from}
    end={to}
    onChange={({ detail }) => onChoose(String(detail.value))}
  >
    <View className="date-input">{value || label}</View>
  </Picker>
)
