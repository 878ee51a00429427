import { sql } from 'kysely'
import type { INBOX_KINDS } from '../../../contract/identity'
import type { Work } from '../../ports/work'
import { beginningOf } from './beginning-of'

export type InboxKind = (typeof INBOX_KINDS)[number]

export interface Message {
  communityId: string
  kind: InboxKind
  title: string
  words: string
  ticketId?: string
  applicationId?: string
}

/**
 * Which of WeChat's subscription messages says it outside the app, so that nobody misses their turn.
 * Our names; the templates' ids come from the configuration.
 */
const TEMPLATE_OF: Partial<Record<InboxKind, string>> = {
  'application-waiting': 'to-do',
  'ticket-new': 'to-do',
  'ticket-dispatched': 'to-do',
  'application-admitted': 'progress',
  'application-refused': 'progress',
  'ticket-step': 'progress',
  'ticket-to-confirm': 'to-confirm',
}
/** A `thing` of a WeChat template holds 20 characters. */
const THING_LENGTH = 20

/** Puts a message into the inboxes of these people, tells their open screens, and promises WeChat's message to those who agreed to one. */
export const tellPeople = async (
  work: Work,
  personIds: readonly (string | null)[],
  message: Message,
): Promise<void> => {
  const people = [...new Set(personIds.filter((id) => id !== null))]
  if (people.length === 0) return
  const rows = people.map((personId) => ({
    community_id: message.communityId,
    person_id: personId,
    id: work.newId(),
    kind: message.kind,
    title: message.title,
    words: message.words,
    ticket_id: message.ticketId ?? null,
    application_id: message.applicationId ?? null,
    at: work.now,
    read_at: null,
  }))
  await work.tx.insertInto('inbox').values(rows).execute()
  for (const row of rows)
    await work.announce(
      message.communityId,
      { name: 'inbox.added', inboxId: row.id },
      { personIds: [row.person_id] },
    )
  await promiseWechat(work, people, message)
}

const promiseWechat = async (
  work: Work,
  people: readonly string[],
  message: Message,
): Promise<void> => {
  const templateKey = TEMPLATE_OF[message.kind]
  if (!templateKey) return
  // One agreement is good for one message: it is used up here, so that two messages never share it.
  const willing = await work.tx
    .updateTable('subscription')
    .set((eb) => ({ accepted_count: eb('accepted_count', '-', 1) }))
    .where('person_id', 'in', people)
    .where('template_key', '=', templateKey)
    .where('accepted_count', '>', 0)
    .returning('person_id')
    .execute()
  const place = message.ticketId
    ? `?communityId=${message.communityId}&ticketId=${message.ticketId}`
    : ''
  for (const { person_id } of willing)
    await work.promise(message.communityId, 'wechat.subscribe-message', {
      personId: person_id,
      templateKey,
      page: message.ticketId ? `resident/ticket/index${place}` : 'resident/inbox/index',
      fields: {
        thing1: beginningOf(message.title, THING_LENGTH),
        thing2: beginningOf(message.words, THING_LENGTH) || '请打开小程序查看',
      },
    })
}

export const findModeratorIds = async (
  { tx }: Pick<Work, 'tx'>,
  communityId: string,
): Promise<string[]> => {
  const rows = await tx
    .selectFrom('membership')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('role', '=', 'moderator')
    .where('left_at', 'is', null)
    .execute()
  return rows.map((row) => row.person_id)
}

/** The same message to every member but the one who sends it, in one statement however many they are. */
export const tellEveryMember = async (
  work: Work,
  message: Message,
  exceptId: string,
): Promise<void> => {
  // Ids are made here and ordered by time: the beginning of one of ours, and an end for each person.
  const beginning = work.newId().slice(0, 19)
  await sql`
    insert into inbox (community_id, person_id, id, kind, title, words, ticket_id, application_id, at, read_at)
    select community_id, person_id, (${beginning} || right(md5(${beginning} || person_id::text), 16))::uuid,
      ${message.kind}, ${message.title}, ${message.words}, null, null, ${work.now}, null
    from membership
    where community_id = ${message.communityId} and left_at is null and person_id <> ${exceptId}
  `.execute(work.tx)
}
