import type { Deps } from '../deps'
import type { Promises, PromiseKind } from '../ports/work'
import { leaseDue, markDead, markDelivered, markForLater, type Promised } from './outbox-repository'

/** What came of one delivery. `why` is for the operator: a code, never what was sent. */
export type Delivery = { is: 'done' } | { is: 'later'; why: string } | { is: 'dead'; why: string }

/** Delivers one kind of promise, outside any transaction; must bear being called twice for one promise. */
export type Deliverer<K extends PromiseKind> = (
  communityId: string,
  payload: Promises[K],
) => Promise<Delivery>
export type Deliverers = { [K in PromiseKind]: Deliverer<K> }

/** Longer than any delivery takes: its requests give up after ten seconds each. */
export const LEASE_MS = 60_000
export const AT_A_TIME = 20
export const TRIES = 12
const FIRST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 3_600_000

/** 5 s, 10 s, 20 s … an hour, each up to a fifth longer, so that many do not come back together. */
export const waitBefore = (attempts: number, chance: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1)) * (1 + chance / 5)

/** Delivers what is due; answers how many promises it took up. */
export const deliverOutbox = async (
  { database: { db }, clock, log }: Pick<Deps, 'database' | 'clock' | 'log'>,
  deliverers: Deliverers,
): Promise<number> => {
  const now = clock.now()
  const due = await leaseDue(db, now, new Date(now.getTime() + LEASE_MS), AT_A_TIME)
  const settle = async (promised: Promised): Promise<void> => {
    const delivery = await tryOnce(deliverers, promised)
    if (delivery.is === 'done') return void (await markDelivered(db, promised, clock.now()))
    log.warn(
      { kind: promised.kind, id: promised.id, attempts: promised.attempts, why: delivery.why },
      'promise not delivered',
    )
    if (delivery.is === 'dead' || promised.attempts >= TRIES)
      return void (await markDead(db, promised, clock.now(), delivery.why))
    const again = new Date(clock.now().getTime() + waitBefore(promised.attempts, Math.random()))
    await markForLater(db, promised, again, delivery.why)
  }
  await Promise.all(due.map(settle))
  return due.length
}

const tryOnce = async (deliverers: Deliverers, promised: Promised): Promise<Delivery> => {
  // A promise's payload was stored under its own kind by `work.promise`.
  const deliver = deliverers[promised.kind] as
    ((communityId: string, payload: unknown) => Promise<Delivery>) | undefined
  // A newer process wrote it, and will come to it once this one has made room.
  if (!deliver) return { is: 'later', why: 'unknown kind' }
  try {
    return await deliver(promised.communityId, promised.payload)
  } catch (error) {
    return { is: 'later', why: error instanceof Error ? error.name : 'unknown' }
  }
}
