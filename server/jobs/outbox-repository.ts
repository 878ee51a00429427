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
    update outbox o set leased_until = ${leasedUntil}, attempts = o.attempts + 1
    from (
      select community_id, id from outbox
      where delivered_at is null and dead_at is null and available_at <= ${now}
        and (leased_until is null or leased_until < ${now})
      order by available_at, id
      limit ${limit}
      for update skip locked
    ) due
    where o.community_id = due.community_id and o.id = due.id
    returning o.community_id, o.id, o.kind, o.payload, o.attempts
  `.execute(db)
  return rows.map(({ community_id, ...rest }) => ({ communityId: community_id, ...rest }))
}

const one = (db: Db, { communityId, id }: Promised) =>
  db.updateTable('outbox').where('community_id', '=', communityId).where('id', '=', id)

export const markDelivered = (db: Db, promised: Promised, now: Date) =>
  one(db, promised).set({ delivered_at: now, leased_until: null, last_error: null }).execute()

export const markForLater = (db: Db, promised: Promised, availableAt: Date, why: string) =>
  one(db, promised)
    .set({ available_at: availableAt, leased_until: null, last_error: why })
    .execute()

/** Nobody tries a dead letter again until an operator has looked at it. */
export const markDead = (db: Db, promised: Promised, now: Date, why: string) =>
  one(db, promised).set({ dead_at: now, leased_until: null, last_error: why }).execute()
