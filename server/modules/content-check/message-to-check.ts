import type { Db } from '../../ports/work'

export interface Where {
  communityId: string
  groupId: string
  seq: number
}

/** What the group sees and somebody said; what waits, was hidden or taken back needs no check. */
export const findToCheck = async (db: Db, { communityId, groupId, seq }: Where) => {
  const message = await db
    .selectFrom('message')
    .select(['author_id', 'words', 'place'])
    .where('community_id', '=', communityId)
    .where('group_id', '=', groupId)
    .where('seq', '=', seq)
    .where('state', '=', 'shown')
    .executeTakeFirst()
  if (!message?.author_id) return null
  return {
    authorId: message.author_id,
    words: [message.words, message.place?.name ?? ''].filter(Boolean).join('\n'),
  }
}

/** What came of one promise, as the outbox wants to hear it. */
export type Kept = { is: 'done' } | { is: 'later'; why: string } | { is: 'dead'; why: string }
export const DONE = { is: 'done' } as const

export const afterNoAnswer = (
  answer: { is: 'wrong'; errcode: number } | { is: 'try-later'; errcode: number | null },
): Kept =>
  answer.is === 'wrong'
    ? { is: 'dead', why: `wechat ${answer.errcode}` }
    : { is: 'later', why: `wechat ${answer.errcode ?? 'no answer'}` }
