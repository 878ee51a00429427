import type { Sanction } from '../../../contract/order'
import type { SanctionKind } from '../../../domain/group/names'
import {
  isInForce,
  mayAnswerAppeal,
  mayAppeal,
  mayLift,
  maySanction,
  mutedUntil,
  type MuteTime,
} from '../../../domain/group/order'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Tx, Work } from '../../ports/work'
import { mustFindGroup } from '../chat/in-talk'
import {
  countModeratorsBeside,
  isAppealWaiting,
  presentSanctions,
  sanctions,
  timesOf,
  type SanctionRow,
} from './sanction-repository'
import { announceOrder, logAct, tellSubject, tellThatItWaits } from './tell-of-order'
import { ORDER_TEXT } from './text'

export interface SanctionAsked {
  kind: SanctionKind
  time?: MuteTime
  groupId?: string
  reason: string
}

/** Silences or removes a member. Their row is locked, so that two who act at once do it once. */
export const sanctionMember = async (
  work: Work,
  { member, personId }: { member: Member; personId: string },
  { kind, time, groupId, reason }: SanctionAsked,
): Promise<Sanction> => {
  const { tx, now } = work
  const { communityId } = member
  const group = groupId ? await mustFindGroup(tx, communityId, groupId) : null
  const subject = await tx
    .selectFrom('membership')
    .select('role')
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .where('left_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!subject) throw new AppError('not-found')
  if (kind === 'mute' && !time)
    throw new AppError('bad-request', [{ part: 'body', field: 'time', rule: 'required' }])
  const verdict = maySanction({
    role: member.role,
    isSelf: personId === member.personId,
    subjectRole: subject.role,
    isAlready: await isSanctioned(work, { communityId, personId, kind, groupId: groupId ?? null }),
    reason,
  })
  if (!verdict.ok) throw new AppError(verdict.reason)
  const until = kind === 'mute' && time ? mutedUntil(now, time) : null
  const id = work.newId()
  await tx
    .insertInto('sanction')
    .values({
      community_id: communityId,
      id,
      person_id: personId,
      kind,
      group_id: groupId ?? null,
      reason: reason.trim(),
      by_id: member.personId,
      at: now,
      until,
      lifted_at: null,
      lifted_by: null,
      lift_words: null,
      appeal_words: null,
      appealed_at: null,
      appeal_answer: null,
      appeal_by: null,
      appeal_answered_at: null,
    })
    .execute()
  await logAct(work, communityId, {
    act: kind,
    groupId: groupId ?? null,
    subjectId: personId,
    byId: member.personId,
    reason,
  })
  await takeEffect(work, communityId, { personId, groupId: groupId ?? null })
  await tellSubject(
    work,
    communityId,
    personId,
    ORDER_TEXT.sanctioned(
      kind,
      group?.name ?? ORDER_TEXT.everyGroup,
      until && ORDER_TEXT.time(until),
      reason.trim(),
    ),
  )
  return findOne(work, member, id)
}

const isSanctioned = async (
  { tx, now }: Work,
  asked: { communityId: string; personId: string; kind: SanctionKind; groupId: string | null },
): Promise<boolean> => {
  const rows = await tx
    .selectFrom('sanction')
    .select(['group_id', 'until', 'lifted_at'])
    .where('community_id', '=', asked.communityId)
    .where('person_id', '=', asked.personId)
    .where('kind', '=', asked.kind)
    .where('lifted_at', 'is', null)
    .execute()
  return rows.some((row) => row.group_id === asked.groupId && isInForce(timesOf(row), now))
}

/** The person's open screens hear no more, or again, and ask anew what they may; the desks look again. */
const takeEffect = async (
  work: Work,
  communityId: string,
  { personId, groupId }: { personId: string; groupId: string | null },
): Promise<void> => {
  work.lookAgainAt(personId)
  await work.announce(
    communityId,
    groupId ? { name: 'group.changed', groupId } : { name: 'membership.changed' },
    { personIds: [personId] },
  )
  await announceOrder(work, communityId)
}

const findOne = async (
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  member: Member,
  sanctionId: string,
): Promise<Sanction> => {
  const row = await sanctions(tx, member.communityId)
    .where('sanction.id', '=', sanctionId)
    .executeTakeFirst()
  const [sanction] = row ? await presentSanctions(tx, [row], { member, now }) : []
  if (!sanction) throw new AppError('not-found')
  return sanction
}

const lockSanction = async (tx: Tx, communityId: string, id: string): Promise<SanctionRow> => {
  await tx
    .selectFrom('sanction')
    .select('id')
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .forUpdate()
    .execute()
  const row = await sanctions(tx, communityId).where('sanction.id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('not-found')
  return row
}

interface About {
  member: Member
  sanctionId: string
}

export const liftSanction = async (
  work: Work,
  { member, sanctionId }: About,
  words = '',
): Promise<Sanction> => {
  const row = await lockSanction(work.tx, member.communityId, sanctionId)
  const verdict = mayLift({ role: member.role, isInForce: isInForce(timesOf(row), work.now) })
  if (!verdict.ok) throw new AppError(verdict.reason)
  await lift(work, row, member, words.trim())
  return findOne(work, member, sanctionId)
}

const lift = async (work: Work, row: SanctionRow, member: Member, words: string): Promise<void> => {
  const { tx, now } = work
  const { communityId, personId } = member
  await tx
    .updateTable('sanction')
    .set({ lifted_at: now, lifted_by: personId, lift_words: words })
    .where('community_id', '=', communityId)
    .where('id', '=', row.id)
    .execute()
  await logAct(work, communityId, {
    act: 'lift',
    groupId: row.group_id,
    subjectId: row.person_id,
    byId: personId,
    reason: words,
  })
  await takeEffect(work, communityId, { personId: row.person_id, groupId: row.group_id })
  await tellSubject(
    work,
    communityId,
    row.person_id,
    ORDER_TEXT.lifted(row.kind, row.group_name ?? ORDER_TEXT.everyGroup, words),
  )
}

/** The subject asks once for another look; what a stranger may not know of is not found. */
export const appealSanction = async (
  work: Work,
  { member, sanctionId }: About,
  words: string,
): Promise<Sanction> => {
  const { tx, now } = work
  const { communityId, personId } = member
  const row = await lockSanction(tx, communityId, sanctionId)
  if (row.person_id !== personId) throw new AppError('not-found')
  const verdict = mayAppeal({
    isSubject: true,
    isInForce: isInForce(timesOf(row), now),
    hasAppealed: row.appealed_at !== null,
    words,
  })
  if (!verdict.ok) throw new AppError(verdict.reason)
  await tx
    .updateTable('sanction')
    .set({ appeal_words: words.trim(), appealed_at: now })
    .where('community_id', '=', communityId)
    .where('id', '=', sanctionId)
    .execute()
  await logAct(work, communityId, {
    act: 'appeal',
    groupId: row.group_id,
    subjectId: personId,
    byId: personId,
  })
  const others = await countModeratorsBeside(tx, communityId, row.by_id)
  await tellThatItWaits(work, communityId, ORDER_TEXT.waitsAppeal, others > 0 ? row.by_id : null)
  return findOne(work, member, sanctionId)
}

export const answerAppeal = async (
  work: Work,
  { member, sanctionId }: About,
  { answer, words }: { answer: 'uphold' | 'lift'; words: string },
): Promise<Sanction> => {
  const { tx, now } = work
  const { communityId, personId, role } = member
  const row = await lockSanction(tx, communityId, sanctionId)
  const verdict = mayAnswerAppeal({
    role,
    decidedIt: row.by_id === personId,
    otherModerators: await countModeratorsBeside(tx, communityId, row.by_id),
    isWaiting: isAppealWaiting(row, now),
    isInForce: isInForce(timesOf(row), now),
    words,
  })
  if (!verdict.ok) throw new AppError(verdict.reason)
  await tx
    .updateTable('sanction')
    .set({ appeal_answer: words.trim(), appeal_by: personId, appeal_answered_at: now })
    .where('community_id', '=', communityId)
    .where('id', '=', sanctionId)
    .execute()
  if (answer === 'lift') await lift(work, row, member, words.trim())
  else {
    await logAct(work, communityId, {
      act: 'uphold',
      groupId: row.group_id,
      subjectId: row.person_id,
      byId: personId,
      reason: words,
    })
    await tellSubject(work, communityId, row.person_id, ORDER_TEXT.upheld(row.kind, words.trim()))
    await announceOrder(work, communityId)
  }
  return findOne(work, member, sanctionId)
}
