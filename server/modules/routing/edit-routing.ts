import type { RoutingDraft, RoutingLine } from '../../../contract/routing'
import { may } from '../../../domain/group/permissions'
import { bySpecificity, faultOf, type RoutingRule } from '../../../domain/ticket/routing'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Db, Work } from '../../ports/work'
import { findNames, presentLine } from './present-line'
import {
  findCategoryGroup,
  findGridNames,
  findRules,
  findStaff,
  keepRule,
  listCategoryGroups,
  removeAllRules,
  removeRule,
} from './routing-repository'

interface Lines {
  items: RoutingLine[]
  categoryGroups: string[]
}

/** The table in the order in which its lines are tried. */
export const listRouting = async (db: Db, communityId: string): Promise<Lines> => {
  const rules = [...(await findRules(db, communityId))].sort(bySpecificity)
  const names = await findNames(db, communityId, rules)
  return {
    items: rules.map((rule) => presentLine(rule, names)),
    categoryGroups: await listCategoryGroups(db),
  }
}

const RULES_AT_MOST = 500

export const keepRoutingLine = async (
  work: Work,
  member: Member,
  draft: RoutingDraft,
): Promise<Lines> => {
  const { communityId, personId } = member
  if (!may(member.role, 'routing.edit')) throw new AppError('not-allowed')
  const { ruleId, ...line } = draft
  await mustBeWhole(work.tx, communityId, line)
  const rules = await findRules(work.tx, communityId)
  if (ruleId !== undefined && !rules.some((rule) => rule.ruleId === ruleId))
    throw new AppError('not-found')
  if (ruleId === undefined && rules.length >= RULES_AT_MOST) throw new AppError('too-many-rules')
  const rule = { ...line, ruleId: ruleId ?? work.newId() }
  await keepRule(work.tx, communityId, rule, { personId, now: work.now })
  return listRouting(work.tx, communityId)
}

/** Another table in place of the old one. */
export const replaceRouting = async (
  { tx, newId, now }: Pick<Work, 'tx' | 'newId' | 'now'>,
  communityId: string,
  lines: readonly RoutingDraft[],
): Promise<void> => {
  await removeAllRules(tx, communityId)
  for (const line of lines)
    await keepRule(tx, communityId, { ...line, ruleId: newId() }, { personId: null, now })
}

export const removeRoutingLine = async (
  work: Work,
  member: Member,
  ruleId: string,
): Promise<Lines> => {
  if (!may(member.role, 'routing.edit')) throw new AppError('not-allowed')
  await removeRule(work.tx, member.communityId, ruleId)
  return listRouting(work.tx, member.communityId)
}

/** Throws where a line could never be followed: no such category, grid, worker or department, or half a time. */
export const mustBeWhole = async (
  db: Db,
  communityId: string,
  line: Omit<RoutingRule, 'ruleId'>,
): Promise<void> => {
  const fault = faultOf(line)
  if (fault) throw new AppError(fault)
  if (line.categoryId !== null && (await findCategoryGroup(db, line.categoryId)) === undefined)
    throw new AppError('unknown-category')
  if (line.gridCode !== null && !(await findGridNames(db, communityId)).has(line.gridCode))
    throw new AppError('needs-grid')
  if (line.mode !== 'assigned') return
  const { workers, departmentIds } = await findStaff(db, communityId)
  const isThere =
    line.toDepartmentId !== null
      ? departmentIds.includes(line.toDepartmentId)
      : workers.some(({ personId }) => personId === line.toPersonId)
  if (!isThere) throw new AppError('needs-assignee')
}
