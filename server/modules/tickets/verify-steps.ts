import { sql } from 'kysely'
import { isForgettable, type StepFault } from '../../../domain/ticket/chain'
import type { TicketStep } from '../../../domain/ticket/names'
import type { Db } from '../../ports/work'
import { digestOfWords, hashOfStep, numberOfSeal } from './seal-step'

export interface FaultyStep {
  fault: StepFault
  communityId: string
  ticketId: string
  number: string
  seq: number
  /** Absent where the step itself is gone. */
  step: TicketStep | null
  at: Date | null
}

export interface MissingTickets {
  communityId: string
  day: string
  given: number
  there: number
}

/** The steps of a community are not those that were written there. */
export interface BrokenAnchor {
  communityId: string
  written: number
  there: number
}

export interface Verdict {
  tickets: number
  steps: number
  /** Steps whose words went with their writer's account. */
  forgotten: number
  faultyTickets: number
  first: FaultyStep | null
  /** The first day on which tickets are missing, and how many are in all. */
  missing: MissingTickets | null
  missingTickets: number
  anchor: BrokenAnchor | null
}

const TICKETS_AT_A_TIME = 1_000

/** Walks through the history of every ticket, in the order of communities and ids, holding one page in memory. */
export const verifySteps = async (
  db: Db,
  {
    communityId,
    progress = () => undefined,
  }: { communityId?: string; progress?: (sofar: Verdict) => void } = {},
): Promise<Verdict> => {
  const verdict: Verdict = {
    tickets: 0,
    steps: 0,
    forgotten: 0,
    faultyTickets: 0,
    first: null,
    missing: null,
    missingTickets: 0,
    anchor: null,
  }
  for (const id of communityId ? [communityId] : await communitiesWithTickets(db)) {
    let after: string | null = null
    const sum: Sum = { steps: 0, seals: 0n }
    do {
      const page: TicketHead[] = await ticketsAfter(db, id, after)
      after = page.length === TICKETS_AT_A_TIME ? (page.at(-1)?.id ?? null) : null
      await verifyPage(db, id, page, verdict, sum)
      progress(verdict)
    } while (after)
    const missing = await missingTickets(db, id)
    verdict.missing ??= missing[0] ?? null
    verdict.missingTickets += missing.reduce((all, { given, there }) => all + given - there, 0)
    verdict.anchor ??= await brokenAnchor(db, id, sum)
  }
  return verdict
}

/** One look at the index for each community: a `distinct` would read every ticket. */
const communitiesWithTickets = async (db: Db): Promise<string[]> => {
  const rows = await db
    .selectFrom('community')
    .select('id')
    .where((eb) =>
      eb.or([
        eb.exists(
          eb
            .selectFrom('ticket')
            .select('ticket.id')
            .whereRef('ticket.community_id', '=', 'community.id'),
        ),
        eb.exists(
          eb
            .selectFrom('counter')
            .select('counter.value')
            .whereRef('counter.community_id', '=', 'community.id')
            .where('counter.name', 'like', 'ticket-%'),
        ),
        eb.exists(
          eb
            .selectFrom('chain_anchor')
            .select('chain_anchor.steps')
            .whereRef('chain_anchor.community_id', '=', 'community.id'),
        ),
      ]),
    )
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

type TicketHead = Awaited<ReturnType<typeof ticketsAfter>>[number]

const ticketsAfter = (db: Db, communityId: string, after: string | null) =>
  db
    .selectFrom('ticket')
    .select(['id', 'number', 'version', 'state', 'chain_hash'])
    .where('community_id', '=', communityId)
    .$if(after !== null, (query) => query.where('id', '>', after))
    .orderBy('id')
    .limit(TICKETS_AT_A_TIME)
    .execute()

const stepsOf = (db: Db, communityId: string, first: string, last: string) =>
  db
    .selectFrom('step')
    .leftJoin('person', 'person.id', 'step.actor_id')
    .selectAll('step')
    .select('person.deleted_at as actor_gone_at')
    .where('step.community_id', '=', communityId)
    .where('step.ticket_id', '>=', first)
    .where('step.ticket_id', '<=', last)
    .orderBy('step.ticket_id')
    .orderBy('step.seq')
    .execute()
type StepRow = Awaited<ReturnType<typeof stepsOf>>[number]

interface Sum {
  steps: number
  seals: bigint
}

const verifyPage = async (
  db: Db,
  communityId: string,
  page: readonly TicketHead[],
  verdict: Verdict,
  sum: Sum,
): Promise<void> => {
  const [first, last] = [page.at(0), page.at(-1)]
  if (!first || !last) return
  const steps = new Map<string, StepRow[]>()
  for (const step of await stepsOf(db, communityId, first.id, last.id)) {
    sum.steps += 1
    sum.seals += numberOfSeal(step.hash ?? '')
    const own = steps.get(step.ticket_id)
    if (own) own.push(step)
    else steps.set(step.ticket_id, [step])
  }
  for (const ticket of page) {
    const own = steps.get(ticket.id) ?? []
    verdict.tickets += 1
    verdict.steps += own.length
    verdict.forgotten += own.filter(isForgotten).length
    const found = firstFault(ticket, own)
    if (!found) continue
    verdict.faultyTickets += 1
    verdict.first ??= {
      ...found,
      communityId,
      ticketId: ticket.id,
      number: ticket.number,
      step: own.find(({ seq }) => seq === found.seq)?.step ?? null,
      at: own.find(({ seq }) => seq === found.seq)?.at ?? null,
    }
  }
}

const isForgotten = (row: StepRow): boolean => row.words_digest !== null && row.words_salt === null

/** The first step that does not fit, in the order in which they happened. */
const firstFault = (
  ticket: TicketHead,
  steps: readonly StepRow[],
): { fault: StepFault; seq: number } | null => {
  let previous: string | null = null
  for (const [index, row] of steps.entries()) {
    const seq = index + 1
    if (row.seq !== seq) return { fault: 'missing', seq }
    const fault = faultOf(previous, row)
    if (fault) return { fault, seq }
    previous = row.hash
  }
  // Steps cut off at the end leave a ticket that has seen more of them.
  if (ticket.version > steps.length) return { fault: 'missing', seq: steps.length + 1 }
  const last = steps.at(-1)
  return ticket.version < steps.length ||
    last?.to_state !== ticket.state ||
    last.hash !== ticket.chain_hash
    ? { fault: 'ticket-differs', seq: steps.length }
    : null
}

const faultOf = (previous: string | null, row: StepRow): StepFault | null => {
  if (row.hash === null) return 'not-sealed'
  if (row.hash !== hashOfStep(previous, row)) return 'changed'
  // Words may be forgotten only together with their writer, and then only talk.
  if (isForgotten(row)) {
    const mayBe = isForgettable({ step: row.step, actorRole: row.actor_role })
    return mayBe && row.words === '' && row.actor_gone_at ? null : 'words-gone'
  }
  const digest = row.words_salt === null ? null : digestOfWords(row.words_salt, row.words)
  return digest === row.words_digest && (digest !== null || row.words === '')
    ? null
    : 'words-changed'
}

/** A ticket removed with all its steps leaves a number that was given and is nowhere. */
const missingTickets = async (db: Db, communityId: string): Promise<MissingTickets[]> => {
  const { rows } = await sql<{ day: string; given: string; there: string }>`
    with there as (
      select left(number, 8) as day, count(*) as count
      from ticket where community_id = ${communityId} group by left(number, 8))
    select right(counter.name, 8) as day, counter.value as given, coalesce(there.count, 0) as there
    from counter left join there on there.day = right(counter.name, 8)
    where counter.community_id = ${communityId} and counter.name like 'ticket-________'
      and coalesce(there.count, 0) < counter.value
    order by counter.name`.execute(db)
  return rows.map(({ day, given, there }) => ({
    communityId,
    day,
    given: Number(given),
    there: Number(there),
  }))
}

const brokenAnchor = async (
  db: Db,
  communityId: string,
  { steps, seals }: Sum,
): Promise<BrokenAnchor | null> => {
  const { rows } = await sql<{ steps: string; seals: string }>`
    select steps, seals::text as seals from chain_anchor where community_id = ${communityId}`.execute(
    db,
  )
  const written = Number(rows[0]?.steps ?? 0)
  const isWhole = written === steps && BigInt(rows[0]?.seals ?? 0) === seals
  return isWhole ? null : { communityId, written, there: steps }
}
