import { sql } from 'kysely'
import type { Db } from '../../ports/work'

/** A ticket with everything a card shows, for one viewer, in one query however long the list is. */
export const ticketCards = (db: Db, communityId: string, viewerId: string) =>
  db
    .selectFrom('ticket')
    .innerJoin('category', 'category.id', 'ticket.category_id')
    .leftJoin('grid', 'grid.code', 'ticket.grid_code')
    .leftJoin('membership as assignee', (join) =>
      join
        .onRef('assignee.community_id', '=', 'ticket.community_id')
        .onRef('assignee.person_id', '=', 'ticket.assignee_id'),
    )
    .leftJoin('department', 'department.id', 'ticket.department_id')
    .leftJoin('membership as reporter', (join) =>
      join
        .onRef('reporter.community_id', '=', 'ticket.community_id')
        .onRef('reporter.person_id', '=', 'ticket.reporter_id'),
    )
    .leftJoin('follower as mine', (join) =>
      join
        .onRef('mine.community_id', '=', 'ticket.community_id')
        .onRef('mine.ticket_id', '=', 'ticket.id')
        .on('mine.person_id', '=', viewerId),
    )
    .selectAll('ticket')
    .select([
      'category.name as category_name',
      'grid.name as grid_name',
      'assignee.nickname as assignee_name',
      'department.name as department_name',
      'reporter.nickname as reporter_name',
      'mine.why as my_part',
    ])
    .select((eb) => [
      eb
        .selectFrom('follower as joined')
        .select(sql<number>`count(*)::int`.as('count'))
        .whereRef('joined.community_id', '=', 'ticket.community_id')
        .whereRef('joined.ticket_id', '=', 'ticket.id')
        .where('joined.why', '=', 'joined')
        .as('joined_count'),
      eb
        .selectFrom('issue')
        .select('issue.is_anonymous')
        .whereRef('issue.community_id', '=', 'ticket.community_id')
        .whereRef('issue.ticket_id', '=', 'ticket.id')
        .orderBy('issue.id')
        .limit(1)
        .as('is_anonymous'),
    ])
    .where('ticket.community_id', '=', communityId)

export type CardRow = Awaited<ReturnType<ReturnType<typeof ticketCards>['executeTakeFirstOrThrow']>>
export type CardQuery = ReturnType<typeof ticketCards>
