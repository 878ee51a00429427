import { wasSeenLately } from '../../../domain/group/content-check'
import type { Db } from '../../ports/work'
import { findSeenInWechat } from './identity-repository'

/** Who somebody is in WeChat, if they used the mini-app so lately that WeChat answers about them; otherwise null. */
export const findOpenidSeenLately = async (
  db: Db,
  personId: string,
  now: Date,
): Promise<string | null> => {
  const seen = await findSeenInWechat(db, personId)
  return seen && wasSeenLately(seen.last_seen_at, now) ? seen.openid : null
}
