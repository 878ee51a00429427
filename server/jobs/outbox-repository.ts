import { sql } from 'kysely'
import type { PromiseKind } from '../ports/work'
import type { Db } from '../ports/work'

export interface Promised {
  communityId: string
  id: string
  kind: PromiseKind
  payload: Record<string, unknown>
  attempts: number
}

/** Takes up to `limit` due promises for this process until `leasedUntil`; another process passes over them. */
export const leaseDue = async (
  db: Db,
  now: Date,
  leasedUntil: Date,
  limit: number,
): Promise<Promised[]> => {
  const { rows } = await sql<{
    community_id: string
    id: string
    kind: PromiseKind
    payload: Record<string, unknown>
    attempts: number
  }>`
    with due as materialized (
      select community_id, id from outbox
      where delivered_at is null and dead_at is null and available_at <= ${now}
        and (leased_until is null or leased_until < ${now})
      order by available_at, id
      limit ${limit}
      for update skip locked
    )
    update outbox o set leased_until = ${leasedUntil}, attempts = o.attempts + 1
    from due
    where o.community_id = due.community_id and o.id = due.id
    returning o.community_id, o.id, o.kind, o.payload, o.attempts
  `.execute(db)
  return rows.map(({ community_id, ...rest }) => ({ communityId: community_id, ...rest }))
}

/** Our own try at it: one whose lease ran out belongs to whoever took it up again, and only a delivery still counts. */
const ourTry = (db: Db, { communityId, id, attempts }: Promised) =>
  db
    .updateTable('outbox')
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('delivered_at', 'is', null)

export const markDelivered = (db: Db, { communityId, id }: Promised, now: Date) =>
  db
    .updateTable('outbox')
    .set({ delivered_at: now, leased_until: null, last_error: null })
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .execute()

export const markForLater = (db: Db, promised: Promised, availableAt: Date, why: string) =>
  ourTry(db, promised)
    .set({ available_at: availableAt, leased_until: null, last_error: why })
    .execute()

/** Nobody tries a dead letter again until an operator has looked at it. */
export const markDead = (db: Db, promised: Promised, now: Date, why: string) =>
  ourTry(db, promised).set({ dead_at: now, leased_until: null, last_error: why }).execute()
