import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Work } from '../../ports/work'

/** Who knows a neighbour in person may say so, where there is no number that WeChat knows. */
export const vouchForMember = async (
  { tx, now }: Work,
  { member, personId }: { member: Member; personId: string },
): Promise<void> => {
  const known = await tx
    .selectFrom('membership')
    .select('person_id')
    .where('community_id', '=', member.communityId)
    .where('person_id', '=', personId)
    .where('left_at', 'is', null)
    .executeTakeFirst()
  if (!known) throw new AppError('not-found')
  await tx
    .insertInto('phone')
    .values({ person_id: personId, number: null, vouched_by: member.personId, verified_at: now })
    .onConflict((conflict) => conflict.column('person_id').doNothing())
    .execute()
}
