import dayjs from 'dayjs'
import type { TicketCard } from '../../../contract/tickets'
import { distanceM, type GeoPoint } from '../../../domain/place/geo'
import { QUEUE_TEXT } from './text'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Under this much time left an entry is marked: enough to walk there and do it. */
const SOON_MS = 2 * HOUR_MS

const END = Number.MAX_SAFE_INTEGER
const due = ({ dueAt }: Pick<TicketCard, 'dueAt'>): number => (dueAt ? Date.parse(dueAt) : END)

export type Haste = 'late' | 'soon' | 'calm'

/** How much time is left, reckoned on the phone: a list read an hour ago still tells the truth. */
export const timeLeft = (
  card: Pick<TicketCard, 'dueAt'>,
  nowMs: number,
): { haste: Haste; words: string } => {
  if (!card.dueAt) return { haste: 'calm', words: QUEUE_TEXT.noDue }
  const left = due(card) - nowMs
  if (left < 0) return { haste: 'late', words: QUEUE_TEXT.lateBy(spanText(-left)) }
  return { haste: left < SOON_MS ? 'soon' : 'calm', words: QUEUE_TEXT.hasTime(spanText(left)) }
}

const spanText = (ms: number): string => {
  if (ms < HOUR_MS) return QUEUE_TEXT.minutes(Math.max(1, Math.floor(ms / MINUTE_MS)))
  if (ms < 2 * DAY_MS) return QUEUE_TEXT.hours(Math.floor(ms / HOUR_MS))
  return QUEUE_TEXT.days(Math.floor(ms / DAY_MS))
}

export interface QueueSection {
  key: 'late' | 'today' | 'later'
  cards: TicketCard[]
}

/** Overdue first, then what is due today, then the rest; within each what is due first. Empty parts are left out. */
export const byDeadline = (cards: readonly TicketCard[], nowMs: number): QueueSection[] => {
  const endOfDay = dayjs(nowMs).endOf('day').valueOf()
  const keyOf = (card: TicketCard): QueueSection['key'] => {
    if (due(card) < nowMs) return 'late'
    return due(card) <= endOfDay ? 'today' : 'later'
  }
  const sorted = [...cards].sort((one, other) => due(one) - due(other))
  return (['late', 'today', 'later'] as const)
    .map((key) => ({ key, cards: sorted.filter((card) => keyOf(card) === key) }))
    .filter((section) => section.cards.length > 0)
}

/** Metres from here; null where the ticket has no point. */
export const metresFrom = (here: GeoPoint, { point }: Pick<TicketCard, 'point'>): number | null =>
  point ? Math.round(distanceM(here, point)) : null

/** Nearest first; what has no point stands last, by its deadline. */
export const byDistance = (cards: readonly TicketCard[], here: GeoPoint): TicketCard[] =>
  [...cards].sort(
    (one, other) =>
      (metresFrom(here, one) ?? END) - (metresFrom(here, other) ?? END) || due(one) - due(other),
  )
