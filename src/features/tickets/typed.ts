import type { TicketStep } from '../../../domain/ticket/names'
import { dropFile } from '@/platform/kept-files'
import type { Moment } from '@/platform/now'
import { readStored, store, StorageFull } from '@/platform/storage'

/** A picture chosen for a step: a file that this phone keeps. `commandId` is its upload's, so that sent twice it is kept once. */
export interface Picture {
  file: string
  commandId: string
  photoId?: string
  /** The server no longer had it, so it was uploaded once more. */
  isSentAnew?: true
  /** When and where it was taken, if it was taken here and now. */
  taken?: { at: Moment; point: { lat: number; lng: number } | null }
}
interface Typed {
  words: string
  pictures: Picture[]
}

/** What was written into a sheet that was closed without sending: neither a tap beside it nor closing the app must cost anything. */
const KEY = 'typed'
const isTyped = (value: unknown): value is Record<string, Typed> =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every(
    (one) => typeof one === 'object' && one !== null && 'words' in one && 'pictures' in one,
  )
const all = (): Record<string, Typed> => readStored(KEY, isTyped) ?? {}
const keepAll = (typed: Record<string, Typed>): void => {
  try {
    store(KEY, typed)
  } catch (error) {
    // It is still in the open sheet; only closing that would lose it.
    if (!(error instanceof StorageFull)) throw error
  }
}

const keyOf = (ticketId: string, step: TicketStep): string => `${ticketId}/${step}`

export const typedBefore = (ticketId: string, step: TicketStep): Typed =>
  all()[keyOf(ticketId, step)] ?? { words: '', pictures: [] }

export const keepTyped = (ticketId: string, step: TicketStep, typed: Typed): void => {
  const key = keyOf(ticketId, step)
  const { [key]: before, ...others } = all()
  const isEmpty = typed.words === '' && typed.pictures.length === 0
  if (isEmpty && !before) return
  keepAll(isEmpty ? others : { ...others, [key]: typed })
}

/** It was sent, or is kept elsewhere with its pictures. */
export const dropTyped = (ticketId: string, step: TicketStep): void =>
  keepTyped(ticketId, step, { words: '', pictures: [] })

/** What somebody wrote is not for whoever signs in next on this phone. */
export const dropAllTyped = (): void => {
  for (const { pictures } of Object.values(all())) for (const { file } of pictures) dropFile(file)
  keepAll({})
}
