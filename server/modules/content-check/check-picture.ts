import {
  CONTENT_CHECK,
  nextAboutPicture,
  waitsUnchecked,
} from '../../../domain/group/content-check'
import { inWork } from '../../commands'
import type { Deps } from '../../deps'
import type { Db, Work } from '../../ports/work'
import { findOpenidSeenLately } from '../identity/seen-in-wechat'
import { pictureAddress } from '../media/picture-address'
import { holdAfterCheck } from '../order/judge-message'
import { afterNoAnswer, DONE, findToCheck, type Kept, type Where } from './message-to-check'

interface Picture extends Where {
  photoId: string
}

/**
 * Asks WeChat about one picture, and looks again later whether it answered. Where it does not answer, the
 * picture of somebody new waits for a moderator.
 */
export const checkPicture =
  (deps: Deps) =>
  async (communityId: string, asked: Omit<Picture, 'communityId'>): Promise<Kept> => {
    const { db } = deps.database
    const now = deps.clock.now()
    const picture = { communityId, ...asked }
    const message = await findToCheck(db, picture)
    if (!message || !(await isThere(db, picture))) return DONE
    const next = nextAboutPicture(await findAsks(db, picture), now)
    if (next === 'nothing') return DONE
    const openid = await findOpenidSeenLately(db, message.authorId, now)
    if (next === 'do-without' || !openid) return doWithout(deps, picture, message.authorId)
    const answer = await deps.wechat.checkPicture({ openid, url: addressFor(deps, picture, now) })
    switch (answer.is) {
      case 'asked':
        await inWork(deps, (work) => keepAsk(work, picture, answer.traceId))
        return DONE
      case 'not-seen':
      case 'off':
        return doWithout(deps, picture, message.authorId)
      case 'wrong':
      case 'try-later':
        return afterNoAnswer(answer)
    }
  }

/**
 * Of the largest size that we keep, which is far below WeChat's ten megabytes. WeChat fetches within half an
 * hour; the address opens nothing any more soon after.
 */
const addressFor = (
  { config, urlSecret }: Deps,
  { communityId, photoId }: Picture,
  now: Date,
): string =>
  config.publicUrl +
  pictureAddress(urlSecret, {
    communityId,
    photoId,
    size: 'full',
    now,
    goodForMs: CONTENT_CHECK.answerWithinMs,
  })

const isThere = async (db: Db, { communityId, photoId }: Picture): Promise<boolean> =>
  (await db
    .selectFrom('photo')
    .select('id')
    .where('community_id', '=', communityId)
    .where('id', '=', photoId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()) !== undefined

const findAsks = async (db: Db, { communityId, photoId }: Picture) =>
  (
    await db
      .selectFrom('content_check')
      .select(['asked_at', 'answered_at', 'outcome'])
      .where('community_id', '=', communityId)
      .where('photo_id', '=', photoId)
      .execute()
  ).map(({ asked_at, answered_at, outcome }) => ({
    askedAt: asked_at,
    answeredAt: answered_at,
    outcome,
  }))

const keepAsk = async (
  work: Work,
  { communityId, groupId, seq, photoId }: Picture,
  traceId: string,
): Promise<void> => {
  await work.tx
    .insertInto('content_check')
    .values({
      community_id: communityId,
      trace_id: traceId,
      group_id: groupId,
      seq,
      photo_id: photoId,
      asked_at: work.now,
      answered_at: null,
      outcome: null,
    })
    .execute()
  const later = new Date(work.now.getTime() + CONTENT_CHECK.answerWithinMs)
  await work.promise(communityId, 'wechat.check-picture', { groupId, seq, photoId }, later)
}

const doWithout = async (deps: Deps, where: Where, authorId: string): Promise<Kept> => {
  const author = await deps.database.db
    .selectFrom('membership')
    .select(['role', 'joined_at'])
    .where('community_id', '=', where.communityId)
    .where('person_id', '=', authorId)
    .executeTakeFirst()
  const now = deps.clock.now()
  if (author && waitsUnchecked({ now, role: author.role, joinedAt: author.joined_at }))
    await inWork(deps, (work) => holdAfterCheck(work, where))
  return DONE
}
