import { sql } from 'kysely'
import type { GroupCard, Happening, MemberCard, WorkerCard } from '../../../contract/communities'
import { belongsByAddress } from '../../../domain/group/group-membership'
import { OPEN_STATES, type TicketStep } from '../../../domain/ticket/names'
import type { Member } from '../../ports/caller'
import type { Db } from '../../ports/work'
import { readCursor, writeCursor } from '../paging'

/** Steps that neighbours hear of; talk and inner matters are not news. */
const NEWS: readonly TicketStep[] = [
  'report',
  'accept',
  'dispatch',
  'claim',
  'handle',
  'solve-on-the-spot',
  'confirm',
  'dispute',
  'close-unconfirmed',
  'reopen',
  'suspend',
  'resume',
]

/** What happened lately, of public tickets only. */
export const listHappenings = async (
  db: Db,
  communityId: string,
  limit: number,
): Promise<Happening[]> => {
  const rows = await db
    .selectFrom('step')
    .innerJoin('ticket', (join) =>
      join
        .onRef('ticket.community_id', '=', 'step.community_id')
        .onRef('ticket.id', '=', 'step.ticket_id'),
    )
    .innerJoin('category', 'category.id', 'ticket.category_id')
    .select([
      'step.ticket_id',
      'step.seq',
      'step.step',
      'step.to_state',
      'step.at',
      'ticket.number',
      'ticket.place_text',
      'category.name',
    ])
    .where('step.community_id', '=', communityId)
    .where('step.step', 'in', NEWS)
    .where('ticket.is_private', '=', false)
    .where('ticket.state', 'not in', ['refused', 'merged', 'void'])
    .orderBy('step.at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    happeningId: `${row.ticket_id}-${row.seq}`,
    at: row.at.toISOString(),
    ticketId: row.ticket_id,
    ticketNumber: row.number,
    categoryName: row.name,
    placeText: row.place_text,
    step: row.step,
    state: row.to_state,
  }))
}

/** All groups of the community with how many belong to each; mine are those that my address or grids give. */
export const listGroups = async (db: Db, member: Member): Promise<GroupCard[]> => {
  const groups = await db
    .selectFrom('chat_group')
    .selectAll()
    .where('community_id', '=', member.communityId)
    .where('archived_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const homes = await db
    .selectFrom('membership')
    .leftJoin('building', (join) =>
      join
        .onRef('building.community_id', '=', 'membership.community_id')
        .onRef('building.name', '=', 'membership.building'),
    )
    .select([
      'membership.person_id',
      'membership.building',
      'membership.unit',
      'building.grid_code',
      sql<number>`count(*)::int`.as('count'),
    ])
    .where('membership.community_id', '=', member.communityId)
    .where('membership.left_at', 'is', null)
    .groupBy([
      'membership.person_id',
      'membership.building',
      'membership.unit',
      'building.grid_code',
    ])
    .execute()
  const workers = await db
    .selectFrom('grid_worker')
    .select(['grid_code', 'person_id'])
    .where('community_id', '=', member.communityId)
    .execute()
  const people = homes.map((home) => ({
    personId: home.person_id,
    building: home.building,
    unit: home.unit,
    gridCodes: [
      ...(home.grid_code ? [home.grid_code] : []),
      ...workers
        .filter(({ person_id }) => person_id === home.person_id)
        .map(({ grid_code }) => grid_code),
    ],
  }))
  return groups.map((group) => {
    const inIt = people.filter((home) =>
      belongsByAddress(
        { kind: group.kind, building: group.building, unit: group.unit, gridCode: group.grid_code },
        home,
      ),
    )
    return {
      groupId: group.id,
      kind: group.kind,
      name: group.name,
      memberCount: inIt.length,
      isMine: inIt.some(({ personId }) => personId === member.personId),
    }
  })
}

export const listMembers = async (
  db: Db,
  communityId: string,
  { q, before, limit = 30 }: { q?: string; before?: string; limit?: number },
): Promise<{ items: MemberCard[]; next: string | null }> => {
  const cursor = readCursor(before)
  let query = db
    .selectFrom('membership')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('left_at', 'is', null)
    .orderBy('joined_at', 'desc')
    .orderBy('person_id', 'desc')
    .limit(limit + 1)
  if (q?.trim()) query = query.where('nickname', 'like', `%${q.trim().replace(/[\\%_]/g, '\\$&')}%`)
  if (cursor)
    query = query.where((eb) =>
      eb.or([
        eb('joined_at', '<', cursor.at),
        eb.and([eb('joined_at', '=', cursor.at), eb('person_id', '<', cursor.id)]),
      ]),
    )
  const rows = await query.execute()
  const page = rows.slice(0, limit)
  const grids = await db
    .selectFrom('grid_worker')
    .select(['grid_code', 'person_id'])
    .where('community_id', '=', communityId)
    .execute()
  const last = page.at(-1)
  return {
    items: page.map((row) => ({
      personId: row.person_id,
      nickname: row.nickname,
      role: row.role,
      relation: row.relation,
      address:
        row.building === null
          ? null
          : { building: row.building, unit: row.unit ?? '', room: row.room ?? '' },
      gridCodes: grids
        .filter(({ person_id }) => person_id === row.person_id)
        .map(({ grid_code }) => grid_code),
      joinedAt: row.joined_at.toISOString(),
    })),
    next:
      rows.length > limit && last ? writeCursor({ at: last.joined_at, id: last.person_id }) : null,
  }
}

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
  const grids = await db
    .selectFrom('grid_worker')
    .select(['grid_code', 'person_id'])
    .where('community_id', '=', communityId)
    .orderBy('grid_code')
    .execute()
  return rows.map((row) => ({
    personId: row.person_id,
    name: row.nickname,
    gridCodes: grids
      .filter(({ person_id }) => person_id === row.person_id)
      .map(({ grid_code }) => grid_code),
    openCount: row.open,
  }))
}
