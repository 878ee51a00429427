import { sql } from 'kysely'
import type { Db } from '../../server/ports/work'

/** A long history, as if it had been said one by one: message `n` says “第 n 句”. */
export const fillTalk = async (
  db: Db,
  talk: { communityId: string; groupId: string; authorId: string; upTo: number },
): Promise<void> => {
  const { communityId, groupId, authorId, upTo } = talk
  await sql`
    insert into message (community_id, group_id, seq, id, command_id, author_id, kind, state, hold_reason,
      words, photo_ids, place, ticket_id, quote_seq, mentions, is_to_everyone, at)
    select ${communityId}, ${groupId}::uuid, n, gen_random_uuid(), gen_random_uuid(), ${authorId}::uuid, 'words', 'shown', null,
      '第 ' || n || ' 句' || repeat('，楼道的灯修好了', (n % 5)::int), '[]'::jsonb, null, null,
      case when n % 10 = 3 and n > 100 then 5 end, '[]'::jsonb, false,
      now() - make_interval(mins => ${upTo}::int - n::int)
    from chat_group, generate_series(chat_group.last_seq + 1, ${upTo}::bigint) n
    where chat_group.community_id = ${communityId} and chat_group.id = ${groupId}::uuid
  `.execute(db)
  await db
    .updateTable('chat_group')
    .set({ last_seq: upTo })
    .where('community_id', '=', communityId)
    .where('id', '=', groupId)
    .execute()
}

/** How far somebody had read when they left. */
export const hadRead = async (
  db: Db,
  seat: { communityId: string; groupId: string; personId: string; seq: number },
): Promise<void> => {
  await db
    .insertInto('group_seat')
    .values({
      community_id: seat.communityId,
      person_id: seat.personId,
      group_id: seat.groupId,
      joined_at: null,
      read_seq: seat.seq,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['community_id', 'person_id', 'group_id'])
        .doUpdateSet({ read_seq: seat.seq }),
    )
    .execute()
}
