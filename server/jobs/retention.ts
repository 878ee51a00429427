import type { Deps } from '../deps'

const DAY_MS = 24 * 3_600_000

/** How long things are kept that nobody needs any more (PIPL art. 19: the shortest necessary time). */
export const KEPT_DAYS = {
  /** A phone that was away longer reloads. */
  liveEvents: 7,
  /** A command that comes again later than this is a new one to us; phones give up long before. */
  commands: 7,
  readInbox: 180,
  endedSessions: 7,
  deliveredPromises: 30,
  /** Six months at least (互联网群组信息服务管理规定 art. 13); the longest six have 184 days. */
  orderActs: 184,
  contentChecks: 184,
} as const

export const retention = async ({
  database: { db },
  clock,
}: Pick<Deps, 'database' | 'clock'>): Promise<number> => {
  const before = (days: number): Date => new Date(clock.now().getTime() - days * DAY_MS)
  const removed = [
    await db
      .deleteFrom('live_event')
      .where('at', '<', before(KEPT_DAYS.liveEvents))
      .executeTakeFirst(),
    await db.deleteFrom('command').where('at', '<', before(KEPT_DAYS.commands)).executeTakeFirst(),
    await db
      .deleteFrom('inbox')
      .where('read_at', '<', before(KEPT_DAYS.readInbox))
      .executeTakeFirst(),
    await db
      .deleteFrom('session')
      .where('expires_at', '<', before(KEPT_DAYS.endedSessions))
      .executeTakeFirst(),
    await db
      .deleteFrom('session')
      .where('revoked_at', '<', before(KEPT_DAYS.endedSessions))
      .executeTakeFirst(),
    await db
      .deleteFrom('order_act')
      .where('at', '<', before(KEPT_DAYS.orderActs))
      .executeTakeFirst(),
    await db
      .deleteFrom('content_check')
      .where('asked_at', '<', before(KEPT_DAYS.contentChecks))
      .executeTakeFirst(),
    await db
      .deleteFrom('outbox')
      .where('delivered_at', '<', before(KEPT_DAYS.deliveredPromises))
      .executeTakeFirst(),
  ]
  return removed.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), 0)
}
