import { sql, type Selectable } from 'kysely'
import { FIGURES, type Figure } from '../../../domain/ticket/names'
import type { Figures } from '../../../domain/ticket/rates'
import type { TicketRollupTable } from '../../ports/schema'
import type { Db, Tx } from '../../ports/work'

type FigureColumn = Exclude<
  keyof TicketRollupTable,
  'community_id' | 'counted_by' | 'month' | 'key'
>

export const COLUMN_OF = {
  reported: 'reported',
  answeredInTime: 'answered_in_time',
  closed: 'closed',
  solved: 'solved',
  unconfirmed: 'unconfirmed',
  cannotSolve: 'cannot_solve',
  forced: 'forced',
  refused: 'refused',
  rated: 'rated',
  satisfied: 'satisfied',
  disputed: 'disputed',
  late: 'late',
} as const satisfies Record<Figure, FigureColumn>

export type CountedBy = TicketRollupTable['counted_by']

/** One line of the rollup. */
export interface Line {
  countedBy: CountedBy
  month: string
  key: string
  figures: Figures
}

export const figuresOf = (row: Pick<Selectable<TicketRollupTable>, FigureColumn>): Figures =>
  // A key for each of the names.
  Object.fromEntries(FIGURES.map((name) => [name, row[COLUMN_OF[name]]])) as Figures

const columnsOf = (figures: Figures) =>
  // A column for each of the names.
  Object.fromEntries(FIGURES.map((name) => [COLUMN_OF[name], figures[name]])) as Record<
    FigureColumn,
    number
  >

/** One at a time counts in a community; foreign keys on it are not held up. */
export const lockCounting = (tx: Tx, communityId: string) =>
  tx
    .selectFrom('community')
    .select('id')
    .where('id', '=', communityId)
    .forNoKeyUpdate()
    .executeTakeFirst()

/** Adds to the lines, which may be less than nothing. */
export const addToRollup = async (
  tx: Tx,
  communityId: string,
  lines: readonly Line[],
): Promise<void> => {
  if (lines.length === 0) return
  await tx
    .insertInto('ticket_rollup')
    .values(
      lines.map(({ countedBy, month, key, figures }) => ({
        community_id: communityId,
        counted_by: countedBy,
        month,
        key,
        ...columnsOf(figures),
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['community_id', 'counted_by', 'month', 'key'])
        .doUpdateSet(
          Object.fromEntries(
            Object.values(COLUMN_OF).map((column) => [
              column,
              sql`ticket_rollup.${sql.ref(column)} + excluded.${sql.ref(column)}`,
            ]),
          ),
        ),
    )
    .execute()
}

export const findRollup = async (db: Db, communityId: string): Promise<Line[]> => {
  const rows = await db
    .selectFrom('ticket_rollup')
    .selectAll()
    .where('community_id', '=', communityId)
    .execute()
  return rows.map((row) => ({
    countedBy: row.counted_by,
    month: row.month,
    key: row.key,
    figures: figuresOf(row),
  }))
}

export const emptyRollup = (tx: Tx, communityId: string) =>
  tx.deleteFrom('ticket_rollup').where('community_id', '=', communityId).execute()
