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
  announcementId?: string
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
  'announcement-reminder': 'to-do',
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
    announcement_id: message.announcementId ?? null,
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
  const page = pageOf(message)
  for (const { person_id } of willing)
    await work.promise(message.communityId, 'wechat.subscribe-message', {
      personId: person_id,
      templateKey,
      page,
      fields: {
        thing1: beginningOf(message.title, THING_LENGTH),
        thing2: beginningOf(message.words, THING_LENGTH) || '请打开小程序查看',
      },
    })
}

/** Where a tap on WeChat's message leads. */
const pageOf = ({ communityId, ticketId, announcementId }: Message): string => {
  if (ticketId) return `resident/ticket/index?communityId=${communityId}&ticketId=${ticketId}`
  if (announcementId)
    return `resident/announcement/index?communityId=${communityId}&announcementId=${announcementId}`
  return 'resident/inbox/index'
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

/**
 * The same message to many, in one statement however many they are. Their open screens are told by the caller,
 * in one event for all of them.
 */
export const tellMany = async (
  work: Work,
  personIds: readonly string[],
  message: Message,
): Promise<void> => {
  if (personIds.length === 0) return
  // Ids are made here and ordered by time: the beginning of one of ours, and an end for each person.
  const beginning = work.newId().slice(0, 19)
  await sql`
    insert into inbox (community_id, person_id, id, kind, title, words, ticket_id, application_id, announcement_id, at, read_at)
    select ${message.communityId}, person.id, (${beginning} || right(md5(${beginning} || person.id::text), 16))::uuid,
      ${message.kind}, ${message.title}, ${message.words}, ${message.ticketId ?? null}::uuid, null,
      ${message.announcementId ?? null}::uuid, ${work.now}, null
    from person
    where person.id in (select one.id::uuid from jsonb_array_elements_text(${JSON.stringify(personIds)}::jsonb) as one (id))
  `.execute(work.tx)
  await promiseWechat(work, personIds, message)
}
