import { sql } from 'kysely'
import type { Group, GroupMember } from '../../../contract/chat'
import { isInGroup } from '../../../domain/group/group-membership'
import type { GroupKind } from '../../../domain/group/names'
import { may } from '../../../domain/group/permissions'
import { isNewHere, keepsOrder } from '../../../domain/group/talk'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Db, Work } from '../../ports/work'
import { findInTalk, mustBeInGroup, mustFindGroup, placeOf, type GroupRow } from './in-talk'
import { countMembers } from './count-members'
import { findMembers } from './group-members'
import { changeSeat, type Seat } from './group-seat'
import { askMayPost, findGround } from './posting-facts'
import { getTalkRules } from './talk-rules'

interface Where {
  member: Member
  groupId: string
}

/** A group as this member sees it; whoever is not in it sees what it is, and whether they may join. */
export const getGroup = async (
  db: Db,
  { member, groupId, now }: Where & { now: Date },
): Promise<Group> => {
  const ground = await findGround(db, member, groupId, now)
  const { group, inTalk } = ground
  const isMember = isInGroup(placeOf(group), inTalk)
  const seat = await db
    .selectFrom('group_seat')
    .selectAll()
    .where('community_id', '=', member.communityId)
    .where('person_id', '=', member.personId)
    .where('group_id', '=', group.id)
    .executeTakeFirst()
  const talk = await getTalkRules(db, member.communityId)
  const counts = await countMembers(db, member.communityId, [group], now)
  const verdict = askMayPost(member, ground, now)
  const isByInterest = group.kind === 'interest'
  const hasJoined = seat?.joined_at != null
  return {
    groupId: group.id,
    communityId: group.community_id,
    kind: group.kind,
    name: group.name,
    description: group.description,
    memberCount: counts.get(group.id) ?? 0,
    isArchived: group.archived_at !== null,
    slowSeconds: group.slow_seconds,
    rules: talk.rules,
    welcome: greets(group, member, now) ? talk.welcome : '',
    joinedAt: member.role === 'operator' ? null : member.joinedAt.toISOString(),
    lastSeq: isMember ? group.last_seq : 0,
    me: {
      isMember,
      mayJoin: isByInterest && !hasJoined && !group.archived_at && member.role !== 'operator',
      mayLeave: isByInterest && hasJoined,
      keepsOrder: keepsOrder(member.role),
      readSeq: seat?.read_seq ?? 0,
      isMuted: seat?.is_muted ?? false,
      isPinned: seat?.is_pinned ?? false,
      cannotPost: verdict.ok ? null : verdict.reason,
      cannotPostUntil: verdict.ok ? null : (verdict.until?.toISOString() ?? null),
    },
  }
}

/** Who came lately is welcomed once: where everybody is. */
const greets = ({ kind }: GroupRow, { role, joinedAt }: Member, now: Date): boolean =>
  kind === 'community' && !keepsOrder(role) && isNewHere(joinedAt, now)

export interface NewGroup {
  kind: GroupKind
  name: string
  description?: string
  building?: string
  unit?: string
  gridCode?: string
}

export const makeGroup = async (work: Work, member: Member, asked: NewGroup): Promise<Group> => {
  mustManage(member)
  const { tx, now } = work
  const { communityId } = member
  const place = await groupPlace(tx, communityId, asked)
  const row = {
    community_id: communityId,
    id: work.newId(),
    kind: asked.kind,
    name: mustName(asked.name),
    description: asked.description?.trim() ?? '',
    ...place,
    created_at: now,
    archived_at: null,
  }
  await mustBeFirst(tx, row)
  await tx.insertInto('chat_group').values(row).execute()
  await work.announce(communityId, { name: 'group.changed', groupId: row.id }, { members: true })
  return getGroup(tx, { member, groupId: row.id, now })
}

const mustManage = ({ role }: Member): void => {
  if (!may(role, 'groups.manage')) throw new AppError('not-allowed')
}

const mustName = (typed: string): string => {
  const name = typed.trim()
  if (!name) throw new AppError('bad-request', [{ part: 'body', field: 'name', rule: 'minLength' }])
  return name
}

/** Where its people live; an interest has no place, and the whole community needs none. */
const groupPlace = async (
  db: Db,
  communityId: string,
  { kind, building, unit, gridCode }: NewGroup,
): Promise<{ building: string | null; unit: string | null; grid_code: string | null }> => {
  const nowhere = { building: null, unit: null, grid_code: null }
  if (kind === 'building') {
    const known = building
      ? await db
          .selectFrom('building')
          .select('units')
          .where('community_id', '=', communityId)
          .where('name', '=', building)
          .executeTakeFirst()
      : undefined
    if (!known || !building || (unit && !known.units.includes(unit)))
      throw new AppError('no-such-building')
    return { ...nowhere, building, unit: unit || null }
  }
  if (kind !== 'grid') return nowhere
  const grid = gridCode
    ? await db
        .selectFrom('grid')
        .select('code')
        .where('code', '=', gridCode)
        .where('community_id', '=', communityId)
        .executeTakeFirst()
    : undefined
  if (!grid) throw new AppError('needs-grid')
  return { ...nowhere, grid_code: grid.code }
}

/** One for a place; by interest as many as there are names. */
const mustBeFirst = async (
  db: Db,
  {
    community_id,
    kind,
    name,
    building,
    unit,
    grid_code,
  }: Pick<GroupRow, 'community_id' | 'kind' | 'name' | 'building' | 'unit' | 'grid_code'>,
): Promise<void> => {
  let query = db
    .selectFrom('chat_group')
    .select('id')
    .where('community_id', '=', community_id)
    .where('kind', '=', kind)
    .where('archived_at', 'is', null)
    .where(sql<boolean>`building is not distinct from ${building}`)
    .where(sql<boolean>`unit is not distinct from ${unit}`)
    .where(sql<boolean>`grid_code is not distinct from ${grid_code}`)
  if (kind === 'interest') query = query.where('name', '=', name)
  if (await query.executeTakeFirst()) throw new AppError('one-of-its-kind')
}

export const changeGroup = async (
  work: Work,
  { member, groupId }: Where,
  asked: { name?: string; description?: string; slowSeconds?: number; isArchived?: boolean },
): Promise<Group> => {
  mustManage(member)
  const { tx, now } = work
  const group = await mustFindGroup(tx, member.communityId, groupId)
  // What is brought back must not stand beside another that took its place.
  if (asked.isArchived === false && group.archived_at) await mustBeFirst(tx, group)
  await tx
    .updateTable('chat_group')
    .set({
      name: asked.name === undefined ? group.name : mustName(asked.name),
      description: asked.description?.trim() ?? group.description,
      slow_seconds: asked.slowSeconds ?? group.slow_seconds,
      archived_at:
        asked.isArchived === undefined
          ? group.archived_at
          : asked.isArchived
            ? (group.archived_at ?? now)
            : null,
    })
    .where('community_id', '=', member.communityId)
    .where('id', '=', groupId)
    .execute()
  await work.announce(member.communityId, { name: 'group.changed', groupId }, { members: true })
  return getGroup(tx, { member, groupId, now })
}

export const joinGroup = async (work: Work, { member, groupId }: Where): Promise<Group> => {
  const { tx, now } = work
  const group = await mustFindGroup(tx, member.communityId, groupId)
  if (group.kind !== 'interest') throw new AppError('group-by-address')
  if (group.archived_at) throw new AppError('group-archived')
  if (member.role === 'operator') throw new AppError('not-allowed')
  const inTalk = await findInTalk(tx, member, now)
  // Removed is removed, also by another door.
  if (
    !keepsOrder(member.role) &&
    inTalk.removedFrom.some((from) => from === null || from === groupId)
  )
    throw new AppError('removed-from-talk')
  await changeSeat(tx, seatOf(member, groupId), { joined_at: now, read_seq: group.last_seq })
  work.lookAgainAt(member.personId)
  return getGroup(tx, { member, groupId, now })
}

export const leaveGroup = async (work: Work, { member, groupId }: Where): Promise<Group> => {
  const { tx, now } = work
  const group = await mustFindGroup(tx, member.communityId, groupId)
  if (group.kind !== 'interest') throw new AppError('group-by-address')
  await changeSeat(tx, seatOf(member, groupId), { joined_at: null })
  work.lookAgainAt(member.personId)
  return getGroup(tx, { member, groupId, now })
}

export const setGroupForMe = async (
  work: Work,
  { member, groupId }: Where,
  asked: { isMuted?: boolean; isPinned?: boolean; hasReadRules?: true },
): Promise<Group> => {
  const { tx, now } = work
  await mustBeInGroup(tx, member, groupId, now)
  if (asked.isMuted !== undefined || asked.isPinned !== undefined)
    await changeSeat(tx, seatOf(member, groupId), {
      ...(asked.isMuted !== undefined && { is_muted: asked.isMuted }),
      ...(asked.isPinned !== undefined && { is_pinned: asked.isPinned }),
    })
  if (asked.hasReadRules)
    await tx
      .updateTable('membership')
      .set({ rules_read_at: now })
      .where('community_id', '=', member.communityId)
      .where('person_id', '=', member.personId)
      .execute()
  return getGroup(tx, { member, groupId, now })
}

const seatOf = ({ communityId, personId }: Member, groupId: string): Seat => ({
  communityId,
  personId,
  groupId,
})

const SHOWN_MEMBERS = 100

/** Those who keep order first, then by name; somebody who searches means a part of the name. */
export const listGroupMembers = async (
  db: Db,
  { member, groupId, now }: Where & { now: Date },
  q: string | undefined,
): Promise<GroupMember[]> => {
  const { group } = await mustBeInGroup(db, member, groupId, now)
  const typed = q?.trim()
  return (await findMembers(db, group, now))
    .filter(({ nickname }) => !typed || nickname.includes(typed))
    .slice(0, SHOWN_MEMBERS)
}
