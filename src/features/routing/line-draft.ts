import type { RoutingDraft } from '../../../contract/routing'
import { ROUTING_TEXT } from './text'

export type CategoryScope = 'any' | 'group' | 'one'

/** A line while it is written: half of it may still be missing. */
export interface LineDraft extends RoutingDraft {
  scope: CategoryScope
  /** The chosen category’s, for the button. */
  categoryName: string
  hasHours: boolean
}

export const NEW_LINE: LineDraft = {
  categoryId: null,
  categoryGroup: null,
  gridCode: null,
  days: 'any',
  weekdays: [],
  fromMinute: null,
  untilMinute: null,
  mode: 'assigned',
  toPersonId: null,
  toDepartmentId: null,
  scope: 'any',
  categoryName: '',
  hasHours: false,
}

export const draftOf = (line: RoutingDraft, categoryName: string): LineDraft => ({
  ...line,
  scope: line.categoryId !== null ? 'one' : line.categoryGroup !== null ? 'group' : 'any',
  categoryName,
  hasHours: line.fromMinute !== null,
})

/** What is sent: nothing that the choices above it make void. */
export const lineOf = (draft: LineDraft): RoutingDraft => {
  const { scope, hasHours, categoryName: _, ...line } = draft
  const isAssigned = line.mode === 'assigned'
  return {
    ...line,
    categoryId: scope === 'one' ? line.categoryId : null,
    categoryGroup: scope === 'group' ? line.categoryGroup : null,
    fromMinute: hasHours ? line.fromMinute : null,
    untilMinute: hasHours ? line.untilMinute : null,
    toPersonId: isAssigned ? line.toPersonId : null,
    toDepartmentId: isAssigned ? line.toDepartmentId : null,
  }
}

/** What still has to be chosen; undefined when it can be tried and kept. */
export const missingIn = (draft: LineDraft): string | undefined => {
  if (draft.scope === 'one' && !draft.categoryId) return ROUTING_TEXT.chooseCategory
  if (draft.scope === 'group' && !draft.categoryGroup) return ROUTING_TEXT.chooseGroup
  const { fromMinute, untilMinute } = draft
  if (draft.hasHours && (fromMinute === null || untilMinute === null || fromMinute === untilMinute))
    return ROUTING_TEXT.chooseHours
  if (draft.mode === 'assigned' && !draft.toPersonId && !draft.toDepartmentId)
    return ROUTING_TEXT.chooseTarget
  return undefined
}

const two = (value: number): string => String(value).padStart(2, '0')
export const clockText = (minute: number | null): string =>
  minute === null ? '' : `${two(Math.floor(minute / 60))}:${two(minute % 60)}`

/** Minutes of the day from `09:30`; null for half a time. */
export const minuteOf = (clock: string): number | null => {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/.exec(clock) ?? []
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes)
}
