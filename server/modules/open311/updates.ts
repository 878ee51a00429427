import { sql } from 'kysely'
import type { TicketState, TicketStep } from '../../../domain/ticket/names'
import { inWork } from '../../commands'
import type { Deps } from '../../deps'
import type { Db } from '../../ports/work'
import { advanceTicket } from '../tickets/advance-ticket'
import { digestOf, textIn, type Fields } from './fields'
import { mediaUrlIn } from './file-request'
import type { Open311Key } from './keys'
import { earlierPost, keepPost, lockOf, type Post } from './once-a-day'
import { isSeen, statusOf } from './read-requests'
import { Open311Refusal } from './refusal'
import { requestIdOf, ticketOfRequestId } from './request-id'
import { keepReporterName } from './reporter-name'
import { CLOSED_WORDS, OPEN311_TEXT, STATE_WORDS, STEP_WORDS } from './text'
import { pageIn, spanIn, timeIn, w3c } from './times'
import { jurisdictionIn } from './where'
import type { Written } from './write'

const updateIdOf = (requestId: string, seq: number): string => `${requestId}-${seq}`

interface UpdateRow {
  community_id: string
  number: string
  seq: number
  step: TicketStep
  actor_id: string | null
  actor_role: string
  to_state: TicketState
  from_state: TicketState | null
  closed_how: keyof typeof CLOSED_WORDS | null
  words: string
  at: Date
}

/** The oldest first, so that whoever asks again from the last one misses none. Inner matters are told to nobody. */
export const listUpdates = async (
  { database: { db }, clock }: Pick<Deps, 'database' | 'clock'>,
  key: Open311Key | null,
  fields: Fields,
): Promise<Written> => {
  const jurisdiction = await jurisdictionIn(db, fields)
  const { from, until } = spanIn(fields, clock.now())
  const { size, offset } = pageIn(fields)
  const told = sql.join(Object.keys(STEP_WORDS))
  const { rows } = await sql<UpdateRow>`
    select one.* from community cross join lateral (
      select step.community_id, ticket.number, step.seq, step.step, step.actor_id, step.actor_role, step.to_state,
        step.from_state, step.closed_how, step.words, step.at, step.ticket_id
      from step join ticket on ticket.community_id = step.community_id and ticket.id = step.ticket_id
      where step.community_id = community.id and step.seq > 1
        and step.at >= ${new Date(Math.floor(from.getTime() / 1000) * 1000)} and step.at < ${until}
        and (step.from_state is distinct from step.to_state or step.step in (${told})) and ${isSeen(key)}
      order by step.at, step.ticket_id, step.seq limit ${offset + size}) one
    where community.opened_at is not null and community.id like ${`${jurisdiction}%`}
    order by one.at, one.ticket_id, one.seq limit ${size} offset ${offset}`.execute(db)
  return asUpdates(rows.map((row) => present(row, key)))
}

const asUpdates = (body: unknown): Written => ({
  root: 'service_request_updates',
  item: 'request_update',
  body,
})

/** What neighbours say to each other about a ticket is theirs; offices speak for everybody. */
const OFFICES = ['moderator', 'operator', 'worker', 'department', 'platform']
/** Reasons that are between those who decide. */
const INNER_STEPS: readonly TicketStep[] = ['supervise', 'extend', 'return', 'suspend']

const present = (row: UpdateRow, key: Open311Key | null) => {
  const requestId = requestIdOf(row.community_id, row.number)
  const isSaid =
    (OFFICES.includes(row.actor_role) && !INNER_STEPS.includes(row.step)) ||
    (key !== null && row.actor_id === key.personId)
  const happened =
    row.from_state === row.to_state
      ? (STEP_WORDS[row.step] ?? STATE_WORDS[row.to_state])
      : `${STATE_WORDS[row.to_state]}${row.closed_how ? `（${CLOSED_WORDS[row.closed_how]}）` : ''}`
  return {
    update_id: updateIdOf(requestId, row.seq),
    service_request_id: requestId,
    status: statusOf(row.to_state),
    status_notes: STATE_WORDS[row.to_state],
    external_status_code: row.to_state,
    updated_datetime: w3c(row.at),
    description: (isSaid && row.words) || happened,
    media_url: null,
  }
}

const LONGEST_WORDS = 4_000
const LONGEST_ID = 200
/** Words of FixMyStreet's extension that say the same as the standard's closed. */
const CLOSED = ['closed', 'fixed']
const REOPENED = ['reopened', 'disputed']
const OPEN = [
  'open',
  'investigating',
  'in_progress',
  'action_scheduled',
  'planned',
  'no_further_action',
  'not_councils_responsibility',
  'duplicate',
  'internal_referral',
]

/** What a status asks of a ticket in this state: a client that only repeats what we said asks nothing. */
const stepFor = (status: string, state: TicketState): TicketStep => {
  if (CLOSED.includes(status)) return state === 'handled' ? 'confirm' : 'comment'
  if (state === 'handled' && REOPENED.includes(status)) return 'dispute'
  if (state === 'closed' && [...REOPENED, 'open'].includes(status)) return 'reopen'
  return 'comment'
}

type UpdateDeps = Pick<Deps, 'database' | 'clock' | 'newId' | 'bus'>

/** Takes what another system says about a request: words for whoever handles it, or its reporter's confirming and disputing. */
export const postUpdate = async (
  deps: UpdateDeps,
  key: Open311Key,
  fields: Fields,
): Promise<Written> => {
  const { db } = deps.database
  const requestId = textIn(fields, 'service_request_id')
  if (!requestId) throw new Open311Refusal(400, 'service_request_id is required')
  const ticket = await findSeen(db, key, requestId)
  if (!ticket) throw new Open311Refusal(404, `service_request_id ${requestId} was not found`)
  timeIn(fields, 'updated_datetime')
  const status = textIn(fields, 'status').toLowerCase().replaceAll(' ', '_')
  if (status && ![...OPEN, ...CLOSED, ...REOPENED].includes(status))
    throw new Open311Refusal(400, `status ${status} is unknown`)
  const said = textIn(fields, 'description')
  if ([...said].length > LONGEST_WORDS)
    throw new Open311Refusal(400, `description is longer than ${LONGEST_WORDS} characters`)
  const media = mediaUrlIn(fields)
  const words = [said, media && OPEN311_TEXT.media(media)].filter(Boolean).join('\n')
  const ownId = textIn(fields, 'update_id') || undefined
  if (ownId && ownId.length > LONGEST_ID)
    throw new Open311Refusal(400, `update_id is longer than ${LONGEST_ID} characters`)
  const communityId = ticket.community_id
  const post: Post = {
    communityId,
    keyId: key.keyId,
    ...(ownId && { ownId: `${requestId} ${ownId}` }),
    digest: digestOf(fields),
    kind: 'update',
  }
  const seq = await deps.database.withLock(lockOf(post), async () => {
    const earlier = await earlierPost(db, post, deps.clock.now())
    if (earlier?.seq) return earlier.seq
    return inWork(deps, async (work) => {
      const state = await stateOf(work.tx, ticket)
      const step = stepFor(status, state)
      if (!words && step === 'comment')
        throw new Open311Refusal(400, 'description is required where the status stays as it is')
      await keepReporterName(work, communityId, key)
      await advanceTicket(
        work,
        { personId: key.personId, role: 'resident', gridCodes: [] },
        communityId,
        ticket.id,
        { step, words },
      )
      const { version } = await work.tx
        .selectFrom('ticket')
        .select('version')
        .where('community_id', '=', communityId)
        .where('id', '=', ticket.id)
        .executeTakeFirstOrThrow()
      const became = { ticketId: ticket.id, seq: version, mediaUrl: media }
      await keepPost(work.tx, post, became, work.now)
      return version
    })
  })
  return asUpdates([{ update_id: updateIdOf(requestId, seq) }])
}

const findSeen = async (db: Db, key: Open311Key, requestId: string) => {
  const asked = ticketOfRequestId(requestId)
  if (!asked) return undefined
  return db
    .selectFrom('ticket')
    .select(['community_id', 'id'])
    .where('community_id', '=', asked.communityId)
    .where('number', '=', asked.number)
    .where(isSeen(key))
    .executeTakeFirst()
}

const stateOf = async (
  db: Db,
  { community_id, id }: { community_id: string; id: string },
): Promise<TicketState> =>
  (
    await db
      .selectFrom('ticket')
      .select('state')
      .where('community_id', '=', community_id)
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).state
