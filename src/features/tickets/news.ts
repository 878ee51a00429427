import type { StepView, TicketDetail } from '../../../contract/tickets'
import type { TicketStep } from '../../../domain/ticket/names'

/** Talk does not change what somebody is about to decide. */
const TALK: readonly TicketStep[] = ['comment', 'urge', 'join', 'rate', 'answer']

type Seen = Pick<TicketDetail, 'version' | 'timeline'>

/** What others did on a ticket after the version that somebody was looking at, oldest first; talk left out. */
export const newsSince = ({ timeline }: Seen, seenVersion: number): StepView[] =>
  timeline.filter(({ seq, step, isMe }) => seq > seenVersion && !isMe && !TALK.includes(step))
