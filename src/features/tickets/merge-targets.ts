import type { TicketCard } from '../../../contract/tickets'
import { distanceM } from '../../../domain/place/geo'

type Spot = Pick<TicketCard, 'point'>
type Merging = Pick<TicketCard, 'ticketId' | 'categoryId' | 'point'>

/** Metres between two tickets, or null where one has no point. */
export const metresApart = ({ point: from }: Spot, { point: to }: Spot): number | null =>
  from && to ? distanceM(from, to) : null

/** Tickets that this one could be merged into: of the same kind first, nearest first; `typed` narrows by place, kind, words or number. */
export const sortTargets = (
  cards: readonly TicketCard[],
  ticket: Merging,
  typed: string,
): TicketCard[] => {
  const piece = typed.trim().toLowerCase()
  const far = (card: TicketCard) => metresApart(card, ticket) ?? Number.MAX_SAFE_INTEGER
  const isSame = (card: TicketCard) => card.categoryId === ticket.categoryId
  return cards
    .filter(({ ticketId }) => ticketId !== ticket.ticketId)
    .filter((card) =>
      [card.placeText, card.categoryName, card.words, card.number].some((text) =>
        text.toLowerCase().includes(piece),
      ),
    )
    .sort((one, other) => Number(isSame(other)) - Number(isSame(one)) || far(one) - far(other))
}
