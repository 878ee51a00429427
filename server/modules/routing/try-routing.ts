import type { RoutingDraft, RoutingTrial } from '../../../contract/routing'
import { CHINESE_CALENDAR, shanghai } from '../../../domain/ticket/deadlines'
import { routeTicket, type RoutingRule } from '../../../domain/ticket/routing'
import { AppError } from '../../ports/app-error'
import type { Db } from '../../ports/work'
import { mustBeWhole } from './edit-routing'
import { findNames, presentLine } from './present-line'
import { findCategoryGroup, findRules, findStaff } from './routing-repository'

interface Trial {
  categoryId: string
  gridCode: string | null
  at: Date
  /** A line that is not saved yet; it stands in for the one whose id it has. */
  draft?: RoutingDraft
}

/** What has no id yet is younger than every line that has one. */
const NOT_YET = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Where a ticket would go, by which line, and why not by another. */
export const tryRouting = async (
  db: Db,
  communityId: string,
  { categoryId, gridCode, at, draft }: Trial,
): Promise<RoutingTrial> => {
  const categoryGroup = await findCategoryGroup(db, categoryId)
  if (categoryGroup === undefined) throw new AppError('unknown-category')
  if (draft) await mustBeWhole(db, communityId, draft)
  const rules = withDraft(await findRules(db, communityId), draft)
  const question = { categoryId, categoryGroup, gridCode, at }
  const { won, passedOver } = routeTicket(rules, question, await findStaff(db, communityId))
  const names = await findNames(db, communityId, rules)
  const toPersonId = won?.to.is === 'worker' ? won.to.personId : null
  const toDepartmentId = won?.to.is === 'department' ? won.to.departmentId : null
  return {
    won: won && {
      line: presentLine(won.rule, names),
      toPersonId,
      toDepartmentId,
      toName:
        (toPersonId && names.workers.get(toPersonId)) ??
        (toDepartmentId && names.departments.get(toDepartmentId)) ??
        null,
    },
    passedOver: passedOver.map(({ rule, why }) => ({ line: presentLine(rule, names), why })),
    isCalendarKnown: CHINESE_CALENDAR.isYearKnown(Number(shanghai(at).day.slice(0, 4))),
  }
}

const withDraft = (
  rules: readonly RoutingRule[],
  draft: RoutingDraft | undefined,
): RoutingRule[] => {
  if (!draft) return [...rules]
  const rule = { ...draft, ruleId: draft.ruleId ?? NOT_YET }
  return [...rules.filter(({ ruleId }) => ruleId !== rule.ruleId), rule]
}
