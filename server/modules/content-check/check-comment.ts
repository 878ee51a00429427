import { mustWait, partsToCheck, worstOf } from '../../../domain/group/content-check'
import { inWork } from '../../commands'
import type { Deps } from '../../deps'
import { findCommentToCheck, holdComment } from '../announcements/held-comments'
import { findOpenidSeenLately } from '../identity/seen-in-wechat'
import { afterNoAnswer, DONE, type Kept } from './message-to-check'

/** Asks WeChat about a comment under an announcement, as about what is said in a group. */
export const checkComment =
  (deps: Deps) =>
  async (
    communityId: string,
    { announcementId, commentId }: { announcementId: string; commentId: string },
  ): Promise<Kept> => {
    const { db } = deps.database
    const where = { communityId, announcementId, commentId }
    const comment = await findCommentToCheck(db, where)
    const openid = comment && (await findOpenidSeenLately(db, comment.authorId, deps.clock.now()))
    if (!comment || !openid) return DONE
    const answers = await Promise.all(
      partsToCheck(comment.words).map((words) => deps.wechat.checkWords({ openid, words })),
    )
    const suggestions = answers.flatMap((one) => (one.is === 'checked' ? [one.suggests] : []))
    if (mustWait(worstOf(suggestions))) {
      await inWork(deps, (work) => holdComment(work, where))
      return DONE
    }
    const missing = answers.find((one) => one.is === 'wrong' || one.is === 'try-later')
    return missing ? afterNoAnswer(missing) : DONE
  }
