import type { HeldComment } from '../../../contract/order'
import { judge } from '../../../domain/group/order'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Db, Work } from '../../ports/work'
import { announceOrder, logAct, tellSubject, tellThatItWaits } from '../order/tell-of-order'
import { tellOfChange } from './post-announcement'
import { ANNOUNCEMENT_TEXT } from './text'

interface Where {
  communityId: string
  announcementId: string
  commentId: string
}

const present = (db: Db, communityId: string) =>
  db
    .selectFrom('announcement_comment as comment')
    .innerJoin('announcement', (join) =>
      join
        .onRef('announcement.community_id', '=', 'comment.community_id')
        .onRef('announcement.id', '=', 'comment.announcement_id'),
    )
    .leftJoin('membership', (join) =>
      join
        .onRef('membership.community_id', '=', 'comment.community_id')
        .onRef('membership.person_id', '=', 'comment.author_id'),
    )
    .select([
      'comment.id',
      'comment.announcement_id',
      'comment.author_id',
      'comment.words',
      'comment.at',
      'comment.held_at',
      'comment.looked_at',
      'membership.nickname',
      'announcement.title',
      'announcement.state',
      'announcement.group_ids',
    ])
    .where('comment.community_id', '=', communityId)
    .where('comment.deleted_at', 'is', null)

const findOne = (db: Db, { communityId, announcementId, commentId }: Where) =>
  present(db, communityId)
    .where('comment.announcement_id', '=', announcementId)
    .where('comment.id', '=', commentId)
    .executeTakeFirst()

const change = (
  { tx }: Work,
  { communityId, announcementId, commentId }: Where,
  set: {
    held_at: Date | null
    looked_at?: Date
    words?: string
    deleted_at?: Date
    deleted_by?: string
  },
) =>
  tx
    .updateTable('announcement_comment')
    .set(set)
    .where('community_id', '=', communityId)
    .where('announcement_id', '=', announcementId)
    .where('id', '=', commentId)
    .execute()

/** What everybody reads and somebody wrote; what waits or was deleted needs no check. */
export const findCommentToCheck = async (db: Db, where: Where) => {
  const comment = await findOne(db, where)
  if (!comment?.author_id || comment.held_at || comment.looked_at) return null
  return { authorId: comment.author_id, words: comment.words }
}

/** Out of sight until somebody has looked; a person’s word counts more than a machine’s. */
export const holdComment = async (work: Work, where: Where): Promise<void> => {
  const { communityId, announcementId: id } = where
  const comment = await findOne(work.tx, where)
  if (!comment || comment.held_at || comment.looked_at) return
  const { author_id: authorId, title, state, group_ids } = comment
  await change(work, where, { held_at: work.now })
  await logAct(work, communityId, {
    act: 'hold',
    subjectId: authorId,
    byId: null,
    reason: 'content-check',
  })
  await tellOfChange(work, { community_id: communityId, id, state, group_ids })
  await tellSubject(work, communityId, authorId, ANNOUNCEMENT_TEXT.commentHeld(title))
  await tellThatItWaits(work, communityId, ANNOUNCEMENT_TEXT.commentWaits(title), authorId)
}

/** Comments that wait for a look, the longest waiting first. */
export const listHeldComments = async (db: Db, member: Member): Promise<HeldComment[]> => {
  const rows = await present(db, member.communityId)
    .where('comment.held_at', 'is not', null)
    .orderBy('comment.held_at')
    .orderBy('comment.id')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    announcementId: row.announcement_id,
    title: row.title,
    commentId: row.id,
    authorName: row.nickname ?? ANNOUNCEMENT_TEXT.street,
    words: row.words,
    at: row.at.toISOString(),
    isMine: row.author_id === member.personId,
  }))
}

/** Let through everybody reads it; refused it goes, and its author reads why. */
export const judgeComment = async (
  work: Work,
  {
    member,
    announcementId,
    commentId,
  }: { member: Member; announcementId: string; commentId: string },
  { act, reason = '' }: { act: 'let-through' | 'refuse'; reason?: string },
): Promise<void> => {
  const { communityId, personId, role } = member
  const where = { communityId, announcementId, commentId }
  const comment = await findOne(work.tx, where)
  if (!comment) throw new AppError('not-found')
  const verdict = judge({
    act,
    role,
    isAuthor: comment.author_id === personId,
    state: comment.held_at ? 'held' : 'shown',
    openReports: 0,
    reason,
  })
  if (!verdict.ok) throw new AppError(verdict.reason)
  const gone = { words: '', deleted_at: work.now, deleted_by: personId }
  await change(work, where, {
    held_at: null,
    looked_at: work.now,
    ...(act === 'refuse' && gone),
  })
  const { author_id: subjectId, title, state, group_ids } = comment
  await logAct(work, communityId, { act, subjectId, byId: personId, reason })
  await tellOfChange(work, { community_id: communityId, id: announcementId, state, group_ids })
  await tellSubject(
    work,
    communityId,
    subjectId,
    act === 'refuse'
      ? ANNOUNCEMENT_TEXT.commentRefused(title, reason.trim())
      : ANNOUNCEMENT_TEXT.commentLetThrough(title),
  )
  await announceOrder(work, communityId)
}
