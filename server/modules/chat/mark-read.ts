import type { Member } from '../../ports/caller'
import type { Work } from '../../ports/work'
import { mustBeInGroup } from './in-talk'
import { readUpTo } from './group-seat'

/** Nobody can have read what has not been said. */
export const markGroupRead = async (
  { tx, now }: Work,
  { member, groupId, seq }: { member: Member; groupId: string; seq: number },
): Promise<void> => {
  const { group } = await mustBeInGroup(tx, member, groupId, now)
  const { communityId, personId } = member
  await readUpTo(tx, { communityId, personId, groupId }, Math.min(seq, group.last_seq))
}
