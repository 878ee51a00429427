import { Type as T, type Static } from 'typebox'
import { Id, InCommunity, orNull, Point, route } from './route'

/** Something residents can walk to. `minutes` is an estimate from the straight line until a walking network is loaded. */
export const Place = T.Object({
  placeId: Id,
  name: T.String(),
  kind: T.String(),
  address: T.String(),
  phone: orNull(T.String()),
  hours: orNull(T.String()),
  point: Point,
  minutes: orNull(T.Integer()),
  isEstimate: T.Boolean(),
  isSample: T.Boolean(),
})
export type Place = Static<typeof Place>

export const placeRoutes = {
  listPlaces: route({
    method: 'GET',
    path: '/v1/communities/:communityId/places',
    access: 'member',
    summary: 'Places around the community, nearest first',
    params: InCommunity,
    query: T.Object({
      kind: T.Optional(T.String({ maxLength: 40 })),
      q: T.Optional(T.String({ maxLength: 40 })),
      lat: T.Optional(T.Number()),
      lng: T.Optional(T.Number()),
    }),
    response: T.Object({
      items: T.Array(Place),
      kinds: T.Array(T.Object({ kind: T.String(), count: T.Integer() })),
    }),
  }),
}
