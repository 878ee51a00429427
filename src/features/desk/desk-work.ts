import type { TicketCard } from '../../../contract/tickets'
import type { TicketState } from '../../../domain/ticket/names'

export const DESK_TABS = ['triage', 'working', 'check', 'all'] as const
export type DeskTab = (typeof DESK_TABS)[number]

/** What lies on the desk, list by list as the server gives it. */
export interface DeskLists {
  submitted: readonly TicketCard[]
  accepted: readonly TicketCard[]
  /** Dispatched and handling. */
  out: readonly TicketCard[]
  suspended: readonly TicketCard[]
  handled: readonly TicketCard[]
}

const END = Number.MAX_SAFE_INTEGER
const due = ({ dueAt }: TicketCard): number => (dueAt ? Date.parse(dueAt) : END)

/** What is due first stands first; without a date, what has waited longest. */
export const byDue = (cards: readonly TicketCard[]): TicketCard[] =>
  [...cards].sort(
    (one, other) =>
      due(one) - due(other) || Date.parse(one.reportedAt) - Date.parse(other.reportedAt),
  )

const PLACES = {
  submitted: 'submitted',
  accepted: 'accepted',
  dispatched: 'out',
  handling: 'out',
  suspended: 'suspended',
  handled: 'handled',
} as const satisfies Partial<Record<TicketState, keyof DeskLists>>
const placeOf = ({ state }: TicketCard): keyof DeskLists | null =>
  state in PLACES ? PLACES[state as keyof typeof PLACES] : null // tested before

/** Puts every ticket where its state belongs: one that moved on a moment ago still lies in the list it was read with. */
export const sortOut = (read: DeskLists): DeskLists => {
  const cards = new Map<string, TicketCard>()
  for (const card of openOf(read)) {
    const known = cards.get(card.ticketId)
    if (!known || known.version < card.version) cards.set(card.ticketId, card)
  }
  const every = [...cards.values()]
  const at = (place: keyof DeskLists) => every.filter((card) => placeOf(card) === place)
  return {
    submitted: at('submitted'),
    accepted: at('accepted'),
    out: at('out'),
    suspended: at('suspended'),
    handled: at('handled'),
  }
}

const openOf = (lists: DeskLists): TicketCard[] => (Object.values(lists) as TicketCard[][]).flat()

/** What one tab shows. */
export const deskCards = (tab: Exclude<DeskTab, 'all'>, lists: DeskLists): TicketCard[] => {
  switch (tab) {
    case 'triage':
      return byDue(lists.submitted)
    case 'check':
      return byDue(lists.handled)
    case 'working':
      // What is put off until a date is nobody's turn: it stands last.
      return [...byDue([...lists.accepted, ...lists.out]), ...byDue(lists.suspended)]
  }
}

export interface DeskCounts {
  triage: number
  toDispatch: number
  working: number
  overdue: number
  check: number
}

export const countDesk = (lists: DeskLists): DeskCounts => ({
  triage: lists.submitted.length,
  toDispatch: lists.accepted.length,
  working: lists.accepted.length + lists.out.length + lists.suspended.length,
  overdue: openOf(lists).filter(({ isOverdue }) => isOverdue).length,
  check: lists.handled.length,
})

export const overdueCards = (lists: DeskLists): TicketCard[] =>
  byDue(openOf(lists).filter(({ isOverdue }) => isOverdue))

/** Narrows by a piece of kind, place, words, number or name, and by grid. */
export const narrowCards = (
  cards: readonly TicketCard[],
  { typed, gridCode }: { typed: string; gridCode: string | null },
): readonly TicketCard[] => {
  const piece = typed.trim().toLowerCase()
  if (!piece && gridCode === null) return cards
  const says = (card: TicketCard) =>
    [card.categoryName, card.placeText, card.words, card.number, card.assigneeName].some((text) =>
      text?.toLowerCase().includes(piece),
    )
  return cards.filter((card) => (gridCode === null || card.gridCode === gridCode) && says(card))
}

/** The entry so many steps further; stays at the ends, and begins at the first. */
export const moveInList = (
  ids: readonly string[],
  atId: string | null,
  by: 1 | -1,
): string | null => {
  if (ids.length === 0) return null
  const at = atId === null ? -1 : ids.indexOf(atId)
  if (at < 0) return ids[0] ?? null
  return ids[Math.min(ids.length - 1, Math.max(0, at + by))] ?? null
}

/** Where the cursor goes when its entry has left the list: to what has taken its place. */
export const keepPlace = (
  before: readonly string[],
  now: readonly string[],
  atId: string | null,
): string | null => {
  if (atId === null || now.includes(atId)) return atId
  const at = before.indexOf(atId)
  if (at < 0) return null
  return now[Math.min(at, now.length - 1)] ?? null
}
