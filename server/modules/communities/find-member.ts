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

/** Every community in which a caller may listen. An operator listens where they look, so not to a whole city at once. */
export const findMemberships = async (db: Db, caller: Caller): Promise<Member[]> => {
  const rows = await members(db, caller.personId).execute()
  const found = await Promise.all(
    rows.map(({ community_id }) => findMember(db, caller, community_id)),
  )
  if (!caller.isOperator) return found.filter((member) => member !== null)
  const open = await db
    .selectFrom('community')
    .select('id')
    .where('opened_at', 'is not', null)
    .orderBy('opened_at')
    .limit(OPERATOR_LISTENS_TO)
    .execute()
  const others = open.filter(({ id }) => !rows.some((row) => row.community_id === id))
  const offices = await Promise.all(others.map(({ id }) => findMember(db, caller, id)))
  return [...found, ...offices].filter((member) => member !== null)
}
const OPERATOR_LISTENS_TO = 50
