import { dueAt, limitIn } from '../../../domain/ticket/deadlines'
import type { TicketState, Urgency } from '../../../domain/ticket/names'

/** When what is owed in this state is due, counted from now; no clock runs in the others. */
export const dueOf = (
  state: TicketState,
  urgency: Urgency,
  now: Date,
): { due_at: Date | null; is_calendar_known: boolean } => {
  const limit = limitIn(state, urgency)
  if (!limit) return { due_at: null, is_calendar_known: true }
  const due = dueAt(now, limit)
  return { due_at: due.at, is_calendar_known: due.isCalendarKnown }
}
