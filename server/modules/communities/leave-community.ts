import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Work } from '../../ports/work'
import { mustNotBeLastModerator } from './last-moderator'

/** Leaves; the address goes with the person, what they reported stays. */
export const leaveCommunity = async (
  { tx, now, announce }: Work,
  member: Member,
): Promise<void> => {
  if (member.role === 'operator') throw new AppError('not-a-member')
  if (member.role === 'moderator')
    await mustNotBeLastModerator(tx, member.communityId, member.personId)
  await tx
    .deleteFrom('grid_worker')
    .where('community_id', '=', member.communityId)
    .where('person_id', '=', member.personId)
    .execute()
  await tx
    .updateTable('membership')
    .set({ left_at: now, building: null, unit: null, room: null, relation: null })
    .where('community_id', '=', member.communityId)
    .where('person_id', '=', member.personId)
    .execute()
  await announce(
    member.communityId,
    { name: 'membership.changed' },
    { personIds: [member.personId] },
  )
}
