import { AppError } from '../../ports/app-error'
import type { Tx } from '../../ports/work'

export const PHOTOS_AT_MOST = 9

/** Hangs pictures on a ticket: only one’s own, of this community, that hang nowhere yet. */
export const attachPhotos = async (
  tx: Tx,
  {
    communityId,
    ticketId,
    personId,
    photoIds,
  }: { communityId: string; ticketId: string; personId: string; photoIds: readonly string[] },
): Promise<void> => {
  if (photoIds.length === 0) return
  if (photoIds.length > PHOTOS_AT_MOST) throw new AppError('too-many-photos')
  const attached = await tx
    .updateTable('photo')
    .set({ ticket_id: ticketId })
    .where('community_id', '=', communityId)
    .where('id', 'in', photoIds)
    .where('uploaded_by', '=', personId)
    .where('ticket_id', 'is', null)
    .where('deleted_at', 'is', null)
    .returning('id')
    .execute()
  if (attached.length !== photoIds.length) throw new AppError('photo-unknown')
}
