import { recounted, type WorkCalendar } from '../../../domain/ticket/deadlines'
import type { Database } from '../../ports/database'
import { alarmFactsOf, clockOf, columnsOfClock } from './ticket-clock'

const AT_A_TIME = 500

/**
 * Counts the deadlines again that reached into a year whose holidays were not published. Each page is a transaction of
 * its own. Answers how many moved or became sure.
 */
export const recountDeadlines = async (
  { db }: Pick<Database, 'db'>,
  calendar?: WorkCalendar,
): Promise<number> => {
  let count = 0
  let after: { community_id: string; id: string } | undefined
  do {
    const page = await recountPage(db, after, calendar)
    count += page.count
    after = page.last
  } while (after)
  return count
}

const recountPage = (
  db: Database['db'],
  after: { community_id: string; id: string } | undefined,
  calendar: WorkCalendar | undefined,
) =>
  db.transaction().execute(async (tx) => {
    let query = tx
      .selectFrom('ticket')
      .selectAll()
      .where('is_calendar_known', '=', false)
      .orderBy('community_id')
      .orderBy('id')
      .limit(AT_A_TIME)
      .forUpdate()
    if (after)
      query = query.where((eb) =>
        eb(eb.refTuple('community_id', 'id'), '>', eb.tuple(after.community_id, after.id)),
      )
    const rows = await query.execute()
    let count = 0
    for (const row of rows) {
      const before = clockOf(row)
      const clock = recounted(before, calendar)
      const isMoved = clock.dueAt?.getTime() !== before.dueAt?.getTime()
      if (!isMoved && clock.isCalendarKnown === before.isCalendarKnown) continue
      count += 1
      await tx
        .updateTable('ticket')
        .set(columnsOfClock(clock, alarmFactsOf(row)))
        .where('community_id', '=', row.community_id)
        .where('id', '=', row.id)
        .execute()
    }
    return { count, last: rows.length === AT_A_TIME ? rows.at(-1) : undefined }
  })
