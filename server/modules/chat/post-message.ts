import type { Message, MessagePlace } from '../../../contract/chat'
import { keywordIn } from '../../../domain/group/keywords'
import type { HoldReason, MessageKind } from '../../../domain/group/names'
import { holdReason, linksIn, TALK } from '../../../domain/group/talk'
import { isPublic } from '../../../domain/ticket/visibility'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Tx, Work } from '../../ports/work'
import { promiseChecks, type ContentChecks } from '../content-check/promise-checks'
import { findOpenidSeenLately } from '../identity/seen-in-wechat'
import { logAct, tellThatItWaits } from '../order/tell-of-order'
import { ORDER_TEXT } from '../order/text'
import { readUpTo } from './group-seat'
import { findInTalk, mustFindGroup } from './in-talk'
import { askMayPost } from './posting-facts'
import { presentOne } from './read-messages'
import { tellOfMessage } from './tell-of-message'

export interface Said {
  commandId: string
  words?: string
  photoIds?: readonly string[]
  place?: MessagePlace
  ticketId?: string
  quoteSeq?: number
  mentions?: readonly string[]
  isToEveryone?: boolean
}

/** Says something in a group: decided, numbered and stored in one transaction, told after its commit. */
export const postMessage = async (
  work: Work,
  {
    member,
    groupId,
    urlSecret,
    checks,
  }: { member: Member; groupId: string; urlSecret: string; checks: ContentChecks },
  said: Said,
): Promise<Message> => {
  const { tx, now } = work
  const { communityId, personId } = member
  const group = await mustFindGroup(tx, communityId, groupId)
  const inTalk = await findInTalk(tx, member, now)
  const words = said.words?.trim() ?? ''
  const photoIds = said.photoIds ?? []
  if (photoIds.length > TALK.photosAtMost) throw new AppError('too-many-photos')
  const kind = kindOf(said)
  const verdict = await askMayPost(tx, {
    member,
    group,
    inTalk,
    now,
    words,
    hasMoreThanWords: kind !== 'words',
    isToEveryone: said.isToEveryone,
  })
  if (!verdict.ok)
    throw new AppError(verdict.reason, verdict.until && { until: verdict.until.toISOString() })
  if (said.ticketId) await mustBePublic(tx, communityId, said.ticketId)
  const isSeen = checks.words && (await findOpenidSeenLately(tx, personId, now)) !== null
  const hold = await whyHold(work, member, words, photoIds, {
    hasUncheckedPictures: photoIds.length > 0 && checks.words && !(checks.pictures && isSeen),
  })
  const mentions = await knownMentions(tx, communityId, said.mentions ?? [])

  const id = work.newId()
  // From here to the commit the group's row is locked: numbers rise in the order of commits.
  const seq = await nextSeq(tx, communityId, groupId)
  await tx
    .insertInto('message')
    .values({
      community_id: communityId,
      group_id: groupId,
      seq,
      id,
      command_id: said.commandId,
      author_id: personId,
      kind,
      state: hold ? 'held' : 'shown',
      hold_reason: hold,
      words,
      photo_ids: JSON.stringify(photoIds),
      place: said.place ? JSON.stringify(said.place) : null,
      ticket_id: said.ticketId ?? null,
      quote_seq: await knownSeq(tx, communityId, groupId, said.quoteSeq),
      mentions: JSON.stringify(mentions),
      is_to_everyone: said.isToEveryone ?? false,
      at: now,
    })
    .execute()
  await hangPhotos(tx, { communityId, personId, messageId: id, photoIds })
  if (mentions.length > 0)
    await tx
      .insertInto('mention')
      .values(
        mentions.map((mentioned) => ({
          community_id: communityId,
          person_id: mentioned,
          group_id: groupId,
          seq,
        })),
      )
      .execute()
  await readUpTo(tx, { communityId, personId, groupId }, seq, { onlyNext: true })
  await tellOfMessage(
    work,
    group,
    seq,
    hold ? { personIds: [personId], moderators: true } : undefined,
  )
  const hasWords = words !== '' || said.place !== undefined
  if (!hold && isSeen)
    await promiseChecks(work, checks, { communityId, groupId, seq, hasWords, photoIds })
  if (hold) {
    const act = {
      act: 'hold',
      groupId,
      seq,
      subjectId: personId,
      byId: null,
      reason: hold,
    } as const
    await logAct(work, communityId, act)
    await tellThatItWaits(work, communityId, ORDER_TEXT.waitsHeld(group.name), personId)
  }
  return presentOne({ db: tx, now, urlSecret, member, groupId }, seq)
}

const kindOf = ({ photoIds = [], place, ticketId }: Said): MessageKind => {
  if (photoIds.length > 0) return 'photos'
  if (ticketId) return 'ticket'
  return place ? 'place' : 'words'
}

/** A card shows a ticket to the whole group. */
const mustBePublic = async (tx: Tx, communityId: string, ticketId: string): Promise<void> => {
  const ticket = await tx
    .selectFrom('ticket')
    .select(['state', 'is_private'])
    .where('community_id', '=', communityId)
    .where('id', '=', ticketId)
    .executeTakeFirst()
  if (!ticket) throw new AppError('not-found')
  if (!isPublic({ state: ticket.state, isPrivate: ticket.is_private }))
    throw new AppError('ticket-private')
}

const whyHold = async (
  { tx, now }: Work,
  member: Member,
  words: string,
  photoIds: readonly string[],
  { hasUncheckedPictures }: { hasUncheckedPictures: boolean },
): Promise<HoldReason | null> => {
  const { communityId, role, joinedAt } = member
  const keywords = words
    ? await tx
        .selectFrom('keyword_rule')
        .select('words')
        .where('community_id', '=', communityId)
        .execute()
    : []
  return holdReason({
    now,
    role,
    joinedAt,
    hasLink: linksIn(words).length > 0,
    hasCode: await hasCode(tx, communityId, photoIds),
    hasUncheckedPictures,
    matchesKeyword:
      keywordIn(
        words,
        keywords.map((rule) => rule.words),
      ) !== null,
  })
}

const hasCode = async (
  tx: Tx,
  communityId: string,
  photoIds: readonly string[],
): Promise<boolean> => {
  if (photoIds.length === 0) return false
  const withCode = await tx
    .selectFrom('photo')
    .select('id')
    .where('community_id', '=', communityId)
    .where('id', 'in', photoIds)
    .where('has_code', '=', true)
    .executeTakeFirst()
  return withCode !== undefined
}

/** Only people who are here: a name from elsewhere calls nobody. */
const knownMentions = async (
  tx: Tx,
  communityId: string,
  personIds: readonly string[],
): Promise<string[]> => {
  if (personIds.length === 0) return []
  const rows = await tx
    .selectFrom('membership')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('person_id', 'in', personIds)
    .where('left_at', 'is', null)
    .execute()
  return rows.map(({ person_id }) => person_id)
}

const knownSeq = async (
  tx: Tx,
  communityId: string,
  groupId: string,
  seq: number | undefined,
): Promise<number | null> => {
  if (seq === undefined) return null
  const row = await tx
    .selectFrom('message')
    .select('seq')
    .where('community_id', '=', communityId)
    .where('group_id', '=', groupId)
    .where('seq', '=', seq)
    .executeTakeFirst()
  return row?.seq ?? null
}

const nextSeq = async (tx: Tx, communityId: string, groupId: string): Promise<number> => {
  const row = await tx
    .updateTable('chat_group')
    .set((eb) => ({ last_seq: eb('last_seq', '+', 1) }))
    .where('community_id', '=', communityId)
    .where('id', '=', groupId)
    .returning('last_seq')
    .executeTakeFirstOrThrow()
  return row.last_seq
}

const hangPhotos = async (
  tx: Tx,
  {
    communityId,
    personId,
    messageId,
    photoIds,
  }: { communityId: string; personId: string; messageId: string; photoIds: readonly string[] },
): Promise<void> => {
  if (photoIds.length === 0) return
  const hung = await tx
    .updateTable('photo')
    .set({ message_id: messageId })
    .where('community_id', '=', communityId)
    .where('id', 'in', photoIds)
    .where('uploaded_by', '=', personId)
    .where('ticket_id', 'is', null)
    .where('message_id', 'is', null)
    .where('deleted_at', 'is', null)
    .returning('id')
    .execute()
  if (hung.length !== photoIds.length) throw new AppError('photo-unknown')
}
