import { once } from './once'
import { readShippedList } from './shipped-file'

export type PlaceKind = {
  id: string
  zh: string
  /** Ten classes of public service and nine of their items, fifteen basic shops, shops of quality life, five classes of 社区之家. */
  family:
    'public-service' | 'public-service-item' | 'basic-shop' | 'quality-shop' | 'community-home'
  confidence: 'high' | 'medium'
}

/** Kinds of places, as far as sources name them. */
export const loadPlaceKinds = once(() => readShippedList<PlaceKind>('place-kinds.json'))
