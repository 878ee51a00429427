import type { ChangeEvent } from 'react'
import './date-input.scss'

export interface DateInputProps {
  label: string
  /** 2026-12-01, or empty. */
  value: string
  from: string
  to: string
  onChoose: (date: string) => void
}

/** The browser's own calendar. */
export const DateInput = ({ label, value, from, to, onChoose }: DateInputProps) => (
  <input
    className="date-input"
    type="date"
    aria-label={label}
    value={value}
    min={from}
    max={to}
    onChange={({ target }: ChangeEvent<HTMLInputElement>) => onChoose(target.value)}
  />
)
