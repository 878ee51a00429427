import { sql } from 'kysely'
import { isInGroup, isRemoved, type InTalk } from '../../../domain/group/group-membership'
import { lengthOf, mayPost, type PostVerdict } from '../../../domain/group/talk'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Db } from '../../ports/work'
import { inTalkOf, placeOf, standingOf, type GroupRow, type Standing } from './in-talk'

interface Facts {
  has_phone: boolean
  has_read_rules: boolean
  muted_until: Date | null
  is_muted_for_good: boolean
  last_post_at: Date | null
  posts_in_last_minute: number
  everyones_in_last_day: number
}

/** Where somebody wants to speak, and what the rules ask about them there. */
export interface Ground {
  group: GroupRow
  inTalk: InTalk
  facts: Facts
  /** Words that hold a message here. */
  keywords: readonly string[]
}

const FAR_AWAY = new Date('9999-12-31T00:00:00Z')

/** All in one question: a phone waits for this whenever somebody speaks. */
export const findGround = async (
  db: Db,
  member: Member,
  groupId: string,
  now: Date,
): Promise<Ground> => {
  const { communityId, personId } = member
  const minuteAgo = new Date(now.getTime() - 60_000)
  const dayAgo = new Date(now.getTime() - 24 * 3_600_000)
  const { rows } = await sql<GroupRow & Standing & Facts & { keywords: string[] | null }>`
    select chat_group.*, ${standingOf(member, now)},
      (select jsonb_agg(words) from keyword_rule where community_id = ${communityId}) as keywords,
      exists (select from phone where person_id = ${personId}) as has_phone,
      not exists (
        select from talk_rules where community_id = ${communityId} and changed_at > coalesce(
          (select rules_read_at from membership where community_id = ${communityId} and person_id = ${personId}),
          'epoch'::timestamptz)) as has_read_rules,
      (select max(until) from sanction
        where community_id = ${communityId} and person_id = ${personId} and kind = 'mute'
          and lifted_at is null and (group_id is null or group_id = ${groupId})) as muted_until,
      exists (select from sanction
        where community_id = ${communityId} and person_id = ${personId} and kind = 'mute' and until is null
          and lifted_at is null and (group_id is null or group_id = ${groupId})) as is_muted_for_good,
      (select at from message
        where community_id = ${communityId} and author_id = ${personId} and group_id = ${groupId}
        order by seq desc limit 1) as last_post_at,
      (select count(*)::int from (
        select from message
        where community_id = ${communityId} and author_id = ${personId} and group_id = ${groupId} and at > ${minuteAgo}
        order by seq desc limit 100) lately) as posts_in_last_minute,
      (select count(*)::int from message
        where community_id = ${communityId} and group_id = ${groupId} and author_id = ${personId}
          and is_to_everyone and at > ${dayAgo}) as everyones_in_last_day
    from chat_group where community_id = ${communityId} and id = ${groupId}
  `.execute(db)
  const row = rows[0]
  if (!row) throw new AppError('not-found')
  return { group: row, inTalk: inTalkOf(member, row), facts: row, keywords: row.keywords ?? [] }
}

/** Whether this member may post this now; without a message, whether they could post at all. */
export const askMayPost = (
  member: Member,
  { group, inTalk, facts }: Ground,
  now: Date,
  {
    words = '…',
    hasMoreThanWords = false,
    isToEveryone = false,
  }: { words?: string; hasMoreThanWords?: boolean; isToEveryone?: boolean } = {},
): PostVerdict =>
  mayPost({
    now,
    role: member.role,
    isInGroup: isInGroup(placeOf(group), inTalk),
    isArchived: group.archived_at !== null,
    hasPhone: facts.has_phone,
    hasReadRules: facts.has_read_rules,
    isRemoved: isRemoved(placeOf(group), inTalk),
    mutedUntil: facts.is_muted_for_good ? FAR_AWAY : facts.muted_until,
    slowSeconds: group.slow_seconds,
    lastPostAt: facts.last_post_at,
    postsInLastMinute: facts.posts_in_last_minute,
    isToEveryone,
    everyonesInLastDay: facts.everyones_in_last_day,
    length: lengthOf(words.trim()),
    hasMoreThanWords,
  })
