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
    messageIds = [],
  }: {
    communityId: string
    ticketId: string
    personId: string
    photoIds: readonly string[]
    /** Pictures of these messages may be carried over, whoever took them. */
    messageIds?: readonly string[]
  },
): Promise<void> => {
  if (photoIds.length === 0) return
  if (photoIds.length > PHOTOS_AT_MOST) throw new AppError('too-many-photos')
  const attached = await tx
    .updateTable('photo')
    .set({ ticket_id: ticketId })
    .where('community_id', '=', communityId)
    .where('id', 'in', photoIds)
    .where((eb) =>
      eb.or([
        eb.and([eb('uploaded_by', '=', personId), eb('message_id', 'is', null)]),
        ...(messageIds.length > 0 ? [eb('message_id', 'in', messageIds)] : []),
      ]),
    )
    .where('ticket_id', 'is', null)
    .where('deleted_at', 'is', null)
    .returning('id')
    .execute()
  if (attached.length !== photoIds.length) throw new AppError('photo-unknown')
}
