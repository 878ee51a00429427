import { sql } from 'kysely'
import type { AnnouncementComment } from '../../../contract/announcements'
import { mayComment, mayDeleteComment } from '../../../domain/group/announcing'
import { keywordIn } from '../../../domain/group/keywords'
import { holdReason, keepsOrder, lengthOf, linksIn } from '../../../domain/group/talk'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Db, Tx, Work } from '../../ports/work'
import type { ContentChecks } from '../content-check/promise-checks'
import { readCursor, writeCursor } from '../paging'
import { tellOfChange } from './post-announcement'
import { mustSeeAnnouncement } from './read-announcements'
import { ANNOUNCEMENT_TEXT } from './text'

interface Where {
  member: Member
  announcementId: string
}

const comments = (db: Db, { member, announcementId }: Where) =>
  db
    .selectFrom('announcement_comment')
    .leftJoin('membership', (join) =>
      join
        .onRef('membership.community_id', '=', 'announcement_comment.community_id')
        .onRef('membership.person_id', '=', 'announcement_comment.author_id'),
    )
    .selectAll('announcement_comment')
    .select(['membership.nickname', 'membership.role'])
    .where('announcement_comment.community_id', '=', member.communityId)
    .where('announcement_comment.announcement_id', '=', announcementId)
    .where('announcement_comment.deleted_at', 'is', null)
    // What waits is for its author and those who keep order.
    .where((eb) =>
      keepsOrder(member.role)
        ? eb.lit(true)
        : eb.or([
            eb('announcement_comment.held_at', 'is', null),
            eb('announcement_comment.author_id', '=', member.personId),
          ]),
    )

type Row = Awaited<ReturnType<ReturnType<typeof comments>['executeTakeFirstOrThrow']>>

const present = (row: Row, member: Member): AnnouncementComment => ({
  commentId: row.id,
  authorName:
    row.author_id === null ? ANNOUNCEMENT_TEXT.gone : (row.nickname ?? ANNOUNCEMENT_TEXT.street),
  authorRole: row.role ?? 'operator',
  words: row.words,
  at: row.at.toISOString(),
  isHeld: row.held_at !== null,
  mayDelete: mayDeleteComment({
    role: member.role,
    isAuthor: row.author_id === member.personId,
  }),
})

export const listComments = async (
  db: Db,
  where: Where & { now: Date },
  { before, limit = 30 }: { before?: string; limit?: number },
): Promise<{ items: AnnouncementComment[]; next: string | null }> => {
  const { row } = await mustSeeAnnouncement(db, where.member, where.announcementId, where.now)
  // Switched off, they are out of sight; nothing is lost for when they come back.
  if (!row.has_comments) return { items: [], next: null }
  const cursor = readCursor(before)
  let query = comments(db, where)
    .orderBy('announcement_comment.at', 'desc')
    .orderBy('announcement_comment.id', 'desc')
    .limit(limit + 1)
  if (cursor)
    query = query.where((eb) =>
      eb.or([
        eb('announcement_comment.at', '<', cursor.at),
        eb.and([
          eb('announcement_comment.at', '=', cursor.at),
          eb('announcement_comment.id', '<', cursor.id),
        ]),
      ]),
    )
  const rows = await query.execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map((one) => present(one, where.member)),
    next: rows.length > limit && last ? writeCursor(last) : null,
  }
}

interface Facts {
  has_phone: boolean
  has_read_rules: boolean
  is_removed: boolean
  is_muted_for_good: boolean
  muted_until: Date | null
  comments_in_last_minute: number
}

/** What the rules of commenting ask; a sanction counts that holds everywhere, or in a group that it is for. */
const findFacts = async (
  db: Db,
  { communityId, personId }: Member,
  groupIds: readonly string[],
  now: Date,
): Promise<Facts> => {
  const minuteAgo = new Date(now.getTime() - 60_000)
  const isHere =
    groupIds.length === 0
      ? sql`group_id is null`
      : sql`(group_id is null or group_id in (${sql.join(groupIds)}))`
  const inForce = (kind: 'mute' | 'remove') => sql`
    from sanction where community_id = ${communityId} and person_id = ${personId} and kind = ${kind}
      and lifted_at is null and (until is null or until > ${now}) and ${isHere}`
  const { rows } = await sql<Facts>`
    select
      exists (select from phone where person_id = ${personId}) as has_phone,
      not exists (
        select from talk_rules where community_id = ${communityId} and changed_at > coalesce(
          (select rules_read_at from membership where community_id = ${communityId} and person_id = ${personId}),
          'epoch'::timestamptz)) as has_read_rules,
      exists (select ${inForce('remove')}) as is_removed,
      exists (select ${inForce('mute')} and until is null) as is_muted_for_good,
      (select max(until) ${inForce('mute')}) as muted_until,
      (select count(*)::int from announcement_comment
        where community_id = ${communityId} and author_id = ${personId} and at > ${minuteAgo}) as comments_in_last_minute
  `.execute(db)
  if (!rows[0]) throw new Error('a select without a from gives one row')
  return rows[0]
}

const FAR_AWAY = new Date('9999-12-31T00:00:00Z')

export const commentAnnouncement = async (
  work: Work,
  where: Where & { checks: ContentChecks },
  typed: string,
): Promise<AnnouncementComment> => {
  const { tx, now } = work
  const { member, announcementId } = where
  const { row } = await mustSeeAnnouncement(tx, member, announcementId, now)
  const words = typed.trim()
  const facts = await findFacts(tx, member, row.group_ids, now)
  const verdict = mayComment({
    state: row.state,
    hasComments: row.has_comments,
    role: member.role,
    now,
    hasPhone: facts.has_phone,
    hasReadRules: facts.has_read_rules,
    isRemoved: facts.is_removed,
    mutedUntil: facts.is_muted_for_good ? FAR_AWAY : facts.muted_until,
    commentsInLastMinute: facts.comments_in_last_minute,
    length: lengthOf(words),
  })
  if (!verdict.ok)
    throw new AppError(verdict.reason, verdict.until && { until: verdict.until.toISOString() })
  await mustNotBeHeld(tx, member, words, now)
  const id = work.newId()
  await tx
    .insertInto('announcement_comment')
    .values({
      community_id: member.communityId,
      announcement_id: announcementId,
      id,
      author_id: member.personId,
      words,
      at: now,
      deleted_at: null,
      deleted_by: null,
      held_at: null,
      looked_at: null,
    })
    .execute()
  if (where.checks.words)
    await work.promise(member.communityId, 'wechat.check-comment', {
      announcementId,
      commentId: id,
    })
  await tellOfChange(work, row)
  const written = await comments(tx, where)
    .where('announcement_comment.id', '=', id)
    .executeTakeFirstOrThrow()
  return present(written, member)
}

/** What would wait for a look in a group is refused here: a comment is short, and soon written anew. */
const mustNotBeHeld = async (
  tx: Tx,
  { communityId, role, joinedAt }: Member,
  words: string,
  now: Date,
): Promise<void> => {
  const keywords = await tx
    .selectFrom('keyword_rule')
    .select('words')
    .where('community_id', '=', communityId)
    .execute()
  const reason = holdReason({
    now,
    role,
    joinedAt,
    hasLink: linksIn(words).length > 0,
    hasCode: false,
    hasUncheckedPictures: false,
    matchesKeyword:
      keywordIn(
        words,
        keywords.map((rule) => rule.words),
      ) !== null,
  })
  if (reason) throw new AppError('comment-held-back')
}

/** What it said goes with it; that there was one stays, for the desk's own memory. */
export const deleteComment = async (
  work: Work,
  where: Where & { commentId: string },
): Promise<void> => {
  const { tx, now } = work
  const { member, announcementId, commentId } = where
  const { row } = await mustSeeAnnouncement(tx, member, announcementId, now)
  const comment = await comments(tx, where)
    .where('announcement_comment.id', '=', commentId)
    .executeTakeFirst()
  if (!comment) throw new AppError('not-found')
  const isAuthor = comment.author_id === member.personId
  if (!mayDeleteComment({ role: member.role, isAuthor })) throw new AppError('not-allowed')
  await tx
    .updateTable('announcement_comment')
    .set({ words: '', deleted_at: now, deleted_by: member.personId, held_at: null })
    .where('community_id', '=', member.communityId)
    .where('announcement_id', '=', announcementId)
    .where('id', '=', commentId)
    .execute()
  await tellOfChange(work, row)
}
