import type { Selectable } from 'kysely'
import { isOverdue } from '../../../domain/ticket/deadlines'
import type { TicketFacts } from '../../../domain/ticket/machine'
import type { FollowerTable, TicketTable } from '../../ports/schema'
import type { Db, Tx } from '../../ports/work'

export type TicketRow = Selectable<TicketTable>

export const findTicket = (db: Db, communityId: string, ticketId: string) =>
  db
    .selectFrom('ticket')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('id', '=', ticketId)
    .executeTakeFirst()

/** For a step: nobody else takes one until this transaction ends. */
export const lockTicket = (tx: Tx, communityId: string, ticketId: string) =>
  tx
    .selectFrom('ticket')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('id', '=', ticketId)
    .forUpdate()
    .executeTakeFirst()

export const findFollowers = (db: Db, communityId: string, ticketId: string) =>
  db
    .selectFrom('follower')
    .select(['person_id', 'why'])
    .where('community_id', '=', communityId)
    .where('ticket_id', '=', ticketId)
    .execute()

export const addFollower = (
  tx: Db,
  row: {
    communityId: string
    ticketId: string
    personId: string
    why: FollowerTable['why']
    since: Date
  },
) =>
  tx
    .insertInto('follower')
    .values({
      community_id: row.communityId,
      ticket_id: row.ticketId,
      person_id: row.personId,
      why: row.why,
      since: row.since,
    })
    .onConflict((conflict) =>
      conflict.columns(['community_id', 'ticket_id', 'person_id']).doUpdateSet((eb) => ({
        // Who reported or joined does not become a mere follower.
        why: eb
          .case()
          .when('follower.why', '=', 'follows')
          .then(row.why)
          .else(eb.ref('follower.why'))
          .end(),
      })),
    )
    .execute()

export const removeFollower = (tx: Db, communityId: string, ticketId: string, personId: string) =>
  tx
    .deleteFrom('follower')
    .where('community_id', '=', communityId)
    .where('ticket_id', '=', ticketId)
    .where('person_id', '=', personId)
    .where('why', '=', 'follows')
    .execute()

/** A row as the machine's facts. */
export const factsOf = (row: TicketRow, joinedIds: readonly string[], now: Date): TicketFacts => ({
  state: row.state,
  version: row.version,
  reporterId: row.reporter_id,
  joinedIds,
  handledById: row.handled_by,
  assigneeId: row.assignee_id,
  departmentId: row.department_id,
  gridCode: row.grid_code,
  disputeCount: row.dispute_count,
  appealCount: row.appeal_count,
  extensionCount: row.extension_count,
  reopenCount: row.reopen_count,
  isOverdue: isOverdue({ dueAt: row.due_at, stoppedAt: row.clock_stopped_at }, now),
  closedAt: row.closed_at,
  handledAt: row.handled_at,
  isCannotSolve: row.is_cannot_solve,
  closedHow: row.closed_how,
  ratedStars: row.stars,
  stateBeforeSuspension: row.state_before_suspension,
  lastUrgedAt: row.last_urged_at,
  // In handling only a question to the reporter stops the clock.
  askedAt: row.state === 'handling' ? row.clock_stopped_at : null,
  proposal:
    row.proposal_step && row.proposal_by
      ? { step: row.proposal_step, byId: row.proposal_by }
      : null,
})

/** The machine's facts as columns. */
export const columnsOf = (facts: TicketFacts) => ({
  state: facts.state,
  version: facts.version,
  handled_by: facts.handledById,
  assignee_id: facts.assigneeId,
  department_id: facts.departmentId,
  dispute_count: facts.disputeCount,
  appeal_count: facts.appealCount,
  extension_count: facts.extensionCount,
  reopen_count: facts.reopenCount,
  closed_at: facts.closedAt,
  handled_at: facts.handledAt,
  is_cannot_solve: facts.isCannotSolve,
  closed_how: facts.closedHow,
  stars: facts.ratedStars,
  state_before_suspension: facts.stateBeforeSuspension,
  last_urged_at: facts.lastUrgedAt,
  proposal_step: facts.proposal?.step ?? null,
  proposal_by: facts.proposal?.byId ?? null,
})

export const findCategory = (db: Db, id: string) =>
  db
    .selectFrom('category')
    .select(['id', 'name', 'urgency'])
    .where('id', '=', id)
    .executeTakeFirst()

export const findBuilding = (db: Db, communityId: string, id: string) =>
  db
    .selectFrom('building')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .executeTakeFirst()

export const findBuildings = (db: Db, communityId: string) =>
  db
    .selectFrom('building')
    .select(['name', 'grid_code', 'lat', 'lng'])
    .where('community_id', '=', communityId)
    .where('grid_code', 'is not', null)
    .where('lat', 'is not', null)
    .execute()

export const listBuildingNames = (db: Db, communityId: string) =>
  db.selectFrom('building').select(['id', 'name']).where('community_id', '=', communityId).execute()

export const findGrids = (db: Db, communityId: string) =>
  db
    .selectFrom('grid')
    .select(['code', 'name', 'lat', 'lng'])
    .where('community_id', '=', communityId)
    .orderBy('code')
    .execute()

export const isWorker = async (db: Db, communityId: string, personId: string): Promise<boolean> =>
  (await db
    .selectFrom('membership')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .where('role', '=', 'worker')
    .where('left_at', 'is', null)
    .executeTakeFirst()) !== undefined

export const findOperatorIds = async (db: Db): Promise<string[]> => {
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('is_operator', '=', true)
    .where('deleted_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}

export const findCommunityName = async (db: Db, communityId: string): Promise<string> =>
  (await db.selectFrom('community').select('name').where('id', '=', communityId).executeTakeFirst())
    ?.name ?? ''
