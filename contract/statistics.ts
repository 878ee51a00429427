import { Type as T, type Static } from 'typebox'
import { FIGURES, type Figure } from '../domain/ticket/names'
import { InCommunity, oneOf, route } from './route'

const Month = T.String({ pattern: '^20[0-9]{2}-(0[1-9]|1[0-2])$' })

/** How many tickets; the rates are shares of them, by the definitions of `domain/ticket/rates`. */
const Figures = T.Object(
  Object.fromEntries(FIGURES.map((name) => [name, T.Integer()])) as Record<
    Figure,
    ReturnType<typeof T.Integer>
  >, // a key for each of the names
)

const FiguresOf = T.Object({ key: T.String(), name: T.String(), figures: Figures })
export type FiguresOf = Static<typeof FiguresOf>

export const Statistics = T.Object({
  scope: T.Object({
    kind: oneOf(['community', 'street']),
    code: T.String(),
    name: T.String(),
  }),
  month: Month,
  total: Figures,
  /** Months that have tickets, newest first. */
  byMonth: T.Array(T.Object({ month: Month, figures: Figures })),
  /** Of a community; the one without a grid has an empty key. */
  byGrid: T.Array(FiguresOf),
  byCategory: T.Array(FiguresOf),
  /** Of a street. */
  byCommunity: T.Array(FiguresOf),
})
export type Statistics = Static<typeof Statistics>

const query = T.Object({ month: T.Optional(Month) })

export const statisticsRoutes = {
  getStatistics: route({
    method: 'GET',
    path: '/v1/communities/:communityId/statistics',
    access: 'moderator',
    summary: 'The figures of a month, this one if none is named: by grid and by category',
    params: InCommunity,
    query,
    response: Statistics,
  }),
  getStreetStatistics: route({
    method: 'GET',
    path: '/v1/streets/:streetCode/statistics',
    access: 'operator',
    summary: 'The figures of all communities of a street: by community and by category',
    params: T.Object({ streetCode: T.String({ pattern: '^[0-9]{9}$' }) }),
    query,
    response: Statistics,
  }),
}
