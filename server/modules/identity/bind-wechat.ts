import type { Tx } from '../../ports/work'
import { keepWechatIdentity } from './identity-repository'

/** Lets somebody who is here already sign in with their WeChat account; one that has an owner stays theirs. */
export const bindWechat = async (
  tx: Tx,
  { personId, openid, now }: { personId: string; openid: string; now: Date },
): Promise<void> => {
  await keepWechatIdentity(tx, { personId, openid, now })
}
