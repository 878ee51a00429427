import type { TicketCard } from '../../../contract/tickets'
import { momentIso, momentNow } from '@/platform/now'
import { choosePhotos } from '@/platform/photos'
import { whereAmI } from '@/platform/place'
import { stampPicture } from '@/platform/stamp'
import { currentMe } from '@/stores/session'
import { stampText } from './picture-text'
import type { Picture } from './typed'
import { keepPhotos } from './use-draft'

/** Pictures of any kind: what they show is what they say. */
export const takePictures = async (atMost: number): Promise<Picture[]> =>
  keepPhotos(await choosePhotos(atMost, 'both'))

/** From the album: when and where it was taken, nobody can tell. */
export const pickOldPictures = async (atMost: number): Promise<Picture[]> =>
  keepPhotos(await choosePhotos(atMost, 'album'))

/**
 * A picture that proves something: taken now, with time and place as data and, for whoever sees only the picture,
 * written into it. What counts is the data (docs/decisions/0014-time-and-place-of-a-picture.md).
 */
export const takeEvidence = async (
  ticket: Pick<TicketCard, 'communityId' | 'number' | 'placeText'>,
): Promise<Picture[]> => {
  const chosen = await choosePhotos(1, 'camera')
  if (chosen.length === 0) return []
  const at = momentNow()
  const here = await whereAmI()
  const point = here.is === 'known' ? { lat: here.lat, lng: here.lng } : null
  const me = currentMe()?.memberships.find((one) => one.communityId === ticket.communityId)
  const lines = stampText(ticket, { at: momentIso(at), here, name: me?.nickname ?? '' })
  const stamped = await Promise.all(chosen.map((url) => stampPicture(url, lines)))
  return (await keepPhotos(stamped)).map((picture) => ({ ...picture, taken: { at, point } }))
}
