import type { Photo } from '../../../contract/tickets'
import type { ErrorCode } from '../../../contract/errors'
import type { Deps } from '../../deps'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { PhotoRefusal } from '../../ports/photos'
import type { Db } from '../../ports/work'
import { PHOTO_SIZES, presentPhoto, type PhotoSize } from './picture-address'

const REFUSALS = {
  'not-an-image': 'photo-not-an-image',
  'too-large': 'photo-too-large',
  'too-many-pixels': 'photo-too-many-pixels',
  broken: 'photo-broken',
} as const satisfies Record<PhotoRefusal, ErrorCode>

export const blobKey = (communityId: string, photoId: string, size: PhotoSize): string =>
  `${communityId}/${photoId}/${size}.jpg`
export const blobFolder = (communityId: string, photoId: string): string =>
  `${communityId}/${photoId}`

type KeepDeps = Pick<Deps, 'database' | 'photos' | 'blobs' | 'newId' | 'clock' | 'urlSecret'>

/**
 * Keeps one uploaded picture. The work on it is slow, so it is done outside any transaction; the row that
 * makes it known comes last, once for one command id, however often the upload is repeated.
 */
export const keepPhoto = async (
  deps: KeepDeps,
  member: Pick<Member, 'communityId' | 'personId'>,
  { commandId, file }: { commandId: string; file: Uint8Array },
): Promise<Photo> => {
  const { db } = deps.database
  const mine = { communityId: member.communityId, uploadedBy: member.personId, commandId }
  const earlier = await findByCommand(db, mine)
  if (earlier) return presentPhoto(deps.urlSecret, earlier, deps.clock.now())

  const processed = await deps.photos.process(file)
  if (!processed.ok)
    throw new AppError(
      REFUSALS[processed.reason],
      processed.looksLike && { looksLike: processed.looksLike },
    )
  const photoId = deps.newId()
  const { photo } = processed
  for (const size of PHOTO_SIZES)
    await deps.blobs.put(blobKey(member.communityId, photoId, size), photo.sizes[size])
  const kept = await db
    .insertInto('photo')
    .values({
      community_id: member.communityId,
      id: photoId,
      uploaded_by: member.personId,
      command_id: commandId,
      width: photo.width,
      height: photo.height,
      bytes: photo.bytes,
      has_code: photo.hasCode,
      created_at: deps.clock.now(),
      ticket_id: null,
      deleted_at: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['community_id', 'uploaded_by', 'command_id']).doNothing(),
    )
    .returning(['community_id', 'id', 'width', 'height'])
    .executeTakeFirst()
  if (kept) return presentPhoto(deps.urlSecret, kept, deps.clock.now())

  // The same upload came twice at once, and the other was first.
  await deps.blobs.deletePrefix(blobFolder(member.communityId, photoId))
  const first = await findByCommand(db, mine)
  if (!first) throw new AppError('photo-unknown')
  return presentPhoto(deps.urlSecret, first, deps.clock.now())
}

const findByCommand = (
  db: Db,
  mine: { communityId: string; uploadedBy: string; commandId: string },
) =>
  db
    .selectFrom('photo')
    .select(['community_id', 'id', 'width', 'height'])
    .where('community_id', '=', mine.communityId)
    .where('uploaded_by', '=', mine.uploadedBy)
    .where('command_id', '=', mine.commandId)
    .executeTakeFirst()
