import type { OrderEntry } from '../../../contract/order'
import { HOLD_REASONS, REPORT_REASONS } from '../../../domain/group/names'
import { ACT_TEXT, HOLD_TEXT, LOG_TEXT, REPORT_TEXT } from './text'

/** What was done, by whom and about whom; `me` stands for the subject in their own record. */
export const actLine = ({ act, byName, subjectName }: OrderEntry, me?: string): string => {
  const nobody = act === 'report' ? LOG_TEXT.neighbour : LOG_TEXT.check
  return ACT_TEXT[act](byName ?? nobody, me ?? subjectName ?? LOG_TEXT.somebody)
}

/** The reason as people say it: reports and holds carry a code. */
export const reasonLine = ({ act, reason }: OrderEntry): string => {
  const code =
    act === 'report'
      ? REPORT_REASONS.find((one) => one === reason)
      : act === 'hold'
        ? HOLD_REASONS.find((one) => one === reason)
        : undefined
  const words = code ? { ...REPORT_TEXT, ...HOLD_TEXT }[code] : reason
  return words ? LOG_TEXT.reason(words) : ''
}
