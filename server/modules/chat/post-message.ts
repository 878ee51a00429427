import type { Message, MessagePlace } from '../../../contract/chat'
import { keywordIn } from '../../../domain/group/keywords'
import type { HoldReason, MessageKind } from '../../../domain/group/names'
import { holdReason, linksIn, TALK } from '../../../domain/group/talk'
import { isPublic } from '../../../domain/ticket/visibility'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Reading } from '../../handlers'
import type { Db, Tx, Work } from '../../ports/work'
import { promiseChecks, type ContentChecks } from '../content-check/promise-checks'
import { findOpenidSeenLately } from '../identity/seen-in-wechat'
import { logAct, tellThatItWaits } from '../order/tell-of-order'
import { ORDER_TEXT } from '../order/text'
import { readOwn } from './group-seat'
import type { GroupRow } from './in-talk'
import { askMayPost, findGround } from './posting-facts'
import type { MessageRow } from './message-repository'
import { presentMessages } from './present-message'
import { eyesOf } from './read-messages'
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

/** Where somebody speaks, and what the server's setting asks there. */
interface Speaking {
  member: Member
  groupId: string
  checks: ContentChecks
}

/** A message that may be said, as it would be read back, but for what it is given when it is kept. */
export interface DecidedMessage {
  member: Member
  group: GroupRow
  row: Omit<MessageRow, 'seq' | 'id' | 'at'>
  /** WeChat knows who says it, and can be asked about it. */
  isSeen: boolean
}

/**
 * Whether it may be said. Asked before the transaction: while others wait for the group's row, it would cost
 * them all. Who is muted in this same moment may have been heard before it.
 */
export const decideMessage = async (
  { db, now }: Reading,
  { member, groupId, checks }: Speaking,
  said: Said,
): Promise<DecidedMessage> => {
  const { communityId, personId, role } = member
  const ground = await findGround(db, member, groupId, now)
  const words = said.words?.trim() ?? ''
  const photoIds = [...(said.photoIds ?? [])]
  if (photoIds.length > TALK.photosAtMost) throw new AppError('too-many-photos')
  const kind = kindOf(said)
  const verdict = askMayPost(member, ground, now, {
    words,
    hasMoreThanWords: kind !== 'words',
    isToEveryone: said.isToEveryone,
  })
  if (!verdict.ok)
    throw new AppError(verdict.reason, verdict.until && { until: verdict.until.toISOString() })
  const ticket = said.ticketId ? await mustFindPublicTicket(db, communityId, said.ticketId) : null
  const quoted = await findQuoted(db, communityId, groupId, said.quoteSeq)
  const isSeen = checks.words && (await findOpenidSeenLately(db, personId, now)) !== null
  const hold = holdReason({
    now,
    role,
    joinedAt: member.joinedAt,
    hasLink: linksIn(words).length > 0,
    hasCode: await hasCode(db, communityId, photoIds),
    hasUncheckedPictures: photoIds.length > 0 && checks.words && !(checks.pictures && isSeen),
    matchesKeyword: keywordIn(words, ground.keywords) !== null,
  })
  const row = {
    ...NOTHING_BESIDE,
    community_id: communityId,
    group_id: groupId,
    command_id: said.commandId,
    author_id: personId,
    author_name: role === 'operator' ? null : member.nickname,
    author_role: role === 'operator' ? null : role,
    kind,
    state: hold ? 'held' : 'shown',
    hold_reason: hold,
    words,
    photo_ids: photoIds,
    place: said.place ?? null,
    ticket_id: said.ticketId ?? null,
    quote_seq: quoted?.quoted_seq ?? null,
    mentions: await knownMentions(db, communityId, said.mentions ?? []),
    is_to_everyone: said.isToEveryone ?? false,
    ...quoted,
    ...ticket,
  } as const
  return { member, group: ground.group, row, isSeen }
}

interface Kept extends DecidedMessage {
  row: MessageRow
}

/** Numbers, stores and tells what was said in one group, one message of each author; answers as each of them sees it. */
export const keepMessages = async (
  work: Work,
  decided: readonly DecidedMessage[],
  { urlSecret, checks }: { urlSecret: string; checks: ContentChecks },
): Promise<Message[]> => {
  const kept = await store(work, decided)
  await readOwn(
    work.tx,
    kept.map(({ member, group, row }) => ({
      seat: { ...member, groupId: group.id },
      seq: row.seq,
    })),
  )
  const answers: Message[] = []
  for (const one of kept) {
    await follow(work, one, checks)
    const eyes = eyesOf({ urlSecret, now: work.now, member: one.member })
    answers.push(...(await presentMessages(work.tx, [one.row], eyes)))
  }
  return answers
}

/** From here to the commit the group's row is locked: numbers rise in the order of commits. */
const store = async (
  { tx, now, newId }: Work,
  decided: readonly DecidedMessage[],
): Promise<Kept[]> => {
  const [first] = decided
  if (!first) return []
  const rows = decided.map(({ row }) => ({ ...row, id: newId(), at: now }))
  const stored = await tx
    .with('numbered', (numbering) =>
      numbering
        .updateTable('chat_group')
        .set((eb) => ({ last_seq: eb('last_seq', '+', rows.length) }))
        .where('community_id', '=', first.group.community_id)
        .where('id', '=', first.group.id)
        .returning('last_seq'),
    )
    .insertInto('message')
    .values(({ selectFrom }) =>
      rows.map((row, at) => ({
        community_id: row.community_id,
        group_id: row.group_id,
        seq: selectFrom('numbered').select((eb) =>
          eb('numbered.last_seq', '-', rows.length - 1 - at).as('seq'),
        ),
        id: row.id,
        command_id: row.command_id,
        author_id: row.author_id,
        kind: row.kind,
        state: row.state,
        hold_reason: row.hold_reason,
        words: row.words,
        photo_ids: JSON.stringify(row.photo_ids),
        place: row.place && JSON.stringify(row.place),
        ticket_id: row.ticket_id,
        quote_seq: row.quote_seq,
        mentions: JSON.stringify(row.mentions),
        is_to_everyone: row.is_to_everyone,
        at: row.at,
      })),
    )
    .returning('seq')
    .execute()
  const firstSeq = Math.min(...stored.map(({ seq }) => seq))
  return decided.map(({ member, group, isSeen }, at) => {
    const row = rows[at]
    if (!row) throw new Error('one row was made of each message')
    return { member, group, isSeen, row: { ...row, seq: firstSeq + at } }
  })
}

/** What belongs to one message: its pictures, whom it calls, who is told, who has to look at it. */
const follow = async (
  work: Work,
  { member, group, row, isSeen }: Kept,
  checks: ContentChecks,
): Promise<void> => {
  const { communityId, personId } = member
  const { seq, hold_reason: hold, mentions, photo_ids: photoIds } = row
  await hangPhotos(work.tx, { communityId, personId, messageId: row.id, photoIds })
  await noteMentions(work.tx, mentions, { community_id: communityId, group_id: group.id, seq })
  await tellOfMessage(
    work,
    group,
    seq,
    hold ? { personIds: [personId], moderators: true } : undefined,
  )
  if (hold) await tellOfHold(work, group, { seq, authorId: personId, hold })
  else if (isSeen) {
    const hasWords = row.words !== '' || row.place !== null
    await promiseChecks(work, checks, { communityId, groupId: group.id, seq, hasWords, photoIds })
  }
}

const tellOfHold = async (
  work: Work,
  group: GroupRow,
  { seq, authorId, hold }: { seq: number; authorId: string; hold: HoldReason },
): Promise<void> => {
  const { community_id: communityId, id: groupId } = group
  const act = { act: 'hold', groupId, seq, subjectId: authorId, byId: null, reason: hold } as const
  await logAct(work, communityId, act)
  await tellThatItWaits(work, communityId, ORDER_TEXT.waitsHeld(group.name), authorId)
}

const noteMentions = async (
  tx: Tx,
  personIds: readonly string[],
  where: { community_id: string; group_id: string; seq: number },
): Promise<void> => {
  if (personIds.length === 0) return
  await tx
    .insertInto('mention')
    .values(personIds.map((person_id) => ({ ...where, person_id })))
    .execute()
}

const kindOf = ({ photoIds = [], place, ticketId }: Said): MessageKind => {
  if (photoIds.length > 0) return 'photos'
  if (ticketId) return 'ticket'
  return place ? 'place' : 'words'
}

/** A card shows a ticket to the whole group. */
const mustFindPublicTicket = async (db: Db, communityId: string, ticketId: string) => {
  const ticket = await db
    .selectFrom('ticket')
    .innerJoin('category', 'category.id', 'ticket.category_id')
    .select([
      'ticket.number as ticket_number',
      'ticket.state as ticket_state',
      'ticket.closed_how as ticket_closed_how',
      'ticket.is_private as ticket_is_private',
      'category.name as ticket_category',
    ])
    .where('ticket.community_id', '=', communityId)
    .where('ticket.id', '=', ticketId)
    .executeTakeFirst()
  if (!ticket) throw new AppError('not-found')
  if (!isPublic({ state: ticket.ticket_state, isPrivate: ticket.ticket_is_private }))
    throw new AppError('ticket-private')
  return ticket
}

const hasCode = async (
  db: Db,
  communityId: string,
  photoIds: readonly string[],
): Promise<boolean> => {
  if (photoIds.length === 0) return false
  const withCode = await db
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
  db: Db,
  communityId: string,
  personIds: readonly string[],
): Promise<string[]> => {
  if (personIds.length === 0) return []
  const rows = await db
    .selectFrom('membership')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('person_id', 'in', personIds)
    .where('left_at', 'is', null)
    .execute()
  return rows.map(({ person_id }) => person_id)
}

const findQuoted = (db: Db, communityId: string, groupId: string, seq: number | undefined) =>
  seq === undefined
    ? undefined
    : db
        .selectFrom('message as quoted')
        .leftJoin('membership as quoted_author', (join) =>
          join
            .onRef('quoted_author.community_id', '=', 'quoted.community_id')
            .onRef('quoted_author.person_id', '=', 'quoted.author_id'),
        )
        .select([
          'quoted.seq as quoted_seq',
          'quoted.words as quoted_words',
          'quoted.kind as quoted_kind',
          'quoted.state as quoted_state',
          'quoted.author_id as quoted_author_id',
          'quoted_author.nickname as quoted_author_name',
        ])
        .where('quoted.community_id', '=', communityId)
        .where('quoted.group_id', '=', groupId)
        .where('quoted.seq', '=', seq)
        .executeTakeFirst()

/** What a message without quote and ticket has of them. */
const NOTHING_BESIDE = {
  quoted_words: null,
  quoted_kind: null,
  quoted_state: null,
  quoted_author_id: null,
  quoted_author_name: null,
  ticket_number: null,
  ticket_state: null,
  ticket_closed_how: null,
  ticket_is_private: null,
  ticket_category: null,
} as const

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
