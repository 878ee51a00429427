import { sendTalkWhenBack } from '@/features/chat/outbox'
import { listenToTickets, readShownTickets } from '@/features/tickets/live'
import { sendWaiting, sendWhenBack } from '@/features/tickets/send-reports'
import { sendStepsWhenBack, sendWaitingSteps } from '@/features/tickets/send-steps'

/** Begins to hear of tickets, and to send what waits: reports, steps and messages of the last time. */
export const wake = async (): Promise<void> => {
  listenToTickets()
  readShownTickets()
  sendWhenBack()
  sendStepsWhenBack()
  sendTalkWhenBack()
  await Promise.all([sendWaiting(), sendWaitingSteps()])
}
