import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Photo } from '../../../contract/tickets'

export const PHOTO_SIZES = ['thumb', 'medium', 'full'] as const
export type PhotoSize = (typeof PHOTO_SIZES)[number]

const HOUR_MS = 3_600_000
/** An address stays the same for at least an hour, so that phones may keep the picture, and ends within a day. */
const GOOD_FOR_MS = 24 * HOUR_MS
const ROUND_MS = 2 * HOUR_MS

const signatureOf = (secret: string, what: string): Buffer =>
  createHmac('sha256', secret).update(what).digest()

/** An <Image> sends no token: whoever may see a picture is given an address that proves it, and that runs out. */
export const pictureAddress = (
  secret: string,
  {
    communityId,
    photoId,
    size,
    now,
    goodForMs,
  }: {
    communityId: string
    photoId: string
    size: PhotoSize
    now: Date
    /** For who fetches it once, and soon. */
    goodForMs?: number
  },
): string => {
  const until =
    goodForMs === undefined
      ? Math.floor((now.getTime() + GOOD_FOR_MS) / ROUND_MS) * ROUND_MS
      : now.getTime() + goodForMs
  const path = `/photos/${communityId}/${photoId}/${size}`
  return `${path}?until=${until}&sign=${signatureOf(secret, `${path} ${until}`).toString('base64url')}`
}

/** Whether an address was given out by us, and still holds. */
export const checkAddress = (
  secret: string,
  { path, until, sign, now }: { path: string; until: number; sign: string; now: Date },
): 'good' | 'forged' | 'over' => {
  const expected = signatureOf(secret, `${path} ${until}`)
  const given = Buffer.from(sign, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forged'
  return until >= now.getTime() ? 'good' : 'over'
}

/** A picture as the phone gets it: three sizes, each with its address. */
export const presentPhoto = (
  secret: string,
  row: { community_id: string; id: string; width: number; height: number },
  now: Date,
): Photo => {
  const address = (size: PhotoSize) =>
    pictureAddress(secret, { communityId: row.community_id, photoId: row.id, size, now })
  return {
    photoId: row.id,
    thumbUrl: address('thumb'),
    mediumUrl: address('medium'),
    fullUrl: address('full'),
    width: row.width,
    height: row.height,
  }
}
