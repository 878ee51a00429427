import type { Selectable } from 'kysely'
import type { Sanction } from '../../../contract/order'
import { isInForce, mayAnswerAppeal, mayAppeal } from '../../../domain/group/order'
import type { Member } from '../../ports/caller'
import type { SanctionTable } from '../../ports/schema'
import type { Db } from '../../ports/work'
import { ORDER_TEXT } from './text'

/** Sanctions with the names of who they are about, where, and by whom. */
export const sanctions = (db: Db, communityId: string) =>
  db
    .selectFrom('sanction')
    .leftJoin('membership as subject', (join) =>
      join
        .onRef('subject.community_id', '=', 'sanction.community_id')
        .onRef('subject.person_id', '=', 'sanction.person_id'),
    )
    .leftJoin('membership as decider', (join) =>
      join
        .onRef('decider.community_id', '=', 'sanction.community_id')
        .onRef('decider.person_id', '=', 'sanction.by_id'),
    )
    .leftJoin('chat_group', (join) =>
      join
        .onRef('chat_group.community_id', '=', 'sanction.community_id')
        .onRef('chat_group.id', '=', 'sanction.group_id'),
    )
    .selectAll('sanction')
    .select([
      'subject.nickname as subject_name',
      'decider.nickname as decider_name',
      'chat_group.name as group_name',
    ])
    .where('sanction.community_id', '=', communityId)
    .orderBy('sanction.at', 'desc')
    .orderBy('sanction.id', 'desc')

export type SanctionRow = Awaited<
  ReturnType<ReturnType<typeof sanctions>['executeTakeFirstOrThrow']>
>

export const timesOf = (row: Pick<Selectable<SanctionTable>, 'until' | 'lifted_at'>) => ({
  until: row.until,
  liftedAt: row.lifted_at,
})

export const isAppealWaiting = (
  row: Pick<
    Selectable<SanctionTable>,
    'appealed_at' | 'appeal_answered_at' | 'until' | 'lifted_at'
  >,
  now: Date,
): boolean =>
  row.appealed_at !== null && row.appeal_answered_at === null && isInForce(timesOf(row), now)

/** Moderators besides these: whoever decided is not the one to look again, while there is another. */
export const countModeratorsBeside = async (
  db: Db,
  communityId: string,
  ...personIds: (string | null)[]
): Promise<number> => {
  const rows = await db
    .selectFrom('membership')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('role', '=', 'moderator')
    .where('left_at', 'is', null)
    .execute()
  return rows.filter(({ person_id }) => !personIds.includes(person_id)).length
}

export const presentSanctions = async (
  db: Db,
  rows: readonly SanctionRow[],
  { member, now }: { member: Member; now: Date },
): Promise<Sanction[]> => {
  const others = await countModeratorsBeside(db, member.communityId, member.personId)
  return rows.map((row) => present(row, { member, now, others }))
}

const present = (
  row: SanctionRow,
  { member, now, others }: { member: Member; now: Date; others: number },
): Sanction => {
  const inForce = isInForce(timesOf(row), now)
  return {
    sanctionId: row.id,
    kind: row.kind,
    personId: row.person_id,
    personName: row.subject_name ?? ORDER_TEXT.gone,
    groupId: row.group_id,
    groupName: row.group_name,
    reason: row.reason,
    byName: row.decider_name ?? ORDER_TEXT.street,
    at: row.at.toISOString(),
    until: row.until?.toISOString() ?? null,
    isInForce: inForce,
    liftedAt: row.lifted_at?.toISOString() ?? null,
    liftWords: row.lift_words,
    appealWords: row.appeal_words,
    appealedAt: row.appealed_at?.toISOString() ?? null,
    appealAnswer: row.appeal_answer,
    appealAnsweredAt: row.appeal_answered_at?.toISOString() ?? null,
    mayAnswer: mayAnswerAppeal({
      role: member.role,
      decidedIt: row.by_id === member.personId,
      otherModerators: others,
      isWaiting: isAppealWaiting(row, now),
      isInForce: inForce,
      words: '…',
    }).ok,
    mayAppeal: mayAppeal({
      isSubject: row.person_id === member.personId,
      isInForce: inForce,
      hasAppealed: row.appealed_at !== null,
      words: '…',
    }).ok,
  }
}
