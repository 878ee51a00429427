import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps'
import { AppError } from '../../ports/app-error'
import { PHOTO_TYPE } from '../../ports/photos'
import { blobKey } from './keep-photo'
import { checkAddress, PHOTO_SIZES, type PhotoSize } from './picture-address'

const PARAMS = {
  type: 'object',
  properties: {
    communityId: { type: 'string', pattern: '^[0-9]{12}$' },
    photoId: { type: 'string', pattern: '^[0-9a-f-]{36}$' },
    size: { type: 'string', enum: [...PHOTO_SIZES] },
  },
} as const
const QUERY = {
  type: 'object',
  required: ['until', 'sign'],
  properties: { until: { type: 'integer' }, sign: { type: 'string', maxLength: 64 } },
} as const

/** Serves pictures to whoever was given their address. A deleted picture is gone at once, whatever address is still about. */
export const registerPhotoRoute = (
  app: FastifyInstance,
  { database, blobs, clock, urlSecret }: Pick<Deps, 'database' | 'blobs' | 'clock' | 'urlSecret'>,
): void => {
  app.get<{
    Params: { communityId: string; photoId: string; size: PhotoSize }
    Querystring: { until: number; sign: string }
  }>(
    '/photos/:communityId/:photoId/:size',
    { schema: { params: PARAMS, querystring: QUERY, hide: true } },
    async (request, reply) => {
      const { communityId, photoId, size } = request.params
      const { until, sign } = request.query
      const path = `/photos/${communityId}/${photoId}/${size}`
      const address = checkAddress(urlSecret, { path, until, sign, now: clock.now() })
      if (address === 'forged') throw new AppError('not-found')
      if (address === 'over') throw new AppError('photo-expired')
      const row = await database.db
        .selectFrom('photo')
        .select('id')
        .where('community_id', '=', communityId)
        .where('id', '=', photoId)
        .where('deleted_at', 'is', null)
        .executeTakeFirst()
      const picture = row && (await blobs.get(blobKey(communityId, photoId, size)))
      if (!picture) throw new AppError('photo-expired')
      return reply
        .header('content-type', PHOTO_TYPE)
        .header(
          'cache-control',
          `private, max-age=${Math.max(0, Math.floor((until - clock.now().getTime()) / 1000))}`,
        )
        .send(picture)
    },
  )
}
