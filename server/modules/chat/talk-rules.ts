import type { TalkRules } from '../../../contract/chat'
import { may } from '../../../domain/group/permissions'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Db, Work } from '../../ports/work'

/** What the groups of a community agreed on, and how they welcome; empty where nobody wrote anything. */
export const getTalkRules = async (db: Db, communityId: string): Promise<TalkRules> => {
  const row = await db
    .selectFrom('talk_rules')
    .select(['rules', 'welcome'])
    .where('community_id', '=', communityId)
    .executeTakeFirst()
  return row ?? { rules: '', welcome: '' }
}

const LONG_AGO = new Date(0)

/** Other rules are read anew by everybody before they speak again; where there are none, nobody need read any. */
export const setTalkRules = async (
  { tx, now }: Work,
  { communityId, role }: Member,
  asked: TalkRules,
): Promise<TalkRules> => {
  if (!may(role, 'groups.manage')) throw new AppError('not-allowed')
  const next = { rules: asked.rules.trim(), welcome: asked.welcome.trim() }
  const before = await getTalkRules(tx, communityId)
  const changedAt = next.rules ? now : LONG_AGO
  await tx
    .insertInto('talk_rules')
    .values({ community_id: communityId, ...next, changed_at: changedAt })
    .onConflict((conflict) =>
      conflict.column('community_id').doUpdateSet({
        ...next,
        ...(next.rules !== before.rules && { changed_at: changedAt }),
      }),
    )
    .execute()
  return next
}
