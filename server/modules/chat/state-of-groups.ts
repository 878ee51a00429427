import { sql } from 'kysely'
import type { GroupCard } from '../../../contract/communities'
import type { Member } from '../../ports/caller'
import type { MessageTable } from '../../ports/schema'
import type { Db } from '../../ports/work'
import { beginningOf } from '../inbox/beginning-of'
import { CHAT_TEXT } from './text'

export type TalkState = Pick<
  GroupCard,
  'unreadCount' | 'callsMe' | 'isMuted' | 'isPinned' | 'joined' | 'last'
>

interface Row {
  id: string
  last_seq: number
  joined_at: Date | null
  read_seq: number | null
  is_muted: boolean | null
  is_pinned: boolean | null
  before_me: number | null
  mine_since: number
  calls_me: boolean
  words: string | null
  kind: MessageTable['kind'] | null
  at: Date | null
  author_id: string | null
  author_name: string | null
}

const LAST_LENGTH = 40

/** How each group of a community stands for one member: what is unread, whether somebody called them, the last word. */
export const findTalkState = async (db: Db, member: Member): Promise<Map<string, TalkState>> => {
  const { communityId, personId, joinedAt } = member
  const { rows } = await sql<Row>`
    select g.id, g.last_seq, seat.joined_at, seat.read_seq, seat.is_muted, seat.is_pinned,
      case when coalesce(seat.read_seq, 0) = 0 then
        (select max(seq) from message m
          where m.community_id = g.community_id and m.group_id = g.id and m.at <= ${joinedAt}) end as before_me,
      (select count(*)::int from message m
        where m.community_id = g.community_id and m.author_id = ${personId} and m.group_id = g.id
          and m.seq > coalesce(seat.read_seq, 0) and m.at > ${joinedAt}) as mine_since,
      exists (select from mention
        where mention.community_id = g.community_id and mention.person_id = ${personId}
          and mention.group_id = g.id and mention.seq > coalesce(seat.read_seq, 0))
        or exists (select from message m
          where m.community_id = g.community_id and m.group_id = g.id and m.is_to_everyone
            and m.state = 'shown' and m.seq > coalesce(seat.read_seq, 0) and m.at > ${joinedAt}) as calls_me,
      last.words, last.kind, last.at, last.author_id, last.author_name
    from chat_group g
    left join group_seat seat
      on seat.community_id = g.community_id and seat.person_id = ${personId} and seat.group_id = g.id
    left join lateral (
      select m.words, m.kind, m.at, m.author_id, author.nickname as author_name
      from message m
      left join membership author
        on author.community_id = m.community_id and author.person_id = m.author_id
      where m.community_id = g.community_id and m.group_id = g.id and m.state = 'shown'
        and not exists (select from message_deleted_for gone
          where gone.community_id = m.community_id and gone.person_id = ${personId}
            and gone.group_id = m.group_id and gone.seq = m.seq)
      order by m.seq desc limit 1
    ) last on true
    where g.community_id = ${communityId} and g.archived_at is null
  `.execute(db)
  // An operator looks on; nothing is unread for who is no neighbour.
  const hasUnread = member.role !== 'operator'
  return new Map(rows.map((row) => [row.id, stateOf(row, hasUnread)]))
}

/** What one said oneself is never unread, also after something that is. */
const unreadOf = ({ last_seq, before_me, read_seq, mine_since }: Row): number =>
  Math.max(0, last_seq - (before_me ?? read_seq ?? 0) - mine_since)

const stateOf = (row: Row, hasUnread: boolean): TalkState => ({
  unreadCount: hasUnread ? unreadOf(row) : 0,
  callsMe: hasUnread && row.calls_me,
  isMuted: row.is_muted ?? false,
  isPinned: row.is_pinned ?? false,
  joined: row.joined_at !== null,
  last:
    row.at && row.kind
      ? {
          authorName:
            row.author_id === null ? CHAT_TEXT.gone : (row.author_name ?? CHAT_TEXT.street),
          beginning: beginningOf(row.words ?? '', LAST_LENGTH) || CHAT_TEXT.kind[row.kind],
          at: row.at.toISOString(),
        }
      : null,
})
