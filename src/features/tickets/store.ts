import { create } from 'zustand'
import type { Api } from '../../../contract/api'
import type { Input } from '../../../contract/route'
import type { Category, TicketCard, TicketDetail } from '../../../contract/tickets'
import type { AnyErrorCode } from '@/api/api-error'
import { readStored, store } from '@/platform/storage'

export type TicketList =
  | { is: 'loading' }
  | { is: 'failed'; code: AnyErrorCode }
  | { is: 'ready'; cards: TicketCard[]; next: string | null; isLoadingMore: boolean }

export type TicketLoad =
  | { is: 'loading' }
  | { is: 'failed'; code: AnyErrorCode }
  /** `keptAt`: as this phone read it then, and not yet again. */
  | { is: 'ready'; ticket: TicketDetail; keptAt?: number }

const CATEGORIES = 'categories'
const isCategories = (value: unknown): value is Category[] =>
  Array.isArray(value) &&
  value.every(
    (one) => typeof one === 'object' && one !== null && 'categoryId' in one && 'questions' in one,
  )

/** The phone's copy of tickets; the server holds the truth. */
export const useTickets = create<{
  byId: Record<string, TicketLoad>
  lists: Record<string, TicketList>
  categories: Category[]
}>(() => ({ byId: {}, lists: {}, categories: readStored(CATEGORIES, isCategories) ?? [] }))

export const keepCategories = (categories: Category[]): void => {
  store(CATEGORIES, categories)
  useTickets.setState({ categories })
}

/** What a list asks for: kept with it, so that news can make it ask again. */
export type ListQuery = Input<Api['listTickets']>['query']
export const listQueries = new Map<string, { communityId: string; query: ListQuery }>()

export const ticketKey = (communityId: string, ticketId: string): string =>
  `${communityId}/${ticketId}`

/** A newer version of a ticket replaces it wherever it is shown; an older one that arrives late does not. */
export const keepTicket = (ticket: TicketDetail): void => {
  const key = ticketKey(ticket.communityId, ticket.ticketId)
  useTickets.setState(({ byId, lists }) => {
    const known = byId[key]
    if (known?.is === 'ready' && known.ticket.version > ticket.version) return {}
    return {
      byId: { ...byId, [key]: { is: 'ready', ticket } },
      lists: mapChanged(lists, (list) => withCard(list, ticket)),
    }
  })
}

const withCard = (list: TicketList, ticket: TicketDetail): TicketList => {
  if (list.is !== 'ready') return list
  const at = list.cards.findIndex((card) => card.ticketId === ticket.ticketId)
  const old = list.cards[at]
  if (!old) return list
  const cards = [...list.cards]
  cards[at] = cardOf(ticket, old)
  return { ...list, cards }
}

/** The card's part of a ticket; a distance was measured for this list and stays. */
const cardOf = (ticket: TicketDetail, old: TicketCard): TicketCard => {
  const keys = Object.keys(old) as (keyof TicketCard)[] // a card's own keys, all of which a detail has
  const card = Object.fromEntries(keys.map((key) => [key, ticket[key]])) as TicketCard // the same keys
  return { ...card, distanceM: old.distanceM }
}

const mapChanged = (
  lists: Record<string, TicketList>,
  change: (list: TicketList) => TicketList,
): Record<string, TicketList> => {
  let isChanged = false
  const next: Record<string, TicketList> = {}
  for (const [name, list] of Object.entries(lists)) {
    const changed = change(list)
    if (changed !== list) isChanged = true
    next[name] = changed
  }
  return isChanged ? next : lists
}
