import { sql } from 'kysely'
import type { ApplicationState } from '../../../domain/group/names'
import { groupNickname } from '../../../domain/group/nickname'
import type { Application } from '../../../contract/communities'
import type { Db, Tx } from '../../ports/work'
import type { Place } from '../paging'
import { COMMUNITY_TEXT } from './text'

const applications = (db: Db, communityId: string) =>
  db
    .selectFrom('application')
    .leftJoin('membership as decider', (join) =>
      join
        .onRef('decider.community_id', '=', 'application.community_id')
        .onRef('decider.person_id', '=', 'application.decided_by'),
    )
    .selectAll('application')
    .select('decider.nickname as decider_name')
    .select((eb) =>
      eb
        .selectFrom('membership as same')
        .select(sql<number>`count(*)::int`.as('count'))
        .whereRef('same.community_id', '=', 'application.community_id')
        .whereRef('same.building', '=', 'application.building')
        .whereRef('same.unit', '=', 'application.unit')
        .whereRef('same.room', '=', 'application.room')
        .where('same.left_at', 'is', null)
        .as('same_room'),
    )
    .where('application.community_id', '=', communityId)

type Row = Awaited<ReturnType<ReturnType<typeof applications>['executeTakeFirstOrThrow']>>

const present = (row: Row): Application => ({
  applicationId: row.id,
  communityId: row.community_id,
  surname: row.surname,
  address: { building: row.building, unit: row.unit, room: row.room },
  relation: row.relation,
  note: row.note,
  nickname: groupNickname({
    role: 'resident',
    surname: row.surname,
    building: row.building,
    unit: row.unit,
  }),
  isInvited: row.invited_by !== null,
  sameRoomCount: row.same_room ?? 0,
  state: row.state,
  reason: row.reason,
  appliedAt: row.applied_at.toISOString(),
  decidedAt: row.decided_at?.toISOString() ?? null,
  decidedByName:
    row.decider_name ??
    (row.decided_by !== null && row.state !== 'withdrawn' ? COMMUNITY_TEXT.street : null),
})

/** Those that wait come oldest first, because they have waited longest; decided ones newest first. */
export const listApplications = async (
  db: Db,
  communityId: string,
  { state, after, limit }: { state: ApplicationState; after: Place | null; limit: number },
): Promise<Application[]> => {
  const isWaiting = state === 'waiting'
  let query = applications(db, communityId)
    .where('application.state', '=', state)
    .orderBy('application.id', isWaiting ? 'asc' : 'desc')
    .limit(limit)
  if (after) query = query.where('application.id', isWaiting ? '>' : '<', after.id)
  return (await query.execute()).map(present)
}

export const findApplication = async (
  db: Db,
  communityId: string,
  id: string,
): Promise<Application | null> => {
  const row = await applications(db, communityId)
    .where('application.id', '=', id)
    .executeTakeFirst()
  return row ? present(row) : null
}

export const lockApplication = (tx: Tx, communityId: string, id: string) =>
  tx
    .selectFrom('application')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
