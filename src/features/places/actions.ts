import type { Api } from '../../../contract/api'
import type { Input, Output } from '../../../contract/route'
import { call } from '@/api/client'

export type PlacesNear = Output<Api['listPlaces']>
export type PlacesAsked = Input<Api['listPlaces']>['query']

export const loadPlaces = (communityId: string, query: PlacesAsked): Promise<PlacesNear> =>
  call('listPlaces', { params: { communityId }, query })
