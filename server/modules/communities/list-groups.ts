import type { GroupCard } from '../../../contract/communities'
import { belongsByAddress, isRemoved } from '../../../domain/group/group-membership'
import { keepsOrder } from '../../../domain/group/talk'
import type { Member } from '../../ports/caller'
import type { Db } from '../../ports/work'
import { countMembers } from '../chat/count-members'
import { findInTalk, placeOf } from '../chat/in-talk'
import { findTalkState, type TalkState } from '../chat/state-of-groups'

/**
 * All groups of the community with how many belong to each; mine are those that my address or grids give.
 * Those that were archived are a list of their own.
 */
export const listGroups = async (
  db: Db,
  member: Member,
  now: Date,
  { isArchived = false }: { isArchived?: boolean } = {},
): Promise<GroupCard[]> => {
  const { communityId } = member
  const groups = await db
    .selectFrom('chat_group')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('archived_at', isArchived ? 'is not' : 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const counts = await countMembers(db, communityId, groups, now)
  const me = member.role === 'operator' ? null : await findInTalk(db, member, now)
  const states = await findTalkState(db, member)

  return groups.map((group) => {
    const place = placeOf(group)
    const state = states.get(group.id) ?? UNTOUCHED
    const isMine =
      me !== null && !isRemoved(place, me) && (belongsByAddress(place, me) || state.joined)
    return {
      groupId: group.id,
      kind: group.kind,
      name: group.name,
      memberCount: counts.get(group.id) ?? 0,
      ...state,
      isMine,
      // Who is not in a group does not read over its shoulder.
      ...(!isMine && (me === null || !keepsOrder(me.role)) && { last: null, unreadCount: 0 }),
    }
  })
}

/** A group that was made a moment ago. */
const UNTOUCHED: TalkState = {
  unreadCount: 0,
  callsMe: false,
  isMuted: false,
  isPinned: false,
  joined: false,
  last: null,
}
