import type { TicketStep } from '../../../domain/ticket/names'

/** A picture chosen for a step; `commandId` is its upload's, so that sent twice it is kept once. */
export interface Picture {
  file: string
  commandId: string
  photoId?: string
}
interface Typed {
  words: string
  pictures: Picture[]
}

/** What was written into a sheet that was closed without sending: a tap beside it must not cost anything. */
const kept = new Map<string, Typed>()
const keyOf = (ticketId: string, step: TicketStep): string => `${ticketId}/${step}`

export const typedBefore = (ticketId: string, step: TicketStep): Typed =>
  kept.get(keyOf(ticketId, step)) ?? { words: '', pictures: [] }

export const keepTyped = (ticketId: string, step: TicketStep, typed: Typed): void => {
  kept.set(keyOf(ticketId, step), typed)
}

export const dropTyped = (ticketId: string, step: TicketStep): void => {
  kept.delete(keyOf(ticketId, step))
}
