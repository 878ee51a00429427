import type { TicketCard } from '../../../contract/tickets'
import { isPublic } from '../../../domain/ticket/visibility'

/** What every neighbour may see may be brought into a group. */
export const isShareable = ({
  state,
  isPrivate,
}: Pick<TicketCard, 'state' | 'isPrivate'>): boolean => isPublic({ state, isPrivate })
