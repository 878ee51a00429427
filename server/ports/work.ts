import type { Kysely, Transaction } from 'kysely'
import type { LiveChange } from '../../contract/events'
import type { Audience, Schema } from './schema'

export type Db = Kysely<Schema>
export type Tx = Transaction<Schema>

/** What the outbox carries, by kind. A new kind needs a deliverer in `server/jobs`, or it does not compile. */
export interface Promises {
  'wechat.subscribe-message': {
    personId: string
    templateKey: string
    page: string
    fields: Record<string, string>
  }
  'grid.file-ticket': { ticketId: string }
  'wechat.check-words': { groupId: string; seq: number }
  'wechat.check-comment': { announcementId: string; commentId: string }
  'wechat.check-picture': { groupId: string; seq: number; photoId: string }
}
export type PromiseKind = keyof Promises

/**
 * One act, in one transaction of one community. What it announces and promises is stored with it
 * and goes out only after the commit.
 */
export interface Work {
  tx: Tx
  now: Date
  newId(): string
  /** Tells the screens of those who may know; stored, so that a phone that was away hears it later. */
  announce(communityId: string, change: LiveChange, audience: Audience): Promise<void>
  /** Something to be done outside, at least once, by a job. */
  promise<K extends PromiseKind>(
    communityId: string,
    kind: K,
    payload: Promises[K],
    availableAt?: Date,
  ): Promise<void>
  /** Their sessions or what they may hear changed: open screens of theirs are looked at again after the commit. */
  lookAgainAt(personId: string): void
  /** The next number of a community's counter, rising in the order of commits. */
  count(communityId: string, counter: string): Promise<number>
}
