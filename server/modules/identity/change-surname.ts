import { groupNickname } from '../../../domain/group/nickname'
import type { Tx, Work } from '../../ports/work'
import { mustSay } from '../must-say'
import { findMembershipsOf } from './identity-repository'

/** A new surname, in every community where one is known by it. */
export const changeSurname = async (
  { tx, announce }: Work,
  personId: string,
  typed: string,
): Promise<void> => {
  const surname = mustSay(typed, 'surname')
  await tx.updateTable('person').set({ surname }).where('id', '=', personId).execute()
  for (const { community_id, role, building, unit } of await findMembershipsOf(tx, personId)) {
    await tx
      .updateTable('membership')
      .set({ nickname: groupNickname({ role, surname, building, unit }) })
      .where('community_id', '=', community_id)
      .where('person_id', '=', personId)
      .execute()
    await announce(community_id, { name: 'membership.changed' }, { personIds: [personId] })
  }
}

/** The name somebody gives first; later they change it themselves. */
export const nameTheNameless = async (tx: Tx, personId: string, surname: string): Promise<void> => {
  await tx
    .updateTable('person')
    .set({ surname })
    .where('id', '=', personId)
    .where('surname', '=', '')
    .execute()
}
