import { sql } from 'kysely'
import type { WorkerCard } from '../../../contract/communities'
import { OPEN_STATES } from '../../../domain/ticket/names'
import type { Db } from '../../ports/work'
import { findGridCodesByWorker } from './community-repository'

/** Grid workers with how many open tickets each has in hand, so that a moderator sees who is free. */
export const listWorkers = async (db: Db, communityId: string): Promise<WorkerCard[]> => {
  const rows = await db
    .selectFrom('membership')
    .leftJoin('ticket', (join) =>
      join
        .onRef('ticket.community_id', '=', 'membership.community_id')
        .onRef('ticket.assignee_id', '=', 'membership.person_id')
        .on('ticket.state', 'in', [...OPEN_STATES]),
    )
    .select([
      'membership.person_id',
      'membership.nickname',
      sql<number>`count(ticket.id)::int`.as('open'),
    ])
    .where('membership.community_id', '=', communityId)
    .where('membership.role', '=', 'worker')
    .where('membership.left_at', 'is', null)
    .groupBy(['membership.person_id', 'membership.nickname'])
    .orderBy('membership.nickname')
    .execute()
  const gridsOf = await findGridCodesByWorker(db, communityId)
  return rows.map((row) => ({
    personId: row.person_id,
    name: row.nickname,
    gridCodes: gridsOf.get(row.person_id) ?? [],
    openCount: row.open,
  }))
}

/** Who may claim a ticket of this grid; one that is in no grid yet is any worker’s. */
export const findWorkersOfGrid = async (
  db: Db,
  communityId: string,
  gridCode: string | null,
): Promise<string[]> =>
  (await listWorkers(db, communityId))
    .filter(({ gridCodes }) => gridCode === null || gridCodes.includes(gridCode))
    .map(({ personId }) => personId)
