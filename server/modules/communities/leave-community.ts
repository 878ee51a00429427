import { groupNickname } from '../../../domain/group/nickname'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Tx, Work } from '../../ports/work'
import { mustNotBeLastModerator } from './last-moderator'

/** Leaves; the address goes with the person, what they reported stays and is followed no more. */
export const leaveCommunity = async (
  { tx, now, announce }: Work,
  { role, communityId, personId }: Member,
): Promise<void> => {
  if (role === 'operator') throw new AppError('not-a-member')
  if (role === 'moderator') await mustNotBeLastModerator(tx, communityId, personId)
  await tx
    .deleteFrom('grid_worker')
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .execute()
  await tx
    .deleteFrom('follower')
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .execute()
  await tx
    .updateTable('membership')
    .set({
      // Their steps stay in tickets' histories; a nickname with the building in it would tell where they lived.
      nickname: groupNickname({ role, surname: await surnameOf(tx, personId) }),
      building: null,
      unit: null,
      room: null,
      relation: null,
      left_at: now,
    })
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .execute()
  await announce(communityId, { name: 'membership.changed' }, { personIds: [personId] })
}

const surnameOf = async (tx: Tx, personId: string): Promise<string> =>
  (await tx.selectFrom('person').select('surname').where('id', '=', personId).executeTakeFirst())
    ?.surname ?? ''
