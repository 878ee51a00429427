import { AppError } from '../../ports/app-error'
import type { Tx } from '../../ports/work'

/** A community is never left without anybody who may admit and accept. The others' rows are locked, so that the last two cannot leave at once. */
export const mustNotBeLastModerator = async (
  tx: Tx,
  communityId: string,
  personId: string,
): Promise<void> => {
  const moderators = await tx
    .selectFrom('membership')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('role', '=', 'moderator')
    .where('left_at', 'is', null)
    .orderBy('person_id')
    .forUpdate()
    .execute()
  if (!moderators.some(({ person_id }) => person_id !== personId))
    throw new AppError('last-moderator')
}
