import type { Api } from '../../../contract/api'
import type { TicketCard } from '../../../contract/tickets'
import type { Input } from '../../../contract/route'
import { may } from '../../../domain/group/permissions'
import { cellsAround, distanceM } from '../../../domain/place/geo'
import { OPEN_STATES } from '../../../domain/ticket/names'
import { maySeeTicket, NOT_PUBLIC } from '../../../domain/ticket/visibility'
import { AppError } from '../../ports/app-error'
import type { Db } from '../../ports/work'
import { readCursor, writeCursor } from '../paging'
import { ticketCards, type CardQuery } from './card-repository'
import { presentCard, seenFacts, viewerOf, type Eyes } from './present'
import { NEAR_CELL_DEGREES } from './report-issue'

type Asked = Input<Api['listTickets']>['query']
type Page = { items: TicketCard[]; next: string | null }

const OPEN = [...OPEN_STATES]
/** Open tickets of a worker's grids; more than that nobody works off by scrolling. */
const QUEUE_AT_MOST = 200

/** A list of tickets as one of six views. */
export const listTickets = async (db: Db, eyes: Eyes, asked: Asked): Promise<Page> => {
  const { member } = eyes
  if (asked.view === 'queue') return listQueue(db, eyes)
  const cards = ticketCards(db, member.communityId, member.personId)
  const query = narrow(cards, asked, eyes)
  return readPage(query, asked, eyes)
}

const narrow = (cards: CardQuery, { view, state }: Asked, { member }: Eyes): CardQuery => {
  const inState = state ? cards.where('ticket.state', '=', state) : cards
  switch (view) {
    case 'mine':
      return inState.where('mine.why', 'in', ['reported', 'joined'])
    case 'following':
      return stillSeen(inState.where('mine.why', 'is not', null), member)
    case 'triage':
      if (!may(member.role, 'tickets.triage')) throw new AppError('not-allowed')
      return cards.where('ticket.state', '=', 'submitted')
    case 'desk':
      if (!may(member.role, 'tickets.desk')) throw new AppError('not-allowed')
      return inState
    default:
      return inState
        .where('ticket.is_private', '=', false)
        .where('ticket.state', 'not in', [...NOT_PUBLIC])
  }
}

/** What one followed may have been refused, merged or voided since: `maySeeTicket`, asked of the database. */
const stillSeen = (cards: CardQuery, { personId, role, gridCodes }: Eyes['member']): CardQuery => {
  if (role === 'moderator' || role === 'operator') return cards
  return cards.where((eb) =>
    eb.or([
      eb('mine.why', 'in', ['reported', 'joined']),
      eb.and([eb('ticket.is_private', '=', false), eb('ticket.state', 'not in', [...NOT_PUBLIC])]),
      ...(role === 'worker'
        ? [
            eb('ticket.assignee_id', '=', personId),
            eb('ticket.grid_code', 'is', null),
            ...(gridCodes.length > 0 ? [eb('ticket.grid_code', 'in', [...gridCodes])] : []),
          ]
        : []),
    ]),
  )
}

/** Newest first by id, which rises with time. */
const readPage = async (
  query: CardQuery,
  { before, limit = 30 }: Asked,
  eyes: Eyes,
): Promise<Page> => {
  const cursor = readCursor(before)
  const from = cursor ? query.where('ticket.id', '<', cursor.id) : query
  const rows = await from
    .orderBy('ticket.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map((row) => presentCard(row, eyes)),
    next: rows.length > limit && last ? writeCursor({ at: last.reported_at, id: last.id }) : null,
  }
}

/** What a worker has to do: their own and their grids' open tickets, what is due first, then what is near. */
const listQueue = async (db: Db, eyes: Eyes): Promise<Page> => {
  const { member } = eyes
  if (!may(member.role, 'tickets.queue')) throw new AppError('not-allowed')
  const rows = await ticketCards(db, member.communityId, member.personId)
    .where('ticket.state', 'in', ['dispatched', 'handling'])
    .where((eb) =>
      member.role === 'worker'
        ? eb.or([
            eb('ticket.assignee_id', '=', member.personId),
            ...(member.gridCodes.length > 0
              ? [eb('ticket.grid_code', 'in', [...member.gridCodes])]
              : []),
          ])
        : eb.lit(true),
    )
    .orderBy('ticket.due_at')
    .orderBy('ticket.id')
    .limit(QUEUE_AT_MOST)
    .execute()
  const items = rows.map((row) => presentCard(row, eyes))
  return { items: eyes.from ? [...items].sort(byDueThenNear) : items, next: null }
}

const HOUR_MS = 3_600_000
/** Due within the same hour counts as equally urgent; then the nearer one first. */
const byDueThenNear = (one: TicketCard, other: TicketCard): number => {
  const hour = ({ dueAt }: TicketCard) =>
    dueAt ? Math.floor(Date.parse(dueAt) / HOUR_MS) : Number.MAX_SAFE_INTEGER
  return hour(one) - hour(other) || (one.distanceM ?? Infinity) - (other.distanceM ?? Infinity)
}

const NEAR_M = 100
const NEAR_DAYS = 7

/** More of one kind within 100 m are not looked through by anybody. */
const NEAR_AT_MOST = 100

/** Open public tickets of one kind within 100 m of the last seven days: perhaps it has been reported already. */
export const listNearTickets = async (
  db: Db,
  eyes: Eyes & { from: { lat: number; lng: number } },
  categoryId: string,
): Promise<TicketCard[]> => {
  const since = new Date(eyes.now.getTime() - NEAR_DAYS * 24 * HOUR_MS)
  const rows = await ticketCards(db, eyes.member.communityId, eyes.member.personId)
    .where('ticket.cell', 'in', cellsAround(eyes.from, NEAR_CELL_DEGREES))
    .where('ticket.reported_at', '>', since)
    .where('ticket.category_id', '=', categoryId)
    .where('ticket.state', 'in', OPEN)
    .orderBy('ticket.reported_at', 'desc')
    .limit(NEAR_AT_MOST)
    .execute()
  return rows
    .filter((row) => !row.is_private || row.my_part !== null)
    .filter((row) => maySeeTicket(viewerOf(eyes.member), seenFacts(row, eyes.member.personId)))
    .filter(
      (row) =>
        row.lat !== null &&
        row.lng !== null &&
        distanceM(eyes.from, { lat: row.lat, lng: row.lng }) <= NEAR_M,
    )
    .map((row) => presentCard(row, eyes))
    .sort((one, other) => (one.distanceM ?? 0) - (other.distanceM ?? 0))
}
