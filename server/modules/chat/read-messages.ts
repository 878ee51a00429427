import { sql } from 'kysely'
import type { Api } from '../../../contract/api'
import type { Message } from '../../../contract/chat'
import type { Output } from '../../../contract/route'
import { keepsOrder } from '../../../domain/group/talk'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Db } from '../../ports/work'
import { mustBeInGroup } from './in-talk'
import { findMessage, messages, messagesOf, seenBy } from './message-repository'
import { presentMessages, type ChatEyes } from './present-message'

export interface Reading {
  db: Db
  now: Date
  urlSecret: string
  member: Member
  groupId: string
}

export const eyesOf = ({ urlSecret, now, member }: Omit<Reading, 'db' | 'groupId'>): ChatEyes => ({
  urlSecret,
  now,
  personId: member.personId,
  keepsOrder: keepsOrder(member.role),
})

type Page = Output<Api['listMessages']>

/** One page of the talk, oldest first: the newest, or what stands before, after or around a message. */
export const listMessages = async (
  reading: Reading,
  {
    before,
    after,
    around,
    limit = 30,
  }: { before?: number; after?: number; around?: number; limit?: number },
): Promise<Page> => {
  const { db, member, groupId, now } = reading
  const { group } = await mustBeInGroup(db, member, groupId, now)
  const page =
    around !== undefined
      ? await readAround(reading, around, limit)
      : after !== undefined
        ? await readAfter(reading, after, limit)
        : await readBefore(reading, before, limit)
  return {
    items: await presentMessages(db, page.rows, eyesOf(reading)),
    hasBefore: page.hasBefore,
    hasAfter: page.hasAfter,
    lastSeq: group.last_seq,
  }
}

const visible = ({ db, member, groupId }: Reading) =>
  messagesOf(db, member.communityId, groupId).where(
    seenBy({ personId: member.personId, keepsOrder: keepsOrder(member.role) }),
  )

const readBefore = async (reading: Reading, before: number | undefined, limit: number) => {
  let query = visible(reading)
    .orderBy('message.seq', 'desc')
    .limit(limit + 1)
  if (before !== undefined) query = query.where('message.seq', '<', before)
  const rows = await query.execute()
  return {
    rows: rows.slice(0, limit).reverse(),
    hasBefore: rows.length > limit,
    hasAfter: before !== undefined,
  }
}

const readAfter = async (reading: Reading, after: number, limit: number) => {
  const rows = await visible(reading)
    .where('message.seq', '>', after)
    .orderBy('message.seq')
    .limit(limit + 1)
    .execute()
  return { rows: rows.slice(0, limit), hasBefore: after > 0, hasAfter: rows.length > limit }
}

/** Half before, half from the message on, so that a quoted one or the first unread stands in its talk. */
const readAround = async (reading: Reading, around: number, limit: number) => {
  const half = Math.ceil(limit / 2)
  const earlier = await readBefore(reading, around, half)
  const later = await readAfter(reading, around - 1, limit - half)
  return {
    rows: [...earlier.rows, ...later.rows],
    hasBefore: earlier.hasBefore,
    hasAfter: later.hasAfter,
  }
}

export const getMessage = async (reading: Reading, seq: number): Promise<Message> => {
  await mustBeInGroup(reading.db, reading.member, reading.groupId, reading.now)
  const row = await visible(reading).where('message.seq', '=', seq).executeTakeFirst()
  const [message] = await presentMessages(reading.db, row ? [row] : [], eyesOf(reading))
  if (!message) throw new AppError('message-gone')
  return message
}

/** As `getMessage`, inside a command that has just written it. */
export const presentOne = async (reading: Reading, seq: number): Promise<Message> => {
  const row = await findMessage(reading.db, reading.member.communityId, reading.groupId, seq)
  const [message] = await presentMessages(reading.db, row ? [row] : [], eyesOf(reading))
  if (!message) throw new AppError('not-found')
  return message
}

/** Messages from several groups, for those who keep order. */
export const readSome = async (
  reading: Omit<Reading, 'groupId'>,
  wanted: readonly { groupId: string; seq: number }[],
): Promise<Message[]> => {
  if (wanted.length === 0) return []
  const pairs = wanted.map(({ groupId, seq }) => sql`(${groupId}::uuid, ${seq}::bigint)`)
  const rows = await messages(reading.db, reading.member.communityId)
    .where(sql<boolean>`(message.group_id, message.seq) in (${sql.join(pairs)})`)
    .execute()
  return presentMessages(reading.db, rows, eyesOf(reading))
}

const FOUND_AT_MOST = 30

/** Newest first. Chinese is found as it stands, without a dictionary: a group is small enough to be read through. */
export const searchMessages = async (
  reading: Reading,
  asked: { q?: string; personId?: string; from?: string; to?: string; before?: number },
): Promise<Output<Api['searchMessages']>> => {
  await mustBeInGroup(reading.db, reading.member, reading.groupId, reading.now)
  const typed = asked.q?.trim()
  let query = visible(reading)
    .where('message.state', 'in', ['shown', 'held'])
    .orderBy('message.seq', 'desc')
    .limit(FOUND_AT_MOST + 1)
  if (typed) query = query.where('message.words', 'ilike', `%${typed.replace(/[\\%_]/g, '\\$&')}%`)
  if (asked.personId) query = query.where('message.author_id', '=', asked.personId)
  if (asked.from) query = query.where('message.at', '>=', new Date(asked.from))
  if (asked.to) query = query.where('message.at', '<', new Date(asked.to))
  if (asked.before) query = query.where('message.seq', '<', asked.before)
  const rows = await query.execute()
  return {
    items: await presentMessages(reading.db, rows.slice(0, FOUND_AT_MOST), eyesOf(reading)),
    hasMore: rows.length > FOUND_AT_MOST,
  }
}
