import type { Access, Input, Output, RouteDef } from '../contract/route'
import type { Caller, Member } from './ports/caller'
import type { Db, Work } from './ports/work'

type Who<A extends Access> = A extends 'public' | 'sample'
  ? { caller: Caller | null }
  : A extends 'signed-in' | 'operator'
    ? { caller: Caller }
    : { caller: Caller; member: Member }

/** What a handler is given: what was sent, who sent it, from what kind of device. */
export type Asked<R extends RouteDef> = Input<R> &
  Who<R['access']> & { device: string } & (R['upload'] extends true
    ? { file: Uint8Array }
    : unknown)

/** For questions: the database, and the time that stands still for this request. */
export interface Reading {
  db: Db
  now: Date
}

export type Handler<R extends RouteDef> = (
  asked: Asked<R>,
  given: R['command'] extends true ? Work : Reading,
) => Promise<Output<R>>

/**
 * For a command that many give at one place in the same moment, as when a whole group talks: each is decided
 * alone before the transaction, and those who wait for the same place are kept in one, whose commit they share.
 */
export interface InTwoSteps<R extends RouteDef, Decided> {
  /** Who gives the same answer shares a transaction; within one community. */
  placeOf(asked: Asked<R>): string
  /** Refuses, or says what is to be kept. What must hold at the commit is for `keep` to ask. */
  decide(asked: Asked<R>, reading: Reading): Promise<Decided>
  /** Keeps all or none, and answers in their order. */
  keep(work: Work, decided: readonly Decided[]): Promise<Output<R>[]>
}

/** One handler for every route; a forgotten one does not compile. */
export type Handlers<A extends Record<string, RouteDef>> = {
  [K in keyof A]: Handler<A[K]> | (A[K]['command'] extends true ? InTwoSteps<A[K], unknown> : never)
}
