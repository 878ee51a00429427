import { sql, type RawBuilder } from 'kysely'
import type { HiddenMessage } from '../../../contract/order'
import type { MessageState } from '../../../domain/group/names'
import { mayAnswerHidden, mayAppealHidden } from '../../../domain/group/order'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Db, Work } from '../../ports/work'
import { mustFindGroup } from '../chat/in-talk'
import { readSome } from '../chat/read-messages'
import { tellOfMessage } from '../chat/tell-of-message'
import { lockMessage } from './judge-message'
import { countModeratorsBeside } from './sanction-repository'
import { announceOrder, logAct, tellSubject, tellThatItWaits } from './tell-of-order'
import { ORDER_TEXT } from './text'

interface Reading {
  db: Db
  now: Date
  urlSecret: string
  member: Member
}

interface Row {
  group_id: string
  seq: number
  group_name: string
  author_id: string | null
  state: MessageState
  hide_reason: string | null
  hidden_by: string | null
  hider_name: string | null
  hidden_at: Date | null
  words: string | null
  at: Date | null
  answer_words: string | null
  answered_at: Date | null
}

const AT_MOST = 100

/** Messages with the last time that they were hidden, and what was said against it. */
const find = async (db: Db, communityId: string, wanted: RawBuilder<unknown>): Promise<Row[]> => {
  const { rows } = await sql<Row>`
    select message.group_id, message.seq::int as seq, chat_group.name as group_name,
      message.author_id, message.state,
      hide.reason as hide_reason, hide.by_id as hidden_by, hider.nickname as hider_name, hide.at as hidden_at,
      appeal.words, appeal.at, appeal.answer_words, appeal.answered_at
    from message
    join chat_group on chat_group.community_id = message.community_id and chat_group.id = message.group_id
    left join message_appeal appeal on appeal.community_id = message.community_id
      and appeal.group_id = message.group_id and appeal.seq = message.seq
    left join lateral (
      select reason, by_id, at from order_act
      where order_act.community_id = message.community_id and order_act.group_id = message.group_id
        and order_act.message_seq = message.seq and order_act.act = 'hide'
      order by order_act.at desc limit 1) hide on true
    left join membership hider on hider.community_id = message.community_id and hider.person_id = hide.by_id
    where message.community_id = ${communityId} and ${wanted}
    order by coalesce(appeal.at, hide.at, message.at) desc, message.seq desc
    limit ${AT_MOST}
  `.execute(db)
  return rows
}

const isWaiting = ({ at, answered_at, state }: Row): boolean =>
  at !== null && answered_at === null && state === 'hidden'

/** Who could look again beside whoever hid it; its author cannot. */
const countOthers = (db: Db, communityId: string, { hidden_by, author_id }: Row): Promise<number> =>
  countModeratorsBeside(db, communityId, hidden_by, author_id)

const presentAll = async (reading: Reading, rows: readonly Row[]): Promise<HiddenMessage[]> => {
  const { db, member } = reading
  const said = await readSome(
    reading,
    rows.map(({ group_id, seq }) => ({ groupId: group_id, seq })),
  )
  const presented = await Promise.all(
    rows.map(async (row): Promise<HiddenMessage | null> => {
      const message = said.find((one) => one.groupId === row.group_id && one.seq === row.seq)
      if (!message) return null
      const isAuthor = row.author_id === member.personId
      return {
        message,
        groupName: row.group_name,
        reason: row.hide_reason ?? '',
        byName: row.hider_name ?? ORDER_TEXT.street,
        hiddenAt: row.hidden_at?.toISOString() ?? message.at,
        appealWords: row.words,
        appealedAt: row.at?.toISOString() ?? null,
        answer: row.answer_words,
        answeredAt: row.answered_at?.toISOString() ?? null,
        mayAppeal: mayAppealHidden({
          isAuthor,
          state: row.state,
          hasAppealed: row.at !== null,
          words: '…',
        }).ok,
        mayAnswer: mayAnswerHidden({
          role: member.role,
          isAuthor,
          hidIt: row.hidden_by === member.personId,
          otherModerators: await countOthers(db, member.communityId, row),
          isWaiting: isWaiting(row),
          words: '…',
        }).ok,
      }
    }),
  )
  return presented.flatMap((one) => (one ? [one] : []))
}

/** What of mine is hidden, or was and I said something against it. */
export const listMyHidden = async (reading: Reading): Promise<HiddenMessage[]> => {
  const { communityId, personId } = reading.member
  const rows = await find(
    reading.db,
    communityId,
    sql`message.author_id = ${personId} and (message.state = 'hidden' or appeal.at is not null)`,
  )
  return presentAll(reading, rows)
}

/** Appeals that wait; whoever shows the message again has answered. */
export const listHiddenAppeals = async (reading: Reading): Promise<HiddenMessage[]> => {
  const rows = await find(
    reading.db,
    reading.member.communityId,
    sql`appeal.at is not null and appeal.answered_at is null and message.state = 'hidden'`,
  )
  return presentAll(reading, rows)
}

interface Where {
  member: Member
  groupId: string
  seq: number
  urlSecret: string
}

const lockOne = async ({ tx }: Work, { member, groupId, seq }: Where): Promise<Row> => {
  const { communityId } = member
  await lockMessage(tx, communityId, groupId, seq)
  const [row] = await find(
    tx,
    communityId,
    sql`message.group_id = ${groupId} and message.seq = ${seq}`,
  )
  if (!row) throw new AppError('not-found')
  return row
}

const presentAfter = async (work: Work, where: Where): Promise<HiddenMessage> => {
  const { tx: db, now } = work
  const { member, urlSecret } = where
  const [one] = await presentAll({ db, now, urlSecret, member }, [await lockOne(work, where)])
  if (!one) throw new AppError('not-found')
  return one
}

/** The author asks once for another look; to others there is nothing to appeal against. */
export const appealMessage = async (
  work: Work,
  where: Where,
  words: string,
): Promise<HiddenMessage> => {
  const { tx, now } = work
  const { member, groupId, seq } = where
  const { communityId, personId } = member
  const row = await lockOne(work, where)
  if (row.author_id !== personId) throw new AppError('not-found')
  const verdict = mayAppealHidden({
    isAuthor: true,
    state: row.state,
    hasAppealed: row.at !== null,
    words,
  })
  if (!verdict.ok) throw new AppError(verdict.reason)
  await tx
    .insertInto('message_appeal')
    .values({
      community_id: communityId,
      group_id: groupId,
      seq,
      person_id: personId,
      words: words.trim(),
      at: now,
      answer_words: null,
      answered_by: null,
      answered_at: null,
    })
    .execute()
  await logAct(work, communityId, {
    act: 'appeal',
    groupId,
    seq,
    subjectId: personId,
    byId: personId,
  })
  const others = await countOthers(tx, communityId, row)
  await tellThatItWaits(
    work,
    communityId,
    ORDER_TEXT.waitsAppeal,
    others > 0 ? row.hidden_by : null,
  )
  return presentAfter(work, where)
}

/** Restores the message or keeps it hidden; its author reads why. */
export const answerMessageAppeal = async (
  work: Work,
  where: Where,
  { answer, words }: { answer: 'restore' | 'keep'; words: string },
): Promise<HiddenMessage> => {
  const { tx, now } = work
  const { member, groupId, seq } = where
  const { communityId, personId, role } = member
  const row = await lockOne(work, where)
  const verdict = mayAnswerHidden({
    role,
    isAuthor: row.author_id === personId,
    hidIt: row.hidden_by === personId,
    otherModerators: await countOthers(tx, communityId, row),
    isWaiting: isWaiting(row),
    words,
  })
  if (!verdict.ok) throw new AppError(verdict.reason)
  const said = words.trim()
  await tx
    .updateTable('message_appeal')
    .set({ answer_words: said, answered_by: personId, answered_at: now })
    .where('community_id', '=', communityId)
    .where('group_id', '=', groupId)
    .where('seq', '=', seq)
    .execute()
  await logAct(work, communityId, {
    act: answer === 'restore' ? 'show' : 'uphold',
    groupId,
    seq,
    subjectId: row.author_id,
    byId: personId,
    reason: said,
  })
  if (answer === 'restore') {
    await tx
      .updateTable('message')
      .set({ state: 'shown' })
      .where('community_id', '=', communityId)
      .where('group_id', '=', groupId)
      .where('seq', '=', seq)
      .execute()
    await tellOfMessage(work, await mustFindGroup(tx, communityId, groupId), seq)
  }
  const news = answer === 'restore' ? ORDER_TEXT.restored : ORDER_TEXT.keptHidden
  await tellSubject(work, communityId, row.author_id, news(row.group_name, said))
  await announceOrder(work, communityId)
  return presentAfter(work, where)
}
