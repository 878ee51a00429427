import type { Input } from '../../../contract/route'
import type { Api } from '../../../contract/api'
import type { AdvanceTicket, TicketCard, TicketDetail } from '../../../contract/tickets'
import { ApiError } from '@/api/api-error'
import { call } from '@/api/client'
import { newCommandId } from '@/platform/ids'
import { forgetTicket, recallTicket } from './kept-tickets'
import {
  keepCategories,
  keepTicket,
  listQueries,
  ticketKey,
  useTickets,
  type ListQuery,
  type TicketList,
  type TicketLoad,
} from './store'

export const listName = (
  communityId: string,
  { view, state }: Pick<ListQuery, 'view' | 'state'>,
): string => [communityId, view, state ?? ''].join('/')

const codeOf = (error: unknown) => (error instanceof ApiError ? error.code : 'internal')

const setList = (name: string, list: TicketList): void =>
  useTickets.setState(({ lists }) => ({ lists: { ...lists, [name]: list } }))

/** Reads a list from its beginning; what is shown stays until the new one is there. */
export const loadTickets = async (communityId: string, query: ListQuery): Promise<void> => {
  const name = listName(communityId, query)
  listQueries.set(name, { communityId, query })
  const shown = useTickets.getState().lists[name]
  if (shown?.is !== 'ready') setList(name, { is: 'loading' })
  try {
    const { items, next } = await call('listTickets', { params: { communityId }, query })
    setList(name, { is: 'ready', cards: items, next, isLoadingMore: false })
  } catch (error) {
    if (shown?.is === 'ready') throw error
    setList(name, { is: 'failed', code: codeOf(error) })
  }
}

export const loadMoreTickets = async (communityId: string, query: ListQuery): Promise<void> => {
  const name = listName(communityId, query)
  const list = useTickets.getState().lists[name]
  if (list?.is !== 'ready' || !list.next || list.isLoadingMore) return
  setList(name, { ...list, isLoadingMore: true })
  try {
    const { items, next } = await call('listTickets', {
      params: { communityId },
      query: { ...query, before: list.next },
    })
    const known = new Set(list.cards.map(({ ticketId }) => ticketId))
    const fresh = items.filter(({ ticketId }) => !known.has(ticketId))
    setList(name, { is: 'ready', cards: [...list.cards, ...fresh], next, isLoadingMore: false })
  } catch (error) {
    setList(name, { ...list, isLoadingMore: false })
    throw error
  }
}

export const loadTicket = async (communityId: string, ticketId: string): Promise<void> => {
  const key = ticketKey(communityId, ticketId)
  const show = (load: TicketLoad) =>
    useTickets.setState(({ byId }) => ({ byId: { ...byId, [key]: load } }))
  const shown = useTickets.getState().byId[key]
  const kept = shown?.is === 'ready' ? null : recallTicket({ communityId, ticketId })
  if (kept) show({ is: 'ready', ticket: kept.ticket, keptAt: kept.at })
  else if (shown?.is !== 'ready') show({ is: 'loading' })
  try {
    keepTicket(await call('getTicket', { params: { communityId, ticketId } }))
  } catch (error) {
    const isOnTheWay = error instanceof ApiError && error.isOnTheWay
    if (kept && !isOnTheWay) forgetTicket({ communityId, ticketId })
    else if (kept ?? shown?.is === 'ready') throw error
    show({ is: 'failed', code: codeOf(error) })
  }
}

/** Takes a step. Keep `commandId` over retries of one act, so that a lost answer does not act twice. */
export const advanceTicket = async (
  { communityId, ticketId }: Pick<TicketCard, 'communityId' | 'ticketId'>,
  step: Omit<AdvanceTicket, 'commandId'>,
  commandId: string = newCommandId(),
): Promise<TicketDetail> => {
  const ticket = await call('advanceTicket', {
    params: { communityId, ticketId },
    body: { commandId, ...step },
  })
  keepTicket(ticket)
  return ticket
}

export const followTicket = async (
  { communityId, ticketId }: Pick<TicketCard, 'communityId' | 'ticketId'>,
  follow: boolean,
): Promise<void> => {
  await call('followTicket', {
    params: { communityId, ticketId },
    body: { commandId: newCommandId(), follow },
  })
  await loadTicket(communityId, ticketId)
}

/** Open tickets of this kind close by: perhaps somebody has reported it already. */
export const findNearTickets = async (
  communityId: string,
  query: Input<Api['listNearTickets']>['query'],
): Promise<TicketCard[]> =>
  (await call('listNearTickets', { params: { communityId }, query })).items

/** Read once a start; until then, and without a network, those of last time hold. */
let areCategoriesFresh = false
export const loadCategories = async (): Promise<void> => {
  if (areCategoriesFresh) return
  const { items } = await call('listCategories', {})
  areCategoriesFresh = true
  keepCategories(items)
}
export const searchAllCategories = async (q: string) =>
  (await call('searchCategories', { query: { q } })).items
