import type { Session } from '../../../contract/identity'
import type { NewId } from '../../ports/ids'
import type { Db } from '../../ports/work'
import { presentMe } from './present-me'
import { hashOf, newToken } from './secrets'

const SESSION_MS = 30 * 24 * 3_600_000
/** A phone that lost the answer of a rotation still holds the old token for a moment. */
export const OLD_TOKEN_MS = 60_000

export const sessionEnd = (now: Date): Date => new Date(now.getTime() + SESSION_MS)

/** A new session for somebody who has just shown who they are. */
export const openSession = async (
  tx: Db,
  {
    personId,
    device,
    isInWechat = false,
    now,
    newId,
  }: {
    personId: string
    device: string
    /** WeChat itself said who this is, so using the session is being seen by WeChat. */
    isInWechat?: boolean
    now: Date
    newId: NewId
  },
): Promise<Session> => {
  const token = newToken()
  const expiresAt = sessionEnd(now)
  await tx
    .insertInto('session')
    .values({
      id: newId(),
      person_id: personId,
      token_hash: hashOf(token),
      previous_hash: null,
      previous_until: null,
      device,
      in_wechat: isInWechat,
      created_at: now,
      last_seen_at: now,
      expires_at: expiresAt,
      revoked_at: null,
    })
    .execute()
  return { token, expiresAt: expiresAt.toISOString(), me: await presentMe(tx, personId) }
}
