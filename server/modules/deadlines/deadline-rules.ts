import type { Selectable } from 'kysely'
import type { DeadlineRule, DeadlineStage, Limit } from '../../../domain/ticket/deadlines'
import type { Urgency } from '../../../domain/ticket/names'
import type { DeadlineRuleTable } from '../../ports/schema'
import type { Db, Tx } from '../../ports/work'

type RuleRow = Selectable<DeadlineRuleTable>

const limitOf = ({
  kind,
  amount,
}: Pick<Selectable<DeadlineRuleTable>, 'kind' | 'amount'>): Limit =>
  kind === 'working-days' ? { kind, days: amount } : { kind, hours: amount }

const keyOf = ({ category_id, urgency }: RuleRow) => {
  if (category_id !== null) return { categoryId: category_id, urgency: null }
  // The table's check: one of the two stands there.
  if (urgency === null) throw new Error('a limit of nothing')
  return { categoryId: null, urgency }
}

/** What the street has set; a few rows at most. */
export const findDeadlineRules = async (db: Db): Promise<DeadlineRule[]> => {
  const rows = await db.selectFrom('deadline_rule').selectAll().execute()
  return rows.map((row) => ({
    stage: row.stage,
    limit: limitOf(row),
    ...keyOf(row),
  }))
}

/** What a rule speaks of. */
export interface RuleKey {
  stage: DeadlineStage
  categoryId: string | null
  urgency: Urgency | null
}

/** Sets the limit of a category or an urgency for what begins from now on; null brings the default back. */
export const setDeadlineRule = async (
  tx: Tx,
  { newId, now }: { newId: () => string; now: Date },
  { stage, categoryId, urgency }: RuleKey,
  limit: Limit | null,
): Promise<void> => {
  await tx
    .deleteFrom('deadline_rule')
    .where('stage', '=', stage)
    .where('category_id', 'is not distinct from', categoryId)
    .where('urgency', 'is not distinct from', urgency)
    .execute()
  if (!limit) return
  await tx
    .insertInto('deadline_rule')
    .values({
      id: newId(),
      stage,
      category_id: categoryId,
      urgency,
      kind: limit.kind,
      amount: limit.kind === 'working-days' ? limit.days : limit.hours,
      changed_at: now,
    })
    .execute()
}
