import type { AdvanceTicket } from '../../../contract/tickets'
import type { Work } from '../../ports/work'
import { believed } from '../believed'

/** Keeps with each picture when and where it was taken. The place is the picture's own: it stays when the ticket's pin moves. */
export const keepTaken = async (
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  communityId: string,
  { photoIds = [], taken = [] }: Pick<AdvanceTicket, 'photoIds' | 'taken'>,
): Promise<void> => {
  for (const { photoId, at, point } of taken.filter((one) => photoIds.includes(one.photoId)))
    await tx
      .updateTable('photo')
      .set({
        taken_at: believed(at, now),
        taken_lat: point?.lat ?? null,
        taken_lng: point?.lng ?? null,
      })
      .where('community_id', '=', communityId)
      .where('id', '=', photoId)
      .execute()
}
