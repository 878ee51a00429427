import { groupNickname } from '../../../domain/group/nickname'
import { AppError } from '../../ports/app-error'
import type { Tx } from '../../ports/work'
import { mustNotBeLastModerator } from './last-moderator'

/** Takes up the office of a staff invitation, using it once more: that role and those grids. A resident who takes office keeps their address. */
export const takeUpOffice = async (
  tx: Tx,
  {
    codeHash,
    personId,
    surname,
    now,
  }: { codeHash: string; personId: string; surname: string; now: Date },
): Promise<{ communityId: string }> => {
  const used = await tx
    .updateTable('invitation')
    .set((eb) => ({ uses_left: eb('uses_left', '-', 1) }))
    .where('code_hash', '=', codeHash)
    .where('kind', '!=', 'resident')
    .where('uses_left', '>', 0)
    .where('expires_at', '>', now)
    .returning(['community_id', 'kind', 'grid_codes'])
    .executeTakeFirst()
  if (!used) throw new AppError('invitation-over')
  const { community_id: communityId, kind: role } = used
  const before = await tx
    .selectFrom('membership')
    .select('role')
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .where('left_at', 'is', null)
    .executeTakeFirst()
  if (before?.role === 'moderator' && role !== 'moderator')
    await mustNotBeLastModerator(tx, communityId, personId)

  const office = { role, nickname: groupNickname({ role, surname }), left_at: null }
  await tx
    .insertInto('membership')
    .values({
      community_id: communityId,
      person_id: personId,
      building: null,
      unit: null,
      room: null,
      relation: null,
      joined_at: now,
      ...office,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['community_id', 'person_id'])
        .doUpdateSet(before ? office : { ...office, joined_at: now }),
    )
    .execute()
  await tx
    .deleteFrom('grid_worker')
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .execute()
  if (role === 'worker' && used.grid_codes.length > 0)
    await tx
      .insertInto('grid_worker')
      .values(
        used.grid_codes.map((code) => ({
          community_id: communityId,
          grid_code: code,
          person_id: personId,
        })),
      )
      .execute()
  return { communityId }
}
