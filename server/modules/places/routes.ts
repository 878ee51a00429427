import type { placeRoutes } from '../../../contract/places'
import type { Deps } from '../../deps'
import type { Handlers } from '../../handlers'
import { listPlaces } from './list-places'

export const placeHandlers = (_: Deps): Handlers<typeof placeRoutes> => ({
  listPlaces: ({ params, query }, { db }) => listPlaces(db, params.communityId, query),
})
