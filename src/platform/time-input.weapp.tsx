import { Picker, View } from '@tarojs/components'
import './date-input.scss'

export interface TimeInputProps {
  label: string
  /** 09:30, or empty. */
  value: string
  onChoose: (time: string) => void
}

/** WeChat's wheels of hours and minutes. */
export const TimeInput = ({ label, value, onChoose }: TimeInputProps) => (
  <Picker
    mode="time"
    value={value || '09:00'}
    onChange={({ detail }) => onChoose(String(detail.value))}
  >
    <View className="date-input">{value || label}</View>
  </Picker>
)
