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

/** One handler for every route; a forgotten one does not compile. */
export type Handlers<A extends Record<string, RouteDef>> = { [K in keyof A]: Handler<A[K]> }
