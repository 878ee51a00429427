import type { Message } from '../../../contract/chat'
import { mayRecall } from '../../../domain/group/talk'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Work } from '../../ports/work'
import { mustBeInGroup, mustFindGroup, type GroupRow } from './in-talk'
import { presentOne } from './read-messages'
import { NOTHING_LEFT } from './take-back'
import { tellOfMessage } from './tell-of-message'

interface Where {
  member: Member
  groupId: string
  seq: number
}

const lockMessage = async ({ tx }: Work, { member, groupId, seq }: Where) => {
  const message = await tx
    .selectFrom('message')
    .select(['id', 'author_id', 'state', 'at'])
    .where('community_id', '=', member.communityId)
    .where('group_id', '=', groupId)
    .where('seq', '=', seq)
    .forUpdate()
    .executeTakeFirst()
  if (!message) throw new AppError('not-found')
  return message
}

/** Takes back one’s own message; what it said is gone for everybody, also from our tables. */
export const recallMessage = async (
  work: Work,
  where: Where & { urlSecret: string },
): Promise<Message> => {
  const { tx, now } = work
  const { member, groupId, seq, urlSecret } = where
  const group = await mustFindGroup(tx, member.communityId, groupId)
  const message = await lockMessage(work, where)
  const isAuthor = message.author_id === member.personId
  if (!isAuthor) throw new AppError('not-allowed')
  if (message.state === 'recalled' || message.state === 'hidden') throw new AppError('message-gone')
  if (!mayRecall({ isAuthor, at: message.at, now })) throw new AppError('too-late-to-recall')
  await emptyMessage(work, { group, seq, messageId: message.id })
  return presentOne({ db: tx, now, urlSecret, member, groupId }, seq)
}

const emptyMessage = async (
  work: Work,
  { group, seq, messageId }: { group: GroupRow; seq: number; messageId: string },
): Promise<void> => {
  const { tx, now } = work
  const communityId = group.community_id
  await tx
    .updateTable('message')
    .set({ ...NOTHING_LEFT, ticket_id: null })
    .where('community_id', '=', communityId)
    .where('group_id', '=', group.id)
    .where('seq', '=', seq)
    .execute()
  await tx
    .deleteFrom('mention')
    .where('community_id', '=', communityId)
    .where('group_id', '=', group.id)
    .where('seq', '=', seq)
    .execute()
  // Pictures that were carried over into a ticket stay there.
  await tx
    .updateTable('photo')
    .set({ deleted_at: now })
    .where('community_id', '=', communityId)
    .where('message_id', '=', messageId)
    .where('ticket_id', 'is', null)
    .execute()
  await tellOfMessage(work, group, seq)
}

export const deleteMessageForMe = async (work: Work, where: Where): Promise<void> => {
  const { member, groupId, seq } = where
  await mustBeInGroup(work.tx, member, groupId, work.now)
  await lockMessage(work, where)
  await work.tx
    .insertInto('message_deleted_for')
    .values({
      community_id: member.communityId,
      person_id: member.personId,
      group_id: groupId,
      seq,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
