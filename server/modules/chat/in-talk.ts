import { sql, type Selectable } from 'kysely'
import { isInGroup, type GroupPlace, type InTalk } from '../../../domain/group/group-membership'
import type { Member } from '../../ports/caller'
import type { ChatGroupTable } from '../../ports/schema'
import type { Db } from '../../ports/work'
import { AppError } from '../../ports/app-error'

export interface Standing {
  home_grid: string | null
  joined: string[] | null
  removed: (string | null)[] | null
}

type Who = Pick<Member, 'personId' | 'communityId' | 'role' | 'building' | 'unit' | 'gridCodes'>

/** What decides in which groups somebody is, as columns of whatever else is asked: home, what they joined, from where they were removed. */
export const standingOf = ({ communityId, personId, building }: Who, now: Date) => sql<Standing>`
  (select grid_code from building
    where community_id = ${communityId} and name = ${building}) as home_grid,
  (select jsonb_agg(group_id) from group_seat
    where community_id = ${communityId} and person_id = ${personId} and joined_at is not null) as joined,
  (select jsonb_agg(group_id) from sanction
    where community_id = ${communityId} and person_id = ${personId} and kind = 'remove'
      and lifted_at is null and (until is null or until > ${now})) as removed`

export const inTalkOf = (who: Who, { home_grid, joined, removed }: Standing): InTalk => ({
  role: who.role,
  building: who.building,
  unit: who.unit,
  gridCodes: [...(home_grid ? [home_grid] : []), ...who.gridCodes],
  joinedGroupIds: joined ?? [],
  removedFrom: removed ?? [],
})

export const findInTalk = async (db: Db, who: Who, now: Date): Promise<InTalk> => {
  const { rows } = await sql<Standing>`select ${standingOf(who, now)}`.execute(db)
  if (!rows[0]) throw new Error('a select without a from gives one row')
  return inTalkOf(who, rows[0])
}

export type GroupRow = Selectable<ChatGroupTable>

export const placeOf = (
  group: Pick<GroupRow, 'id' | 'kind' | 'building' | 'unit' | 'grid_code'>,
): GroupPlace => ({
  groupId: group.id,
  kind: group.kind,
  building: group.building,
  unit: group.unit,
  gridCode: group.grid_code,
})

export const mustFindGroup = async (
  db: Db,
  communityId: string,
  groupId: string,
): Promise<GroupRow> => {
  const group = await db
    .selectFrom('chat_group')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('id', '=', groupId)
    .executeTakeFirst()
  if (!group) throw new AppError('not-found')
  return group
}

/** The group, and proof that this member may read it. */
export const mustBeInGroup = async (db: Db, member: Member, groupId: string, now: Date) => {
  const group = await mustFindGroup(db, member.communityId, groupId)
  const inTalk = await findInTalk(db, member, now)
  if (!isInGroup(placeOf(group), inTalk)) throw new AppError('not-in-this-group')
  return { group, inTalk }
}
