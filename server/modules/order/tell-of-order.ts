import type { OrderAct } from '../../../domain/group/names'
import type { Work } from '../../ports/work'
import { findModeratorIds, tellPeople } from '../inbox/tell-person'

export interface Act {
  act: OrderAct
  groupId?: string | null
  seq?: number
  subjectId?: string | null
  /** Null for what the content check did. */
  byId: string | null
  reason?: string
}

/** Every act leaves a line: who, about whom, where, why; never what was said. */
export const logAct = async (
  { tx, newId, now }: Work,
  communityId: string,
  { act, groupId, seq, subjectId, byId, reason }: Act,
): Promise<void> => {
  await tx
    .insertInto('order_act')
    .values({
      community_id: communityId,
      id: newId(),
      act,
      group_id: groupId ?? null,
      message_seq: seq ?? null,
      subject_id: subjectId ?? null,
      by_id: byId,
      reason: reason?.trim() ?? '',
      at: now,
    })
    .execute()
}

/** The desks of those who keep order look again. */
export const announceOrder = (work: Work, communityId: string): Promise<void> =>
  work.announce(communityId, { name: 'order.changed' }, { moderators: true })

/**
 * Tells those who keep order that something waits. Their open screens hear of each; an inbox that already
 * says so unread says it once, so that a flood of messages is no flood of news.
 */
export const tellThatItWaits = async (
  work: Work,
  communityId: string,
  news: { title: string; words: string },
  exceptId: string | null = null,
): Promise<void> => {
  await announceOrder(work, communityId)
  const told = await work.tx
    .selectFrom('inbox')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('kind', '=', 'order-waiting')
    .where('read_at', 'is', null)
    .execute()
  const known = new Set([exceptId, ...told.map(({ person_id }) => person_id)])
  const moderators = await findModeratorIds(work, communityId)
  await tellPeople(
    work,
    moderators.filter((id) => !known.has(id)),
    { communityId, kind: 'order-waiting', ...news },
  )
}

export const tellSubject = (
  work: Work,
  communityId: string,
  personId: string | null,
  news: { title: string; words: string },
): Promise<void> => tellPeople(work, [personId], { communityId, kind: 'order-about-me', ...news })
