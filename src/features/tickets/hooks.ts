import { useEffect } from 'react'
import type { TicketCard } from '../../../contract/tickets'
import { ApiError, textOf } from '@/api/api-error'
import { toast } from '@/platform/dialogs'
import { useShown } from '@/platform/use-shown'
import { listName, loadTicket, loadTickets } from './actions'
import { rememberTicket } from './kept-tickets'
import { ticketKey, useTickets, type ListQuery, type TicketList, type TicketLoad } from './store'

/** A card as pages hand it on; they know nothing of the wire. */
export type Card = TicketCard

/** Why a ticket could not be read. */
export const failureText = ({ code }: TicketLoad & { is: 'failed' }): string =>
  textOf(new ApiError(code, 0))

const say = (error: unknown): void => toast(textOf(error))

/** A list for a page that lays it out by itself: read when it is first wanted, kept right by what is heard. */
export const useTicketCards = (
  communityId: string,
  query: ListQuery,
  isWanted = true,
): { list: TicketList; cards: readonly TicketCard[]; read: () => Promise<void> } => {
  const name = listName(communityId, query)
  const list = useTickets(({ lists }) => lists[name]) ?? LOADING
  const read = () => loadTickets(communityId, query)
  useEffect(() => {
    if (isWanted) read().catch(say)
  }, [name, isWanted]) // eslint-disable-line react-hooks/exhaustive-deps -- `read` follows from `name`
  return { list, cards: list.is === 'ready' ? list.cards : NONE, read }
}

const LOADING: TicketList = { is: 'loading' }
const NONE: readonly TicketCard[] = []

/** One ticket, read when it is opened, kept right by what is heard. */
export const useTicket = (
  communityId: string,
  ticketId: string,
): { load: TicketLoad; read: () => Promise<void> } => {
  const load = useTickets(({ byId }) => byId[ticketKey(communityId, ticketId)]) ?? NOT_YET
  const read = () => loadTicket(communityId, ticketId)
  useEffect(() => {
    read().catch(say)
  }, [communityId, ticketId]) // eslint-disable-line react-hooks/exhaustive-deps -- `read` follows from both
  useRemembered(load)
  return { load, read }
}

/** What somebody has opened opens again where no network is. */
const useRemembered = (load: TicketLoad): void => {
  const fresh = load.is === 'ready' && load.keptAt === undefined ? load.ticket : null
  useEffect(() => {
    if (fresh) rememberTicket(fresh)
  }, [fresh])
}

/** The same for a page of its own, which reads it whenever it comes to the front. */
export const useShownTicket = (
  communityId: string,
  ticketId: string,
): { load: TicketLoad; read: () => Promise<void> } => {
  const load = useTickets(({ byId }) => byId[ticketKey(communityId, ticketId)]) ?? NOT_YET
  const read = () => loadTicket(communityId, ticketId).catch(say)
  useShown(read)
  useRemembered(load)
  return { load, read }
}

const NOT_YET: TicketLoad = { is: 'loading' }
