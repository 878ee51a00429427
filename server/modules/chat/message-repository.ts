import { sql, type ExpressionBuilder } from 'kysely'
import type { Schema } from '../../ports/schema'
import type { Db } from '../../ports/work'

/** Messages with all that is needed to show them: author, quote, ticket. */
export const messages = (db: Db, communityId: string) =>
  db
    .selectFrom('message')
    .leftJoin('membership as author', (join) =>
      join
        .onRef('author.community_id', '=', 'message.community_id')
        .onRef('author.person_id', '=', 'message.author_id'),
    )
    .leftJoin('message as quoted', (join) =>
      join
        .onRef('quoted.community_id', '=', 'message.community_id')
        .onRef('quoted.group_id', '=', 'message.group_id')
        .onRef('quoted.seq', '=', 'message.quote_seq'),
    )
    .leftJoin('membership as quoted_author', (join) =>
      join
        .onRef('quoted_author.community_id', '=', 'quoted.community_id')
        .onRef('quoted_author.person_id', '=', 'quoted.author_id'),
    )
    .leftJoin('ticket', (join) =>
      join
        .onRef('ticket.community_id', '=', 'message.community_id')
        .onRef('ticket.id', '=', 'message.ticket_id'),
    )
    .leftJoin('category', 'category.id', 'ticket.category_id')
    .selectAll('message')
    .select([
      'author.nickname as author_name',
      'author.role as author_role',
      'quoted.words as quoted_words',
      'quoted.kind as quoted_kind',
      'quoted.state as quoted_state',
      'quoted.author_id as quoted_author_id',
      'quoted_author.nickname as quoted_author_name',
      'ticket.number as ticket_number',
      'ticket.state as ticket_state',
      'ticket.closed_how as ticket_closed_how',
      'ticket.is_private as ticket_is_private',
      'category.name as ticket_category',
    ])
    .where('message.community_id', '=', communityId)

export type MessageRow = Awaited<ReturnType<ReturnType<typeof messages>['executeTakeFirstOrThrow']>>

export const messagesOf = (db: Db, communityId: string, groupId: string) =>
  messages(db, communityId).where('message.group_id', '=', groupId)

interface Reader {
  personId: string
  keepsOrder: boolean
}

/** Leaves out what this reader may not see, or does not want to. */
export const seenBy =
  ({ personId, keepsOrder }: Reader) =>
  (eb: ExpressionBuilder<Schema & { message: Schema['message'] }, 'message'>) =>
    eb.and([
      ...(keepsOrder
        ? []
        : [
            eb.or([
              eb('message.state', 'in', ['shown', 'recalled', 'hidden']),
              eb('message.author_id', '=', personId),
            ]),
          ]),
      sql<boolean>`not exists (
        select from message_deleted_for gone
        where gone.community_id = message.community_id and gone.person_id = ${personId}
          and gone.group_id = message.group_id and gone.seq = message.seq)`,
    ])

export const findMessage = (db: Db, communityId: string, groupId: string, seq: number) =>
  messagesOf(db, communityId, groupId).where('message.seq', '=', seq).executeTakeFirst()

export interface PhotoRow {
  community_id: string
  id: string
  width: number
  height: number
}

/** Those that are still kept, by id. */
export const findPhotos = async (
  db: Db,
  communityId: string,
  photoIds: readonly string[],
): Promise<Map<string, PhotoRow>> => {
  if (photoIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('photo')
    .select(['community_id', 'id', 'width', 'height'])
    .where('community_id', '=', communityId)
    .where('id', 'in', photoIds)
    .where('deleted_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}
