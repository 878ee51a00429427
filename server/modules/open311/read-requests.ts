import { sql, type RawBuilder } from 'kysely'
import { OPEN_STATES, type TicketState } from '../../../domain/ticket/names'
import { NOT_PUBLIC } from '../../../domain/ticket/visibility'
import type { Deps } from '../../deps'
import type { Db } from '../../ports/work'
import { pictureAddress } from '../media/picture-address'
import { attributesIn, listIn, type Fields } from './fields'
import { EXTERNAL_ID } from './external-id'
import type { Open311Key } from './keys'
import { Open311Refusal } from './refusal'
import { requestIdOf, ticketOfRequestId, ticketOfToken, tokenOf } from './request-id'
import { CLOSED_WORDS, OPEN311_TEXT, STATE_WORDS } from './text'
import { pageIn, spanIn, w3c } from './times'
import { jurisdictionIn, toWgs84 } from './where'
import type { Written } from './write'

type ReadDeps = Pick<Deps, 'database' | 'clock' | 'urlSecret' | 'config'>

/** Everybody reads what every neighbour may see; a key also what it filed itself, whatever became of it. */
export const isSeen = (key: Open311Key | null): RawBuilder<boolean> => {
  const isPublic = sql<boolean>`(not ticket.is_private and ticket.state not in (${sql.join([...NOT_PUBLIC])}))`
  if (!key) return isPublic
  return sql<boolean>`(${isPublic} or ticket.reporter_id = ${key.personId})`
}

export const statusOf = (state: TicketState): 'open' | 'closed' =>
  OPEN_STATES.some((open) => open === state) ? 'open' : 'closed'

const requests = (db: Db, key: Open311Key | null) =>
  db
    .selectFrom('ticket')
    .innerJoin('category', 'category.id', 'ticket.category_id')
    .innerJoin('community', 'community.id', 'ticket.community_id')
    .leftJoin('department', 'department.id', 'ticket.department_id')
    .leftJoin('photo', (join) =>
      join
        .onRef('photo.community_id', '=', 'ticket.community_id')
        .onRef('photo.id', '=', 'ticket.first_photo_id')
        .on('photo.deleted_at', 'is', null),
    )
    .select([
      'ticket.community_id',
      'ticket.id',
      'ticket.number',
      'ticket.version',
      'ticket.state',
      'ticket.closed_how',
      'ticket.category_id',
      'ticket.words',
      'ticket.place_text',
      'ticket.building_id',
      'ticket.lat',
      'ticket.lng',
      'ticket.reported_at',
      'ticket.updated_at',
      'ticket.due_at',
      'ticket.clock_stopped_at',
      'category.name as category_name',
      'community.name as community_name',
      'department.name as department_name',
      'photo.id as photo_id',
    ])
    .select((eb) => {
      const sent = (column: 'external_id' | 'media_url') =>
        eb
          .selectFrom('open311_post')
          .select(column)
          .whereRef('open311_post.community_id', '=', 'ticket.community_id')
          .whereRef('open311_post.ticket_id', '=', 'ticket.id')
          .where('open311_post.seq', 'is', null)
          .where(column, 'is not', null)
          .limit(1)
      return [sent('external_id').as('external_id'), sent('media_url').as('media_url')]
    })
    .where(isSeen(key))

type RequestRow = Awaited<ReturnType<ReturnType<typeof requests>['executeTakeFirstOrThrow']>>

/** A request as the standard shows it; who reported it is nobody's business. */
const present = (row: RequestRow, { urlSecret, config, clock }: ReadDeps) => {
  const { community_id: communityId, photo_id: photoId, lat, lng, due_at } = row
  const point = lat === null || lng === null ? null : toWgs84({ lat, lng })
  const status = statusOf(row.state)
  return {
    service_request_id: requestIdOf(communityId, row.number),
    status,
    status_notes: `${STATE_WORDS[row.state]}${row.closed_how ? `（${CLOSED_WORDS[row.closed_how]}）` : ''}`,
    service_name: row.category_name,
    service_code: row.category_id,
    description: row.words,
    agency_responsible: row.department_name ?? OPEN311_TEXT.committee(row.community_name),
    service_notice: null,
    requested_datetime: w3c(row.reported_at),
    updated_datetime: w3c(row.updated_at),
    expected_datetime: due_at && status === 'open' && !row.clock_stopped_at ? w3c(due_at) : null,
    address: row.place_text,
    address_id: row.building_id,
    zipcode: null,
    lat: point?.lat ?? null,
    long: point?.lng ?? null,
    media_url: photoId
      ? config.publicUrl +
        pictureAddress(urlSecret, { communityId, photoId, size: 'full', now: clock.now() })
      : row.media_url,
    ...(row.external_id !== null && { attributes: { [EXTERNAL_ID]: row.external_id } }),
  }
}

const asList = (body: unknown): Written => ({ root: 'service_requests', item: 'request', body })

export const getRequest = async (
  deps: ReadDeps,
  key: Open311Key | null,
  id: string,
): Promise<Written> => {
  const [found] = await byIds(deps, key, [id])
  if (!found) throw new Open311Refusal(404, `service_request_id ${id} was not found`)
  return asList([found])
}

const MOST_IDS = 1_000

const byIds = async (deps: ReadDeps, key: Open311Key | null, ids: readonly string[]) => {
  const wanted = ids.slice(0, MOST_IDS).flatMap((id) => ticketOfRequestId(id) ?? [])
  const rows: RequestRow[] = []
  for (const [communityId, numbers] of byCommunity(wanted))
    rows.push(
      ...(await requests(deps.database.db, key)
        .where('ticket.community_id', '=', communityId)
        .where('ticket.number', 'in', numbers)
        .orderBy('ticket.id', 'desc')
        .execute()),
    )
  return rows.map((row) => present(row, deps))
}

const byCommunity = (wanted: readonly { communityId: string; number: string }[]) => {
  const found = new Map<string, string[]>()
  for (const { communityId, number } of wanted)
    found.set(communityId, [...(found.get(communityId) ?? []), number])
  return found
}

export const getToken = async (
  { database: { db } }: ReadDeps,
  key: Open311Key | null,
  token: string,
): Promise<Written> => {
  const asked = ticketOfToken(token)
  const row =
    asked &&
    (await requests(db, key)
      .where('ticket.community_id', '=', asked.communityId)
      .where('ticket.id', '=', asked.ticketId)
      .executeTakeFirst())
  if (!row) throw new Open311Refusal(404, `token ${token} was not found`)
  const { community_id: communityId, number, id } = row
  return asList([
    { service_request_id: requestIdOf(communityId, number), token: tokenOf(communityId, id) },
  ])
}

const STATUSES = ['open', 'closed']

/** The newest first, of one community or of all in a jurisdiction, each community looked up by its own index. */
export const listRequests = async (
  deps: ReadDeps,
  key: Open311Key | null,
  fields: Fields,
): Promise<Written> => {
  const { db } = deps.database
  const ids = listIn(fields, 'service_request_id')
  if (ids.length > 0) return asList(await byIds(deps, key, ids))
  const jurisdiction = await jurisdictionIn(db, fields)
  const { from, until } = spanIn(fields, deps.clock.now())
  const { size, offset } = pageIn(fields)
  const statuses = listIn(fields, 'status').map((status) => status.toLowerCase())
  const unknown = statuses.find((status) => !STATUSES.includes(status))
  if (unknown) throw new Open311Refusal(400, `status ${unknown} is neither open nor closed`)
  const codes = listIn(fields, 'service_code')
  const ownId = attributesIn(fields)[EXTERNAL_ID]?.[0]
  const isOpen = sql`ticket.state in (${sql.join([...OPEN_STATES])})`
  const asked = [
    sql`ticket.reported_at >= ${new Date(Math.floor(from.getTime() / 1000) * 1000)}`,
    sql`ticket.reported_at < ${until}`,
    isSeen(key),
    ...(statuses.length > 0 && !STATUSES.every((status) => statuses.includes(status))
      ? [statuses[0] === 'open' ? isOpen : sql`not (${isOpen})`]
      : []),
    ...(codes.length > 0 ? [sql`ticket.category_id in (${sql.join(codes)})`] : []),
    ...(ownId === undefined
      ? []
      : [
          sql`exists (select from open311_post where open311_post.community_id = ticket.community_id
                and open311_post.ticket_id = ticket.id and external_id = ${ownId})`,
        ]),
  ]
  const { rows: page } = await sql<{ community_id: string; id: string }>`
    select one.community_id, one.id
    from community cross join lateral (
      select community_id, id, reported_at from ticket
      where ticket.community_id = community.id and ${sql.join(asked, sql` and `)}
      order by reported_at desc, id desc limit ${offset + size}) one
    where community.opened_at is not null and community.id like ${`${jurisdiction}%`}
    order by one.reported_at desc, one.id desc limit ${size} offset ${offset}`.execute(db)
  return asList(await inOrder(deps, key, page))
}

const inOrder = async (
  deps: ReadDeps,
  key: Open311Key | null,
  page: readonly { community_id: string; id: string }[],
) => {
  if (page.length === 0) return []
  const communityIds = [...new Set(page.map(({ community_id }) => community_id))]
  const rows = await requests(deps.database.db, key)
    .where('ticket.community_id', 'in', communityIds)
    .where(
      'ticket.id',
      'in',
      page.map(({ id }) => id),
    )
    .execute()
  const found = new Map(rows.map((row) => [row.id, row]))
  return page.flatMap(({ id }) => {
    const row = found.get(id)
    return row ? [present(row, deps)] : []
  })
}

export const numberOfTicket = async (db: Db, communityId: string, ticketId: string) => ({
  ticketId,
  ...(await db
    .selectFrom('ticket')
    .select('number')
    .where('community_id', '=', communityId)
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow()),
})
