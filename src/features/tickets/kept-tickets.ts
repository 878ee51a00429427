import type { TicketCard, TicketDetail } from '../../../contract/tickets'
import { call } from '@/api/client'
import { nowMs } from '@/platform/now'
import { readStored, removeStored, store, StorageFull } from '@/platform/storage'
import { currentMe } from '@/stores/session'

/** A ticket as it was last read: what somebody has of it where no network is. */
export interface KeptTicket {
  personId: string
  at: number
  ticket: TicketDetail
}

const KEY = 'tickets'
const KEPT_AT_MOST = 40
/** So many still fit where the phone has hardly any room. */
const KEPT_WHEN_FULL = 8
/** What lies ahead of a worker in one round. */
const READ_AHEAD_AT_MOST = 20

const isKept = (value: unknown): value is KeptTicket[] =>
  Array.isArray(value) &&
  value.every(
    (one) => typeof one === 'object' && one !== null && 'ticket' in one && 'personId' in one,
  )

/** Another person's are as good as none. */
const mine = (): KeptTicket[] => {
  const personId = currentMe()?.personId
  return (readStored(KEY, isKept) ?? []).filter((one) => one.personId === personId)
}

type Which = Pick<TicketCard, 'communityId' | 'ticketId'>
const isSame = ({ ticket }: KeptTicket, { communityId, ticketId }: Which): boolean =>
  ticket.communityId === communityId && ticket.ticketId === ticketId

export const recallTicket = (which: Which): KeptTicket | null =>
  mine().find((one) => isSame(one, which)) ?? null

/** The last one opened stands first; the oldest leave. */
export const rememberTicket = (ticket: TicketDetail): void => {
  const personId = currentMe()?.personId
  if (!personId) return
  const others = mine().filter((one) => !isSame(one, ticket))
  const kept = [{ personId, at: nowMs(), ticket }, ...others]
  for (const count of [KEPT_AT_MOST, KEPT_WHEN_FULL]) {
    try {
      return store(KEY, kept.slice(0, count))
    } catch (error) {
      if (!(error instanceof StorageFull)) throw error
    }
  }
}

/** It is no longer for this person's eyes. */
export const forgetTicket = (which: Which): void => {
  if (recallTicket(which))
    store(
      KEY,
      mine().filter((one) => !isSame(one, which)),
    )
}

export const forgetAllTickets = (): void => removeStored(KEY)

let isReading = false

/** Reads what a worker is about to walk to, so that it opens in the basement too; what has not changed is not read again. */
export const readAhead = async (cards: readonly TicketCard[]): Promise<void> => {
  if (isReading) return
  isReading = true
  try {
    const ahead = cards.filter(({ assignedToMe }) => assignedToMe).slice(0, READ_AHEAD_AT_MOST)
    for (const { communityId, ticketId, version } of ahead) {
      const kept = recallTicket({ communityId, ticketId })
      if (kept && kept.ticket.version >= version) continue
      rememberTicket(await call('getTicket', { params: { communityId, ticketId } }))
    }
  } catch {
    return // read when it is opened, or ahead the next time
  } finally {
    isReading = false
  }
}
