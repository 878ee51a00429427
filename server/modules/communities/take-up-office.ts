import { groupNickname } from '../../../domain/group/nickname'
import { AppError } from '../../ports/app-error'
import type { Tx } from '../../ports/work'

/** Takes up the office of a staff invitation, using it once more. A resident who takes office keeps their address. */
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
  const office = {
    role: used.kind,
    nickname: groupNickname({ role: used.kind, surname }),
    left_at: null,
  }
  await tx
    .insertInto('membership')
    .values({
      community_id: used.community_id,
      person_id: personId,
      building: null,
      unit: null,
      room: null,
      relation: null,
      joined_at: now,
      ...office,
    })
    .onConflict((conflict) => conflict.columns(['community_id', 'person_id']).doUpdateSet(office))
    .execute()
  if (used.kind === 'worker' && used.grid_codes.length > 0)
    await tx
      .insertInto('grid_worker')
      .values(
        used.grid_codes.map((code) => ({
          community_id: used.community_id,
          grid_code: code,
          person_id: personId,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['community_id', 'grid_code', 'person_id']).doNothing(),
      )
      .execute()
  return { communityId: used.community_id }
}
