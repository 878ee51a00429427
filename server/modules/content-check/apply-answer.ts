import { mustWait, type Suggestion } from '../../../domain/group/content-check'
import { inWork } from '../../commands'
import type { Deps } from '../../deps'
import { holdAfterCheck } from '../order/judge-message'

/** What failed may be mended a little later: our server was not reached, or WeChat was busy. */
const ASK_AGAIN_AFTER_MS = 5 * 60_000

/** Applies what WeChat thinks of a picture, once. `unknown`: its number is not, or not yet, kept here. */
export const applyPictureAnswer = (
  deps: Deps,
  { traceId, outcome }: { traceId: string; outcome: Suggestion | 'failed' },
): Promise<'applied' | 'applied-before' | 'unknown'> =>
  inWork(deps, async (work) => {
    const { tx, now } = work
    const ask = await tx
      .selectFrom('content_check')
      .select(['community_id', 'group_id', 'seq', 'photo_id', 'answered_at'])
      .where('trace_id', '=', traceId)
      .forUpdate()
      .executeTakeFirst()
    if (!ask) return 'unknown'
    if (ask.answered_at) return 'applied-before'
    const { community_id: communityId, group_id: groupId, seq, photo_id: photoId } = ask
    await tx
      .updateTable('content_check')
      .set({ answered_at: now, outcome })
      .where('community_id', '=', communityId)
      .where('trace_id', '=', traceId)
      .execute()
    if (outcome === 'failed')
      await work.promise(
        communityId,
        'wechat.check-picture',
        { groupId, seq, photoId },
        new Date(now.getTime() + ASK_AGAIN_AFTER_MS),
      )
    else if (mustWait(outcome)) await holdAfterCheck(work, { communityId, groupId, seq })
    return 'applied'
  })
