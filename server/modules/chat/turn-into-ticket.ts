import type { TicketMark } from '../../../contract/chat'
import type { IssuePlace } from '../../../contract/tickets'
import { TALK, TICKET_WORDS } from '../../../domain/group/talk'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Tx, Work } from '../../ports/work'
import { advanceTicket } from '../tickets/advance-ticket'
import { reportIssue } from '../tickets/report-issue'
import { mustBeInGroup } from './in-talk'
import { messagesOf, type MessageRow } from './message-repository'
import { presentOne } from './read-messages'
import { tellMessagesOfTicket } from './tell-messages-of-ticket'
import { CHAT_TEXT } from './text'

interface Asked {
  commandId: string
  seqs: readonly number[]
  categoryId: string
  words?: string
  place?: IssuePlace
}

/** From talk to ticket: what several messages say together becomes one issue, and they carry its state from now on. */
export const turnIntoTicket = async (
  work: Work,
  { member, groupId, urlSecret }: { member: Member; groupId: string; urlSecret: string },
  asked: Asked,
): Promise<TicketMark> => {
  const { tx, now } = work
  const { communityId } = member
  await mustBeInGroup(tx, member, groupId, now)
  const said = await findSaid(tx, communityId, groupId, asked.seqs)
  const photoIds = said.flatMap(({ photo_ids }) => photo_ids)
  const characters = [...(asked.words ?? wordsOf(said)).trim()]
  const messageIds = said.map(({ id }) => id)
  const ticketId = await reportIssue(
    work,
    member,
    {
      commandId: asked.commandId,
      categoryId: asked.categoryId,
      words: characters.slice(0, TICKET_WORDS).join(''),
      photoIds: photoIds.slice(0, TALK.photosAtMost),
      place: asked.place ?? (await placeOf(tx, communityId, said)),
      // It was said before the whole group, by name.
      isAnonymous: false,
      isPrivate: false,
    },
    {
      messageIds,
      authorIds: [...new Set(said.flatMap(({ author_id }) => author_id ?? []))],
    },
  )
  await addTheRest(work, member, ticketId, {
    words: characters.slice(TICKET_WORDS).join(''),
    photoIds: photoIds.slice(TALK.photosAtMost),
    messageIds,
  })
  await tx
    .updateTable('message')
    .set({ ticket_id: ticketId })
    .where('community_id', '=', communityId)
    .where('group_id', '=', groupId)
    .where('seq', 'in', asked.seqs)
    .execute()
  await tellMessagesOfTicket(work, communityId, ticketId)
  const first = await presentOne({ db: tx, now, urlSecret, member, groupId }, said[0]?.seq ?? 0)
  if (!first.ticket) throw new Error('a ticket just made from a message is marked on it')
  return first.ticket
}

/** Nothing that was said is lost: what one issue does not hold stands right under it. */
const addTheRest = async (
  work: Work,
  { personId, role, gridCodes, communityId }: Member,
  ticketId: string,
  rest: { words: string; photoIds: readonly string[]; messageIds: readonly string[] },
): Promise<void> => {
  let { words, photoIds } = rest
  while (words || photoIds.length > 0) {
    await advanceTicket(
      work,
      { personId, role, gridCodes },
      communityId,
      ticketId,
      {
        step: 'comment',
        words: words || CHAT_TEXT.restOfPhotos,
        photoIds: photoIds.slice(0, TALK.photosAtMost),
      },
      rest.messageIds,
    )
    words = ''
    photoIds = photoIds.slice(TALK.photosAtMost)
  }
}

/** Locked, so that two who press at once do not make two tickets. */
const findSaid = async (
  tx: Tx,
  communityId: string,
  groupId: string,
  seqs: readonly number[],
): Promise<MessageRow[]> => {
  const locked = await tx
    .selectFrom('message')
    .select(['seq', 'ticket_id', 'state'])
    .where('community_id', '=', communityId)
    .where('group_id', '=', groupId)
    .where('seq', 'in', seqs)
    .forUpdate()
    .execute()
  if (locked.length !== seqs.length || locked.some(({ state }) => state !== 'shown'))
    throw new AppError('message-gone')
  if (locked.some(({ ticket_id }) => ticket_id !== null)) throw new AppError('already-a-ticket')
  return messagesOf(tx, communityId, groupId)
    .where('message.seq', 'in', seqs)
    .orderBy('message.seq')
    .execute()
}

const wordsOf = (said: readonly MessageRow[]): string =>
  said
    .map(({ words }) => words)
    .filter(Boolean)
    .join('\n')

/** A place that somebody sent, or else the building of the first author. */
const placeOf = async (
  tx: Tx,
  communityId: string,
  said: readonly MessageRow[],
): Promise<IssuePlace> => {
  const sent = said.find(({ place }) => place !== null)?.place
  if (sent) return { by: 'pin', point: sent.point, text: sent.name }
  const authorId = said.find(({ author_id }) => author_id !== null)?.author_id
  const home = authorId
    ? await tx
        .selectFrom('membership')
        .innerJoin('building', (join) =>
          join
            .onRef('building.community_id', '=', 'membership.community_id')
            .onRef('building.name', '=', 'membership.building'),
        )
        .select(['building.id', 'membership.unit'])
        .where('membership.community_id', '=', communityId)
        .where('membership.person_id', '=', authorId)
        .executeTakeFirst()
    : undefined
  if (!home) throw new AppError('place-needed')
  return { by: 'building', buildingId: home.id, ...(home.unit && { unit: home.unit }) }
}
