import type { statisticsRoutes } from '../../../contract/statistics'
import type { Handlers } from '../../handlers'
import { communityStatistics, streetStatistics } from './read-statistics'

export const statisticsHandlers = (): Handlers<typeof statisticsRoutes> => ({
  getStatistics: ({ params, query }, { db, now }) =>
    communityStatistics(db, params.communityId, query.month, now),
  getStreetStatistics: ({ params, query }, { db, now }) =>
    streetStatistics(db, params.streetCode, query.month, now),
})
