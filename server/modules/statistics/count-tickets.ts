import { sql } from 'kysely'
import { shanghai } from '../../../domain/ticket/deadlines'
import { FIGURES, type Figure } from '../../../domain/ticket/names'
import {
  ANSWERING_ROLES,
  ANSWERING_STEPS,
  marksOf,
  NO_FIGURES,
  packMarks,
  plus,
  unpackMarks,
} from '../../../domain/ticket/rates'
import type { Database } from '../../ports/database'
import type { Db, Tx } from '../../ports/work'
import {
  addToRollup,
  emptyRollup,
  findRollup,
  lockCounting,
  type CountedBy,
  type Line,
} from './rollup-repository'

export const COUNTED_AT_A_TIME = 200
const RECOUNTED_AT_A_TIME = 1_000

/** Counts the tickets that have moved on since they were counted. Answers how many. */
export const countTickets = async ({ db }: Pick<Database, 'db'>): Promise<number> => {
  const rows = await db
    .selectFrom('ticket')
    .select(['community_id', 'id'])
    .whereRef('counted_version', '<', 'version')
    .orderBy('community_id')
    .orderBy('id')
    .limit(COUNTED_AT_A_TIME)
    .execute()
  const byCommunity = new Map<string, string[]>()
  for (const { community_id, id } of rows)
    byCommunity.set(community_id, [...(byCommunity.get(community_id) ?? []), id])
  for (const [communityId, ids] of byCommunity)
    await db.transaction().execute(async (tx) => {
      await lockCounting(tx, communityId)
      const tally = new Tally()
      for (const ticket of await findCounted(tx, communityId, ids)) {
        tally.takeBack(ticket)
        tally.add(ticket)
      }
      await addToRollup(tx, communityId, tally.lines())
      await keepCounted(tx, communityId, tally.tickets)
    })
  return rows.length
}

/**
 * Counts a community afresh from its tickets and their steps. Answers whether its rollup was right before: it should
 * always have been.
 */
export const recountCommunity = (
  { db }: Pick<Database, 'db'>,
  communityId: string,
): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    await lockCounting(tx, communityId)
    const tally = new Tally()
    let after: string | undefined
    do {
      const ids = await idsAfter(tx, communityId, after)
      after = ids.length === RECOUNTED_AT_A_TIME ? ids.at(-1) : undefined
      for (const ticket of await findCounted(tx, communityId, ids)) tally.add(ticket)
      await keepCounted(tx, communityId, tally.tickets.splice(0))
    } while (after)
    const before = await findRollup(tx, communityId)
    const lines = tally.lines()
    if (asText(before) === asText(lines)) return true
    await emptyRollup(tx, communityId)
    for (let at = 0; at < lines.length; at += RECOUNTED_AT_A_TIME)
      await addToRollup(tx, communityId, lines.slice(at, at + RECOUNTED_AT_A_TIME))
    return false
  })

const asText = (lines: readonly Line[]): string =>
  lines
    .map(({ countedBy, month, key, figures }) => [
      countedBy,
      month,
      key,
      ...FIGURES.map((name) => figures[name]),
    ])
    // What fell to nothing leaves a line of noughts behind.
    .filter(([, , , ...counts]) => counts.some((count) => count !== 0))
    .map((line) => JSON.stringify(line))
    .sort()
    .join('\n')

type Counted = Awaited<ReturnType<typeof findCounted>>[number]

/** What several tickets add to the lines of their community. */
class Tally {
  readonly tickets: Counted[] = []
  private readonly byKey = new Map<string, Line>()

  add(ticket: Counted): void {
    this.tickets.push(ticket)
    this.addAll(ticket.reported_at, ticket.marks, ticket.category_id, ticket.grid_code, 1)
  }

  /** As it was counted before. */
  takeBack({ reported_at, counted_marks, counted_category, counted_grid }: Counted): void {
    this.addAll(reported_at, unpackMarks(counted_marks), counted_category ?? '', counted_grid, -1)
  }

  lines(): Line[] {
    return [...this.byKey.values()]
  }

  private addAll(
    reportedAt: Date,
    marks: readonly Figure[],
    category: string,
    grid: string | null,
    times: 1 | -1,
  ): void {
    if (marks.length === 0) return
    const month = monthOf(reportedAt)
    this.addTo('all', month, '', marks, times)
    this.addTo('grid', month, grid ?? '', marks, times)
    this.addTo('category', month, category, marks, times)
  }

  private addTo(
    countedBy: CountedBy,
    month: string,
    key: string,
    marks: readonly Figure[],
    times: number,
  ): void {
    const name = `${countedBy} ${month} ${key}`
    const figures = this.byKey.get(name)?.figures ?? NO_FIGURES
    this.byKey.set(name, { countedBy, month, key, figures: plus(figures, marks, times) })
  }
}

/** 2026-11, by Shanghai's calendar. */
export const monthOf = (at: Date): string => shanghai(at).day.slice(0, 7)

const idsAfter = async (db: Db, communityId: string, after: string | undefined) => {
  let query = db
    .selectFrom('ticket')
    .select('id')
    .where('community_id', '=', communityId)
    .orderBy('id')
    .limit(RECOUNTED_AT_A_TIME)
  if (after !== undefined) query = query.where('id', '>', after)
  return (await query.execute()).map(({ id }) => id)
}

/** Tickets with how they count now. */
const findCounted = async (db: Db, communityId: string, ids: readonly string[]) => {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('ticket')
    .select([
      'id',
      'version',
      'state',
      'closed_how',
      'reported_at',
      'stars',
      'dispute_count',
      'grid_code',
      'category_id',
      'counted_version',
      'counted_marks',
      'counted_category',
      'counted_grid',
    ])
    .where('community_id', '=', communityId)
    .where('id', 'in', ids)
    .orderBy('id')
    .execute()
  const history = new Map(
    (await findHistory(db, communityId, ids)).map((one) => [one.ticket_id, one]),
  )
  return rows.map((row) => ({
    ...row,
    marks: marksOf({
      state: row.state,
      closedHow: row.closed_how,
      reportedAt: row.reported_at,
      answeredAt: history.get(row.id)?.answered_at ?? null,
      stars: row.stars,
      disputeCount: row.dispute_count,
      wasLate: history.get(row.id)?.was_late ?? false,
    }),
  }))
}

const findHistory = (db: Db, communityId: string, ids: readonly string[]) =>
  db
    .selectFrom('step')
    .select('ticket_id')
    .select(({ fn, eb }) => [
      fn
        .min('at')
        .filterWhere('actor_role', 'in', ANSWERING_ROLES)
        .filterWhere('step', 'in', ANSWERING_STEPS)
        .as('answered_at'),
      fn.agg<boolean>('bool_or', [eb('step', '=', 'escalate')]).as('was_late'),
    ])
    .where('community_id', '=', communityId)
    .where('ticket_id', 'in', ids)
    .groupBy('ticket_id')
    .execute()

/** A ticket that moves on meanwhile keeps its newer version, and is counted again. */
const keepCounted = async (
  tx: Tx,
  communityId: string,
  tickets: readonly Counted[],
): Promise<void> => {
  const changed = tickets
    .map((one) => ({
      id: one.id,
      version: one.version,
      marks: packMarks(one.marks),
      category: one.category_id,
      grid: one.grid_code,
      was: one,
    }))
    .filter(
      ({ version, marks, category, grid, was }) =>
        version !== was.counted_version ||
        marks !== was.counted_marks ||
        category !== was.counted_category ||
        grid !== was.counted_grid,
    )
  if (changed.length === 0) return
  const told = JSON.stringify(changed.map(({ was: _, ...counted }) => counted))
  await sql`
    update ticket set counted_version = counted.version, counted_marks = counted.marks, counted_category = counted.category,
      counted_grid = counted.grid
    from jsonb_to_recordset(${told}::jsonb) as counted (id uuid, version integer, marks integer, category text, grid text)
    where ticket.community_id = ${communityId} and ticket.id = counted.id`.execute(tx)
}
