import type { RoutingLine } from '../../../contract/routing'
import type { RoutingRule } from '../../../domain/ticket/routing'
import type { Db } from '../../ports/work'
import { listWorkers } from '../communities/list-workers'
import { findDepartments } from '../departments/find-departments'
import { findCategoryNames, findGridNames } from './routing-repository'
import { ROUTING_TEXT } from './text'

/** Who and what the lines of a community speak of, by id. */
export interface Names {
  categories: ReadonlyMap<string, string>
  grids: ReadonlyMap<string, string>
  workers: ReadonlyMap<string, string>
  departments: ReadonlyMap<string, string>
}

export const findNames = async (
  db: Db,
  communityId: string,
  rules: readonly RoutingRule[],
): Promise<Names> => ({
  categories: await findCategoryNames(
    db,
    rules.flatMap(({ categoryId }) => categoryId ?? []),
  ),
  grids: await findGridNames(db, communityId),
  workers: new Map(
    (await listWorkers(db, communityId)).map(({ personId, name }) => [personId, name]),
  ),
  departments: new Map((await findDepartments(db, communityId)).map(({ id, name }) => [id, name])),
})

export const presentLine = (rule: RoutingRule, names: Names): RoutingLine => {
  const then = thenOf(rule, names)
  return {
    ...rule,
    weekdays: [...rule.weekdays],
    when: ROUTING_TEXT.when(rule, {
      category: rule.categoryId && (names.categories.get(rule.categoryId) ?? rule.categoryId),
      grid: rule.gridCode && (names.grids.get(rule.gridCode) ?? rule.gridCode),
    }),
    then,
    isTargetGone: then === ROUTING_TEXT.toNobody,
  }
}

const thenOf = (rule: RoutingRule, { workers, departments }: Names): string => {
  if (rule.mode === 'by-load') return ROUTING_TEXT.byLoad
  if (rule.mode === 'open') return ROUTING_TEXT.open
  const name =
    rule.toDepartmentId !== null
      ? departments.get(rule.toDepartmentId)
      : workers.get(rule.toPersonId ?? '')
  return name === undefined ? ROUTING_TEXT.toNobody : ROUTING_TEXT.toSomebody(name)
}
