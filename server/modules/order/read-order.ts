import { sql } from 'kysely'
import type { Api } from '../../../contract/api'
import type { MessageReport, OrderEntry, Sanction } from '../../../contract/order'
import type { Output } from '../../../contract/route'
import { isInForce } from '../../../domain/group/order'
import type { Member } from '../../ports/caller'
import type { Db } from '../../ports/work'
import { readSome } from '../chat/read-messages'
import { readCursor, writeCursor } from '../paging'
import { listHeldComments } from '../announcements/held-comments'
import { listHiddenAppeals, listMyHidden } from './hidden-messages'
import { isAppealWaiting, presentSanctions, sanctions, timesOf } from './sanction-repository'
import { ORDER_TEXT } from './text'

interface Reading {
  db: Db
  now: Date
  urlSecret: string
  member: Member
}

const SHOWN_AT_MOST = 100
const REPORTS_AT_MOST = 20

interface Waiting {
  group_id: string
  seq: number
  group_name: string
}

/** What is held, or shown and pointed out, the longest waiting first. */
const findWaiting = async (
  db: Db,
  communityId: string,
): Promise<{ rows: Waiting[]; count: number }> => {
  const { rows } = await sql<Waiting & { total: number }>`
    select waiting.group_id, waiting.seq::int as seq, chat_group.name as group_name,
      count(*) over ()::int as total
    from (
      select group_id, seq, at as since from message
      where community_id = ${communityId} and state = 'held'
      union all
      select message.group_id, message.seq, min(report.at) as since
      from message_report report
      join message on message.community_id = report.community_id
        and message.group_id = report.group_id and message.seq = report.seq
      where report.community_id = ${communityId} and report.settled_at is null and message.state = 'shown'
      group by message.group_id, message.seq
    ) waiting
    join chat_group on chat_group.community_id = ${communityId} and chat_group.id = waiting.group_id
    order by waiting.since, waiting.group_id, waiting.seq
    limit ${SHOWN_AT_MOST}
  `.execute(db)
  return { rows, count: rows[0]?.total ?? 0 }
}

const findOpenReports = async (
  db: Db,
  communityId: string,
): Promise<Map<string, MessageReport[]>> => {
  const rows = await db
    .selectFrom('message_report')
    .select(['group_id', 'seq', 'reason', 'words', 'at'])
    .where('community_id', '=', communityId)
    .where('settled_at', 'is', null)
    .orderBy('at')
    .execute()
  const found = new Map<string, MessageReport[]>()
  for (const { group_id, seq, reason, words, at } of rows) {
    const key = keyOf(group_id, seq)
    found.set(key, [...(found.get(key) ?? []), { reason, words, at: at.toISOString() }])
  }
  return found
}

const keyOf = (groupId: string, seq: number): string => `${groupId}/${seq}`

export const listOrderQueue = async (reading: Reading): Promise<Output<Api['listOrderQueue']>> => {
  const { db, member, now } = reading
  const { communityId } = member
  const waiting = await findWaiting(db, communityId)
  const reports = await findOpenReports(db, communityId)
  const said = await readSome(
    reading,
    waiting.rows.map(({ group_id, seq }) => ({ groupId: group_id, seq })),
  )
  const messages = new Map(said.map((message) => [keyOf(message.groupId, message.seq), message]))
  const appeals = await listAppeals(db, member, now)
  const comments = await listHeldComments(db, member)
  const messageAppeals = await listHiddenAppeals(reading)
  return {
    items: waiting.rows.flatMap(({ group_id, seq, group_name }) => {
      const message = messages.get(keyOf(group_id, seq))
      const about = reports.get(keyOf(group_id, seq)) ?? []
      return message
        ? [
            {
              message,
              groupName: group_name,
              reports: about.slice(0, REPORTS_AT_MOST),
              reportCount: about.length,
            },
          ]
        : []
    }),
    appeals,
    messageAppeals,
    comments,
    count: waiting.count + appeals.length + messageAppeals.length + comments.length,
  }
}

const listAppeals = async (db: Db, member: Member, now: Date): Promise<Sanction[]> => {
  const rows = await sanctions(db, member.communityId)
    .where('sanction.appealed_at', 'is not', null)
    .where('sanction.appeal_answered_at', 'is', null)
    .where('sanction.lifted_at', 'is', null)
    .execute()
  return presentSanctions(
    db,
    rows.filter((row) => isAppealWaiting(row, now)),
    { member, now },
  )
}

export const listSanctions = async ({ db, now, member }: Reading): Promise<Sanction[]> => {
  const rows = await sanctions(db, member.communityId)
    .where('sanction.lifted_at', 'is', null)
    .execute()
  return presentSanctions(
    db,
    rows.filter((row) => isInForce(timesOf(row), now)),
    { member, now },
  )
}

const acts = (db: Db, communityId: string) =>
  db
    .selectFrom('order_act')
    .leftJoin('membership as subject', (join) =>
      join
        .onRef('subject.community_id', '=', 'order_act.community_id')
        .onRef('subject.person_id', '=', 'order_act.subject_id'),
    )
    .leftJoin('membership as doer', (join) =>
      join
        .onRef('doer.community_id', '=', 'order_act.community_id')
        .onRef('doer.person_id', '=', 'order_act.by_id'),
    )
    .leftJoin('chat_group', (join) =>
      join
        .onRef('chat_group.community_id', '=', 'order_act.community_id')
        .onRef('chat_group.id', '=', 'order_act.group_id'),
    )
    .selectAll('order_act')
    .select([
      'subject.nickname as subject_name',
      'doer.nickname as doer_name',
      'chat_group.name as group_name',
    ])
    .where('order_act.community_id', '=', communityId)
    .orderBy('order_act.at', 'desc')
    .orderBy('order_act.id', 'desc')

type ActRow = Awaited<ReturnType<ReturnType<typeof acts>['executeTakeFirstOrThrow']>>

const presentAct = (row: ActRow): OrderEntry => ({
  actId: row.id,
  act: row.act,
  groupId: row.group_id,
  groupName: row.group_name,
  messageSeq: row.message_seq,
  subjectName: row.subject_id === null ? null : (row.subject_name ?? ORDER_TEXT.street),
  // Whoever points something out must not have to fear for it.
  byName: row.act === 'report' || row.by_id === null ? null : (row.doer_name ?? ORDER_TEXT.street),
  reason: row.reason,
  at: row.at.toISOString(),
})

export const listOrderActs = async (
  { db, member }: Reading,
  { before, limit = 30 }: { before?: string; limit?: number },
): Promise<Output<Api['listOrderActs']>> => {
  const cursor = readCursor(before)
  let query = acts(db, member.communityId).limit(limit + 1)
  if (cursor)
    query = query.where((eb) =>
      eb.or([
        eb('order_act.at', '<', cursor.at),
        eb.and([eb('order_act.at', '=', cursor.at), eb('order_act.id', '<', cursor.id)]),
      ]),
    )
  const rows = await query.execute()
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(presentAct),
    next: rows.length > limit && last ? writeCursor(last) : null,
  }
}

/** What was decided about me. That somebody pointed at me, and who, stays with those who keep order. */
export const myOrderRecord = async (reading: Reading): Promise<Output<Api['myOrderRecord']>> => {
  const { db, member, now } = reading
  const { communityId, personId } = member
  const mine = await sanctions(db, communityId)
    .where('sanction.person_id', '=', personId)
    .limit(SHOWN_AT_MOST)
    .execute()
  const rows = await acts(db, communityId)
    .where('order_act.subject_id', '=', personId)
    .where('order_act.act', 'not in', ['report', 'dismiss'])
    .limit(SHOWN_AT_MOST)
    .execute()
  return {
    sanctions: await presentSanctions(db, mine, { member, now }),
    hidden: await listMyHidden(reading),
    items: rows.map(presentAct),
  }
}
