import { mustWait, partsToCheck, worstOf } from '../../../domain/group/content-check'
import { inWork } from '../../commands'
import type { Deps } from '../../deps'
import { findOpenidSeenLately } from '../identity/seen-in-wechat'
import { holdAfterCheck } from '../order/judge-message'
import { afterNoAnswer, DONE, findToCheck, type Kept } from './message-to-check'

/**
 * Asks WeChat about the words of one message; what it has doubts about waits for a moderator. Whom WeChat has
 * not seen lately it does not answer about: then the rules that the message passed when it was said are all.
 */
export const checkWords =
  (deps: Deps) =>
  async (
    communityId: string,
    { groupId, seq }: { groupId: string; seq: number },
  ): Promise<Kept> => {
    const { db } = deps.database
    const where = { communityId, groupId, seq }
    const message = await findToCheck(db, where)
    const openid = message && (await findOpenidSeenLately(db, message.authorId, deps.clock.now()))
    if (!message || !openid) return DONE
    const answers = await Promise.all(
      partsToCheck(message.words).map((words) => deps.wechat.checkWords({ openid, words })),
    )
    const suggestions = answers.flatMap((one) => (one.is === 'checked' ? [one.suggests] : []))
    // One bad part is enough, whatever the others are.
    if (mustWait(worstOf(suggestions))) {
      await inWork(deps, (work) => holdAfterCheck(work, where))
      return DONE
    }
    const missing = answers.find((one) => one.is === 'wrong' || one.is === 'try-later')
    return missing ? afterNoAnswer(missing) : DONE
  }
