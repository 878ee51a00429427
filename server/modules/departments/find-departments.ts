import type { Db, Tx } from '../../ports/work'

/** The codes in whose name a department may answer for this community: its own, its street's, its district's. */
export const scopesOf = (communityId: string): string[] => [
  communityId,
  communityId.slice(0, 9),
  communityId.slice(0, 6),
]

/** Departments that answer for a community, in the order in which they are listed. */
export const findDepartments = (db: Db, communityId: string) =>
  db
    .selectFrom('department')
    .select(['id', 'scope', 'kind', 'name', 'phone'])
    .where('scope', 'in', scopesOf(communityId))
    .where('ended_at', 'is', null)
    .orderBy('kind')
    .orderBy('name')
    .execute()

/** Also those that have ended: what they did stays theirs. */
export const findDepartmentNames = async (
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('department')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export interface NewDepartment {
  scope: string
  kind: string
  name: string
  phone: string | null
}

/** A department; one of that name in that scope is changed instead. Answers its id. */
export const keepDepartment = async (
  tx: Tx,
  { newId, now }: { newId: () => string; now: Date },
  { scope, kind, name, phone }: NewDepartment,
): Promise<string> => {
  const known = await tx
    .updateTable('department')
    .set({ kind, phone })
    .where('scope', '=', scope)
    .where('name', '=', name)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (known) return known.id
  const id = newId()
  await tx
    .insertInto('department')
    .values({ id, scope, kind, name, phone, created_at: now, ended_at: null })
    .execute()
  return id
}
