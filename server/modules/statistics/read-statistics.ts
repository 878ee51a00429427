import { sql } from 'kysely'
import type { FiguresOf, Statistics } from '../../../contract/statistics'
import { FIGURES } from '../../../domain/ticket/names'
import { NO_FIGURES, type Figures } from '../../../domain/ticket/rates'
import { AppError } from '../../ports/app-error'
import type { Db } from '../../ports/work'
import { monthOf } from './count-tickets'
import { COLUMN_OF, figuresOf, type CountedBy } from './rollup-repository'
import { STATISTICS_TEXT } from './text'

const MONTHS_AT_MOST = 24

/** Of one community, or of all of a street. */
interface Scope {
  kind: 'community' | 'street'
  code: string
  name: string
  communities: readonly { id: string; name: string }[]
}

export const communityStatistics = async (
  db: Db,
  communityId: string,
  month: string | undefined,
  now: Date,
): Promise<Statistics> => {
  const community = await db
    .selectFrom('community')
    .select(['id', 'name'])
    .where('id', '=', communityId)
    .executeTakeFirst()
  if (!community) throw new AppError('not-found')
  const scope = { kind: 'community', code: communityId, name: community.name } as const
  return statisticsOf(db, { ...scope, communities: [community] }, month ?? monthOf(now))
}

export const streetStatistics = async (
  db: Db,
  streetCode: string,
  month: string | undefined,
  now: Date,
): Promise<Statistics> => {
  const street = await db
    .selectFrom('street')
    .select(['code', 'name'])
    .where('code', '=', streetCode)
    .executeTakeFirst()
  if (!street) throw new AppError('not-found')
  const communities = await db
    .selectFrom('community')
    .select(['id', 'name'])
    .where('street_code', '=', streetCode)
    .orderBy('id')
    .execute()
  const scope = { kind: 'street', code: street.code, name: street.name } as const
  return statisticsOf(db, { ...scope, communities }, month ?? monthOf(now))
}

const statisticsOf = async (db: Db, scope: Scope, month: string): Promise<Statistics> => {
  const ids = scope.communities.map(({ id }) => id)
  const byMonth = await sumsBy(db, ids, 'all', 'month', null)
  const byCategory = await sumsBy(db, ids, 'category', 'key', month)
  const byGrid = scope.kind === 'community' ? await sumsBy(db, ids, 'grid', 'key', month) : []
  const byCommunity =
    scope.kind === 'street' ? await sumsBy(db, ids, 'all', 'community_id', month) : []
  const categoryNames = await namesOf(db, 'category', byCategory)
  const gridNames = await namesOf(db, 'grid', byGrid)
  const communityNames = new Map(scope.communities.map(({ id, name }) => [id, name]))
  return {
    scope: { kind: scope.kind, code: scope.code, name: scope.name },
    month,
    total: byMonth.find(({ key }) => key === month)?.figures ?? { ...NO_FIGURES },
    byMonth: byMonth.slice(0, MONTHS_AT_MOST).map(({ key, figures }) => ({ month: key, figures })),
    byGrid: named(byGrid, gridNames, STATISTICS_TEXT.noGrid),
    byCategory: named(byCategory, categoryNames, STATISTICS_TEXT.unknown),
    byCommunity: named(byCommunity, communityNames, STATISTICS_TEXT.unknown),
  }
}

interface Sum {
  key: string
  figures: Figures
}

/** The sums of one kind of lines: of one month, or of each month, newest first. */
const sumsBy = async (
  db: Db,
  communityIds: readonly string[],
  countedBy: CountedBy,
  by: 'month' | 'key' | 'community_id',
  month: string | null,
): Promise<Sum[]> => {
  if (communityIds.length === 0) return []
  let query = db
    .selectFrom('ticket_rollup')
    .select(`${by} as name`)
    .select(FIGURES.map((figure) => sumOf(COLUMN_OF[figure])))
    .where('community_id', 'in', communityIds)
    .where('counted_by', '=', countedBy)
    .groupBy(by)
  if (month !== null) query = query.where('month', '=', month)
  const rows = await query.execute()
  return rows
    .map((row) => ({ key: row.name, figures: figuresOf(row) }))
    .filter(({ figures }) => figures.reported > 0)
    .sort((one, other) =>
      by === 'month'
        ? other.key.localeCompare(one.key)
        : other.figures.reported - one.figures.reported || one.key.localeCompare(other.key),
    )
}

type Column = (typeof COLUMN_OF)[keyof typeof COLUMN_OF]
const sumOf = <C extends Column>(column: C) =>
  sql<number>`sum(${sql.ref(column)})::integer`.as<C>(column)

const namesOf = async (
  db: Db,
  table: 'category' | 'grid',
  sums: readonly Sum[],
): Promise<ReadonlyMap<string, string>> => {
  const keys = sums.map(({ key }) => key)
  if (keys.length === 0) return new Map()
  const rows =
    table === 'grid'
      ? await db
          .selectFrom('grid')
          .select(['code as key', 'name'])
          .where('code', 'in', keys)
          .execute()
      : await db
          .selectFrom('category')
          .select(['id as key', 'name'])
          .where('id', 'in', keys)
          .execute()
  return new Map(rows.map(({ key, name }) => [key, name]))
}

const named = (
  sums: readonly Sum[],
  names: ReadonlyMap<string, string>,
  otherwise: string,
): FiguresOf[] =>
  sums.map(({ key, figures }) => ({ key, name: names.get(key) ?? otherwise, figures }))
