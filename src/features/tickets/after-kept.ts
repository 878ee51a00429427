import type { StepOffer, TicketCard, TicketDetail } from '../../../contract/tickets'
import { isKept, KEPT_STEPS, ofMe, pendingOf, useKeptSteps, type KeptStep } from './kept-steps'

type KeptName = (typeof KEPT_STEPS)[number]

/** Where a step leads, as far as the phone must know until the server has it. */
const LEADS_TO = {
  claim: { state: 'handling', assignedToMe: true },
  return: { state: 'accepted', assignedToMe: false, assigneeName: null },
  handle: { state: 'handled' },
  'solve-on-the-spot': { state: 'handled' },
} satisfies Record<KeptName, Partial<TicketCard>>

const NEEDS = {
  claim: [],
  return: ['words'],
  handle: ['evidence'],
  'solve-on-the-spot': ['evidence'],
} satisfies Record<KeptName, StepOffer['needs']>

/** A ticket as it will stand once what waits on this phone has arrived. */
export const afterSteps = <Card extends TicketCard>(card: Card, steps: readonly KeptStep[]): Card =>
  pendingOf(steps, card)
    .filter(({ sending }) => sending.is !== 'refused')
    .reduce((now, { step }) => (isKept(step) ? { ...now, ...LEADS_TO[step] } : now), card)

/** What a worker may do with a ticket that is only known from a list; the server decides again. */
const openTo = ({ state, assignedToMe, isMine }: TicketCard): readonly KeptName[] => {
  if (state === 'submitted') return isMine ? ['solve-on-the-spot'] : []
  if (state === 'dispatched') return assignedToMe ? ['claim', 'return'] : ['claim']
  return state === 'handling' && assignedToMe ? ['handle', 'return'] : []
}

const offersOf = (card: TicketCard): StepOffer[] => {
  const open = openTo(card)
  return KEPT_STEPS.map((step) => {
    const ok = open.includes(step)
    return { step, ok, reason: ok ? null : 'wrong-state', needs: [...NEEDS[step]] }
  })
}

/** The same for a ticket with its offers: what was done without a network opens the next step. */
export const ticketAfter = (ticket: TicketDetail, steps: readonly KeptStep[]): TicketDetail => {
  const after = afterSteps(ticket, steps)
  if (after === ticket) return ticket
  const now = offersOf(after)
  const others = ticket.offers.filter(({ step }) => !isKept(step))
  const shown = now.filter(
    ({ step, ok }) => ok || ticket.offers.some((offer) => offer.step === step),
  )
  return { ...after, offers: [...shown, ...others] }
}

/** A ticket as far as its card tells, for a step where it cannot be read. */
export const wholeOf = (card: TicketCard): TicketDetail => ({
  ...card,
  issues: [],
  timeline: [],
  offers: offersOf(card),
  disputeCount: 0,
  stars: null,
  mergedIntoId: null,
  suspendedUntil: null,
  proposal: null,
  isCalendarKnown: true,
})

/** What this person did on this phone and the server does not have yet. */
export const useMySteps = (): readonly KeptStep[] => ofMe(useKeptSteps(({ steps }) => steps))
