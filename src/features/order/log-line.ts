import type { OrderEntry } from '../../../contract/order'
import { HOLD_REASONS, REPORT_REASONS, type OrderAct } from '../../../domain/group/names'
import { ACT_TEXT, HOLD_TEXT, LOG_TEXT, REPORT_TEXT } from './text'

/** What was done, by whom and about whom; `me` stands for the subject in their own record. */
export const actLine = ({ act, byName, subjectName }: OrderEntry, me?: string): string => {
  const nobody = act === 'report' ? LOG_TEXT.neighbour : LOG_TEXT.check
  const line = ACT_TEXT[act](byName ?? nobody, me ?? subjectName ?? LOG_TEXT.somebody)
  // Names stand apart from the words around them; 您 is a word like those.
  return me
    ? line
        .split(me)
        .map((part) => part.trim())
        .join(me)
    : line
}

const { reason, keyword, said } = LOG_TEXT
/** What the words of a line are: mostly why, sometimes the word itself, or what came of it. */
const LABEL = {
  report: reason,
  hold: reason,
  'let-through': reason,
  refuse: reason,
  hide: reason,
  show: reason,
  dismiss: reason,
  mute: reason,
  remove: reason,
  lift: said,
  appeal: said,
  uphold: said,
  'add-keyword': keyword,
  'remove-keyword': keyword,
} satisfies Record<OrderAct, (words: string) => string>

/** The reason as people say it: reports and holds carry a code. */
export const reasonLine = ({ act, reason: given }: OrderEntry): string => {
  const code =
    act === 'report'
      ? REPORT_REASONS.find((one) => one === given)
      : act === 'hold'
        ? HOLD_REASONS.find((one) => one === given)
        : undefined
  const words = code ? { ...REPORT_TEXT, ...HOLD_TEXT }[code] : given
  return words ? LABEL[act](words) : ''
}
