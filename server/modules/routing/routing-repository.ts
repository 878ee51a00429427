import type { RoutingRule, RoutingStaff } from '../../../domain/ticket/routing'
import type { Db, Tx } from '../../ports/work'
import { listWorkers } from '../communities/list-workers'
import { findDepartments } from '../departments/find-departments'

export const findRules = async (db: Db, communityId: string): Promise<RoutingRule[]> => {
  const rows = await db
    .selectFrom('routing_rule')
    .selectAll()
    .where('community_id', '=', communityId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ruleId: row.id,
    categoryId: row.category_id,
    categoryGroup: row.category_group,
    gridCode: row.grid_code,
    days: row.days,
    weekdays: row.weekdays,
    fromMinute: row.from_minute,
    untilMinute: row.until_minute,
    mode: row.mode,
    toPersonId: row.to_person_id,
    toDepartmentId: row.to_department_id,
  }))
}

/** Who could be given a ticket of this community just now. */
export const findStaff = async (db: Db, communityId: string): Promise<RoutingStaff> => ({
  workers: await listWorkers(db, communityId),
  departmentIds: (await findDepartments(db, communityId)).map(({ id }) => id),
})

interface By {
  personId: string | null
  now: Date
}

/** A new line, or another content for one that is there. */
export const keepRule = (tx: Tx, communityId: string, rule: RoutingRule, { personId, now }: By) => {
  const content = {
    category_id: rule.categoryId,
    category_group: rule.categoryGroup,
    grid_code: rule.gridCode,
    days: rule.days,
    weekdays: JSON.stringify(rule.weekdays),
    from_minute: rule.fromMinute,
    until_minute: rule.untilMinute,
    mode: rule.mode,
    to_person_id: rule.toPersonId,
    to_department_id: rule.toDepartmentId,
    changed_by: personId,
    changed_at: now,
  }
  return tx
    .insertInto('routing_rule')
    .values({ community_id: communityId, id: rule.ruleId, ...content })
    .onConflict((conflict) => conflict.columns(['community_id', 'id']).doUpdateSet(content))
    .execute()
}

export const removeRule = (tx: Tx, communityId: string, ruleId: string) =>
  tx
    .deleteFrom('routing_rule')
    .where('community_id', '=', communityId)
    .where('id', '=', ruleId)
    .execute()

export const removeAllRules = (tx: Tx, communityId: string) =>
  tx.deleteFrom('routing_rule').where('community_id', '=', communityId).execute()

export const findCategoryNames = async (
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('category')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export const findGridNames = async (
  db: Db,
  communityId: string,
): Promise<ReadonlyMap<string, string>> => {
  const rows = await db
    .selectFrom('grid')
    .select(['code', 'name'])
    .where('community_id', '=', communityId)
    .execute()
  return new Map(rows.map(({ code, name }) => [code, name]))
}

export const findCategoryGroup = async (db: Db, id: string): Promise<string | undefined> =>
  (await db.selectFrom('category').select('group_name').where('id', '=', id).executeTakeFirst())
    ?.group_name

/** The groups that residents meet, in their order. */
export const listCategoryGroups = async (db: Db): Promise<string[]> => {
  const rows = await db
    .selectFrom('category')
    .select('group_name')
    .where('is_everyday', '=', true)
    .orderBy('sort')
    .execute()
  return [...new Set(rows.map(({ group_name }) => group_name))]
}
