import { dueAlarm, nextAlarmAt, type Alarm } from '../../../domain/ticket/alarms'
import { UNCONFIRMED_AFTER_MS } from '../../../domain/ticket/machine'
import type { Work } from '../../ports/work'
import { alarmFactsOf } from '../deadlines/ticket-clock'
import { advanceTicket, type StepTaker } from './advance-ticket'
import { ALARM_WORDS } from './text'
import { lockTicket, type TicketRow } from './ticket-repository'

const THE_SYSTEM: StepTaker = { personId: null, role: 'system', gridCodes: [] }

/** Reminds, escalates or ends the waiting, if that is due on this ticket; a step like any other, so that everybody sees it. */
export const ringAlarm = async (
  work: Work,
  communityId: string,
  ticketId: string,
): Promise<void> => {
  const row = await lockTicket(work.tx, communityId, ticketId)
  if (!row) return
  const facts = alarmFactsOf(row)
  const due = dueAlarm(facts, work.now)
  if (due)
    return advanceTicket(work, THE_SYSTEM, communityId, ticketId, {
      step: due.alarm.step,
      words: wordsOf(due.alarm, row),
      alarm: { level: due.level, escalateTo: due.alarm.escalateTo },
    })
  // Somebody was quicker: look again when it is time.
  await work.tx
    .updateTable('ticket')
    .set({ next_alarm_at: nextAlarmAt(facts) })
    .where('community_id', '=', communityId)
    .where('id', '=', ticketId)
    .execute()
}

const wordsOf = ({ step, escalateTo }: Alarm, { state, handled_at, due_at }: TicketRow): string => {
  if (step === 'stop-waiting') return ALARM_WORDS.stopWaiting
  if (state === 'handled' && handled_at)
    return ALARM_WORDS.toConfirm(new Date(handled_at.getTime() + UNCONFIRMED_AFTER_MS))
  if (!due_at) return ''
  if (step === 'remind') return ALARM_WORDS.due(due_at)
  return escalateTo === 'street' ? ALARM_WORDS.toStreet(due_at) : ALARM_WORDS.toModerators(due_at)
}
