import type { ChangeEvent } from 'react'
import './date-input.scss'

export interface TimeInputProps {
  label: string
  /** 09:30, or empty. */
  value: string
  onChoose: (time: string) => void
}

/** The browser's own clock. */
export const TimeInput = ({ label, value, onChoose }: TimeInputProps) => (
  <input
    className="date-input"
    type="time"
    aria-label={label}
    value={value}
    onChange={({ target }: ChangeEvent<HTMLInputElement>) => onChoose(target.value)}
  />
)
