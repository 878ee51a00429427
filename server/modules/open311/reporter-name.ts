import type { Work } from '../../ports/work'
import type { Open311Key } from './keys'

/**
 * Under this name staff and neighbours see who reported. The seat is one that was left at once: nobody counts,
 * addresses or admits a machine.
 */
export const keepReporterName = async (
  { tx, now }: Work,
  communityId: string,
  { personId, name }: Open311Key,
): Promise<void> => {
  await tx
    .insertInto('membership')
    .values({
      community_id: communityId,
      person_id: personId,
      role: 'resident',
      nickname: name,
      building: null,
      unit: null,
      room: null,
      relation: null,
      joined_at: now,
      left_at: now,
    })
    .onConflict((conflict) => conflict.columns(['community_id', 'person_id']).doNothing())
    .execute()
}
