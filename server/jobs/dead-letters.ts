import { sql } from 'kysely'
import type { PromiseKind, Tx } from '../ports/work'

/** A promise that was given up; what it carries stays in the database, for it may be somebody's words. */
export interface DeadLetter {
  id: string
  communityId: string
  kind: PromiseKind
  /** The ticket's number, where it is about one. */
  ticketNumber: string | null
  attempts: number
  deadAt: Date
  why: string
}

const MOST_SHOWN = 200

/** Those given up longest ago come first. */
export const listDeadLetters = async (tx: Tx): Promise<{ items: DeadLetter[]; all: number }> => {
  const rows = await tx
    .selectFrom('outbox')
    .leftJoin('ticket', (join) =>
      join
        .onRef('ticket.community_id', '=', 'outbox.community_id')
        .on(sql<boolean>`ticket.id = (outbox.payload->>'ticketId')::uuid`),
    )
    .select((eb) => [
      'outbox.id',
      'outbox.community_id',
      'outbox.kind',
      'outbox.attempts',
      'outbox.dead_at',
      'outbox.last_error',
      'ticket.number',
      eb.fn.countAll<number>().over().as('all'),
    ])
    .where('outbox.dead_at', 'is not', null)
    .where('outbox.delivered_at', 'is', null)
    .orderBy('outbox.dead_at')
    .limit(MOST_SHOWN)
    .execute()
  const items = rows.flatMap(({ dead_at: deadAt, ...row }) =>
    deadAt === null
      ? []
      : [
          {
            id: row.id,
            communityId: row.community_id,
            kind: row.kind as PromiseKind, // stored by `work.promise`
            ticketNumber: row.number,
            attempts: row.attempts,
            deadAt,
            why: row.last_error ?? 'unknown',
          },
        ],
  )
  return { items, all: rows[0]?.all ?? 0 }
}

/** One, or all of them with null: due at once, with all its tries before it; answers how many there were. */
export const sendAgain = async (tx: Tx, now: Date, id: string | null): Promise<number> => {
  const revived = await tx
    .updateTable('outbox')
    .set((eb) => ({
      dead_at: null,
      attempts: 0,
      // Due whatever the clock of the machine says at which this is typed.
      available_at: eb.ref('created_at'),
      leased_until: null,
    }))
    .where('dead_at', 'is not', null)
    .where('delivered_at', 'is', null)
    .$if(id !== null, (query) => query.where('id', '=', id))
    .returning(['community_id', 'kind', 'payload'])
    .execute()
  for (const { community_id, payload } of revived.filter(({ kind }) => kind === 'grid.file-ticket'))
    await tx
      .updateTable('outside_ticket')
      .set({ state: 'waiting', at: now })
      .where('community_id', '=', community_id)
      .where('ticket_id', '=', String(payload.ticketId))
      .where('outside_id', 'is', null)
      .execute()
  return revived.length
}

/**
 * Where the platform could not say whether it has a ticket, somebody has looked: it is there under this number.
 * False when there is no such letter.
 */
export const markFiled = async (
  tx: Tx,
  now: Date,
  id: string,
  outsideId: string,
): Promise<boolean> => {
  const letter = await tx
    .updateTable('outbox')
    .set({ delivered_at: now, leased_until: null })
    .where('id', '=', id)
    .where('kind', '=', 'grid.file-ticket')
    .where('dead_at', 'is not', null)
    .where('delivered_at', 'is', null)
    .returning(['community_id', 'payload'])
    .executeTakeFirst()
  if (!letter) return false
  await tx
    .updateTable('outside_ticket')
    .set({ outside_id: outsideId, state: 'filed', at: now })
    .where('community_id', '=', letter.community_id)
    .where('ticket_id', '=', String(letter.payload.ticketId))
    .execute()
  return true
}
