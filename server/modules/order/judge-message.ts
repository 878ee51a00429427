import type { Message } from '../../../contract/chat'
import type { ReportReason } from '../../../domain/group/names'
import { judge, mayReport, type Judgement } from '../../../domain/group/order'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Tx, Work } from '../../ports/work'
import { mustBeInGroup, mustFindGroup, type GroupRow } from '../chat/in-talk'
import { presentOne } from '../chat/read-messages'
import { tellOfMessage } from '../chat/tell-of-message'
import { announceOrder, logAct, tellSubject, tellThatItWaits } from './tell-of-order'
import { ORDER_TEXT } from './text'

interface Where {
  member: Member
  groupId: string
  seq: number
}

export const lockMessage = (tx: Tx, communityId: string, groupId: string, seq: number) =>
  tx
    .selectFrom('message')
    .select(['id', 'author_id', 'state', 'at'])
    .where('community_id', '=', communityId)
    .where('group_id', '=', groupId)
    .where('seq', '=', seq)
    .forUpdate()
    .executeTakeFirst()

/** A neighbour points at a message; those who keep order hear of it at once. */
export const reportMessage = async (
  work: Work,
  { member, groupId, seq }: Where,
  { reason, words = '' }: { reason: ReportReason; words?: string },
): Promise<void> => {
  const { tx, now } = work
  const { communityId, personId } = member
  const { group } = await mustBeInGroup(tx, member, groupId, now)
  const message = await lockMessage(tx, communityId, groupId, seq)
  if (!message) throw new AppError('not-found')
  const mine = await tx
    .selectFrom('message_report')
    .select('seq')
    .where('community_id', '=', communityId)
    .where('group_id', '=', groupId)
    .where('seq', '=', seq)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const verdict = mayReport({
    state: message.state,
    isAuthor: message.author_id === personId,
    hasReported: mine !== undefined,
    isOther: reason === 'other',
    words,
  })
  if (!verdict.ok) throw new AppError(verdict.reason)
  await tx
    .insertInto('message_report')
    .values({
      community_id: communityId,
      group_id: groupId,
      seq,
      person_id: personId,
      reason,
      words: words.trim(),
      at: now,
      settled_at: null,
    })
    .execute()
  await logAct(work, communityId, {
    act: 'report',
    groupId,
    seq,
    subjectId: message.author_id,
    byId: personId,
    reason,
  })
  // Somebody who keeps order and is pointed at need not hear it first.
  await tellThatItWaits(work, communityId, ORDER_TEXT.waitsReport(group.name), message.author_id)
}

const countOpenReports = async (
  tx: Tx,
  communityId: string,
  groupId: string,
  seq: number,
): Promise<number> =>
  (
    await tx
      .selectFrom('message_report')
      .select('person_id')
      .where('community_id', '=', communityId)
      .where('group_id', '=', groupId)
      .where('seq', '=', seq)
      .where('settled_at', 'is', null)
      .execute()
  ).length

/** Decides about one message; the group, the author and the other desks hear of it. */
export const judgeMessage = async (
  work: Work,
  { member, groupId, seq, urlSecret }: Where & { urlSecret: string },
  { act, reason = '' }: { act: Judgement; reason?: string },
): Promise<Message> => {
  const { tx, now } = work
  const { communityId } = member
  const group = await mustFindGroup(tx, communityId, groupId)
  const message = await lockMessage(tx, communityId, groupId, seq)
  if (!message) throw new AppError('not-found')
  const verdict = judge({
    act,
    role: member.role,
    isAuthor: message.author_id === member.personId,
    state: message.state,
    openReports: await countOpenReports(tx, communityId, groupId, seq),
    reason,
  })
  if (!verdict.ok) throw new AppError(verdict.reason)
  await tx
    .updateTable('message')
    .set({ state: verdict.to })
    .where('community_id', '=', communityId)
    .where('group_id', '=', groupId)
    .where('seq', '=', seq)
    .execute()
  await settleReports(work, communityId, groupId, seq)
  if (act === 'show') await settleAppeal(work, communityId, { groupId, seq, byId: member.personId })
  await logAct(work, communityId, {
    act,
    groupId,
    seq,
    subjectId: message.author_id,
    byId: member.personId,
    reason,
  })
  if (act !== 'dismiss') await tellOfJudgement(work, { group, seq, message, act, reason })
  await announceOrder(work, communityId)
  return presentOne({ db: tx, now, urlSecret, member, groupId }, seq)
}

const settleReports = async (
  { tx, now }: Work,
  communityId: string,
  groupId: string,
  seq: number,
): Promise<void> => {
  await tx
    .updateTable('message_report')
    .set({ settled_at: now })
    .where('community_id', '=', communityId)
    .where('group_id', '=', groupId)
    .where('seq', '=', seq)
    .where('settled_at', 'is', null)
    .execute()
}

/** Shown again without being asked about it, nothing is left to answer. */
const settleAppeal = async (
  { tx, now }: Work,
  communityId: string,
  { groupId, seq, byId }: { groupId: string; seq: number; byId: string },
): Promise<void> => {
  await tx
    .updateTable('message_appeal')
    .set({ answered_by: byId, answered_at: now })
    .where('community_id', '=', communityId)
    .where('group_id', '=', groupId)
    .where('seq', '=', seq)
    .where('answered_at', 'is', null)
    .execute()
}

const NEWS = {
  'let-through': ORDER_TEXT.letThrough,
  refuse: ORDER_TEXT.refused,
  hide: ORDER_TEXT.hidden,
  show: ORDER_TEXT.shownAgain,
} as const satisfies Record<Exclude<Judgement, 'dismiss'>, unknown>

const tellOfJudgement = async (
  work: Work,
  {
    group,
    seq,
    message,
    act,
    reason,
  }: {
    group: GroupRow
    seq: number
    message: { author_id: string | null }
    act: Exclude<Judgement, 'dismiss'>
    reason: string
  },
): Promise<void> => {
  const communityId = group.community_id
  // What is refused never was before the group: its author and the desks alone see that it changed.
  const audience =
    act === 'refuse'
      ? { moderators: true as const, personIds: message.author_id ? [message.author_id] : [] }
      : undefined
  await tellOfMessage(work, group, seq, audience)
  await tellSubject(work, communityId, message.author_id, NEWS[act](group.name, reason.trim()))
}

/**
 * The content check found something, maybe long after: the message is taken from the group until somebody
 * has looked. Not when somebody already has: a person's word counts more than a machine's.
 */
export const holdAfterCheck = async (
  work: Work,
  { communityId, groupId, seq }: { communityId: string; groupId: string; seq: number },
): Promise<void> => {
  const { tx } = work
  const group = await mustFindGroup(tx, communityId, groupId)
  const message = await lockMessage(tx, communityId, groupId, seq)
  if (message?.state !== 'shown') return
  const looked = await tx
    .selectFrom('order_act')
    .select('id')
    .where('community_id', '=', communityId)
    .where('group_id', '=', groupId)
    .where('message_seq', '=', seq)
    .where('act', 'in', ['let-through', 'show'])
    .executeTakeFirst()
  if (looked) return
  await tx
    .updateTable('message')
    .set({ state: 'held', hold_reason: 'content-check' })
    .where('community_id', '=', communityId)
    .where('group_id', '=', groupId)
    .where('seq', '=', seq)
    .execute()
  await logAct(work, communityId, {
    act: 'hold',
    groupId,
    seq,
    subjectId: message.author_id,
    byId: null,
    reason: 'content-check',
  })
  await tellOfMessage(work, group, seq)
  const author = message.author_id
  await tellSubject(work, communityId, author, ORDER_TEXT.checkedAway(group.name))
  await tellThatItWaits(work, communityId, ORDER_TEXT.waitsHeld(group.name), author)
}
