import type { KeywordRule } from '../../../contract/order'
import { KEYWORDS_AT_MOST } from '../../../domain/group/order'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Db, Work } from '../../ports/work'
import { mustSay } from '../must-say'
import { announceOrder, logAct } from './tell-of-order'
import { ORDER_TEXT } from './text'

export const listKeywordRules = async (db: Db, communityId: string): Promise<KeywordRule[]> => {
  const rows = await db
    .selectFrom('keyword_rule')
    .leftJoin('membership', (join) =>
      join
        .onRef('membership.community_id', '=', 'keyword_rule.community_id')
        .onRef('membership.person_id', '=', 'keyword_rule.made_by'),
    )
    .select(['keyword_rule.id', 'keyword_rule.words', 'keyword_rule.at', 'membership.nickname'])
    .where('keyword_rule.community_id', '=', communityId)
    .orderBy('keyword_rule.at', 'desc')
    .orderBy('keyword_rule.id', 'desc')
    .execute()
  return rows.map(({ id, words, at, nickname }) => ({
    ruleId: id,
    words,
    madeByName: nickname ?? ORDER_TEXT.street,
    at: at.toISOString(),
  }))
}

/** The same words twice are one rule. */
export const addKeywordRule = async (
  work: Work,
  { communityId, personId }: Member,
  typed: string,
): Promise<KeywordRule[]> => {
  const words = mustSay(typed, 'words')
  const known = await listKeywordRules(work.tx, communityId)
  if (known.some((rule) => rule.words === words)) return known
  if (known.length >= KEYWORDS_AT_MOST) throw new AppError('too-many-keywords')
  await work.tx
    .insertInto('keyword_rule')
    .values({
      community_id: communityId,
      id: work.newId(),
      words,
      made_by: personId,
      at: work.now,
    })
    .execute()
  await logAct(work, communityId, { act: 'add-keyword', byId: personId, reason: words })
  await announceOrder(work, communityId)
  return listKeywordRules(work.tx, communityId)
}

export const removeKeywordRule = async (
  work: Work,
  { communityId, personId }: Member,
  ruleId: string,
): Promise<KeywordRule[]> => {
  const removed = await work.tx
    .deleteFrom('keyword_rule')
    .where('community_id', '=', communityId)
    .where('id', '=', ruleId)
    .returning('words')
    .executeTakeFirst()
  if (removed) {
    await logAct(work, communityId, {
      act: 'remove-keyword',
      byId: personId,
      reason: removed.words,
    })
    await announceOrder(work, communityId)
  }
  return listKeywordRules(work.tx, communityId)
}
