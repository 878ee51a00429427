import type { Caller, Member } from '../../ports/caller'
import type { Db } from '../../ports/work'
import { COMMUNITY_TEXT } from './text'

const members = (db: Db, personId: string) =>
  db
    .selectFrom('membership')
    .select(['community_id', 'person_id', 'role', 'nickname', 'building', 'unit', 'joined_at'])
    .where('person_id', '=', personId)
    .where('left_at', 'is', null)

/** Who a caller is in one community; an operator is one in every community. Null for a stranger. */
export const findMember = async (
  db: Db,
  caller: Caller,
  communityId: string,
): Promise<Member | null> => {
  const row = await members(db, caller.personId)
    .where('community_id', '=', communityId)
    .executeTakeFirst()
  if (!row) return caller.isOperator ? asOperator(db, caller, communityId) : null
  const grids =
    row.role === 'worker'
      ? await db
          .selectFrom('grid_worker')
          .select('grid_code')
          .where('community_id', '=', communityId)
          .where('person_id', '=', caller.personId)
          .execute()
      : []
  return {
    personId: row.person_id,
    communityId,
    role: row.role,
    nickname: row.nickname,
    building: row.building,
    unit: row.unit,
    gridCodes: grids.map(({ grid_code }) => grid_code),
    joinedAt: row.joined_at,
  }
}

const asOperator = async (db: Db, caller: Caller, communityId: string): Promise<Member | null> => {
  const community = await db
    .selectFrom('community')
    .select('opened_at')
    .where('id', '=', communityId)
    .where('opened_at', 'is not', null)
    .executeTakeFirst()
  if (!community?.opened_at) return null
  return {
    personId: caller.personId,
    communityId,
    role: 'operator',
    nickname: COMMUNITY_TEXT.street,
    building: null,
    unit: null,
    gridCodes: [],
    joinedAt: community.opened_at,
  }
}
