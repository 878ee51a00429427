import type { Db } from './work'

/** One SQL database, embedded or PostgreSQL; which of them it is shows in nothing but `kind`. */
export interface Database {
  readonly kind: 'pglite' | 'postgres'
  /**
   * NOTE: inside `db.transaction().execute((tx) => …)` every query goes to `tx`. A query on `db` there
   * is refused with a NestedQueryError: the embedded database has one connection and would wait for itself.
   */
  readonly db: Db
  /**
   * Hears what `notify` says on a channel, in this process and in others. A message may be lost while the
   * connection is down; `afterGap` is called when it is back.
   */
  listen(
    channel: string,
    hear: (payload: string) => void,
    afterGap?: () => void,
  ): Promise<() => Promise<void>>
  /** Not from inside a transaction: what is not committed must not be told. */
  notify(channel: string, payload: string): Promise<void>
  /** Does the work while no other process does work under that name; waits for its turn. */
  withLock<Result>(name: string, work: () => Promise<Result>): Promise<Result>
  /**
   * For transactions that act: so many at once that some connections are left over. They wait for each other's
   * rows, and who only reads must not wait with them.
   */
  inTurnToAct<Result>(work: () => Promise<Result>): Promise<Result>
  /** For work whose statements may take long: migrations, backup, restore. It gets a connection of its own. */
  unhurried<Result>(work: (db: Db) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

export interface OpenDatabaseOptions {
  /** PostgreSQL; absent, the embedded database in `dataDir`. */
  url?: string
  dataDir: string
  /** The embedded database has died and answers nothing more; the process should end. */
  onFatal?: (error: Error) => void
  /** A statement that takes longer is ended and fails with 57014, as PostgreSQL does it. */
  statementTimeoutMs?: number
}
