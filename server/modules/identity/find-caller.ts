import type { Caller } from '../../ports/caller'
import type { Db } from '../../ports/work'
import { findSessionByHash, findSessionById, touchSession } from './identity-repository'
import { hashOf } from './secrets'

/** When a session was last used is kept to five minutes, so that reading does not mean writing. */
const TOUCH_EVERY_MS = 5 * 60_000

/** Who holds this token; null when it is unknown, ended, or its person is gone. */
export const findCaller = async (db: Db, token: string, now: Date): Promise<Caller | null> => {
  const session = await findSessionByHash(db, hashOf(token), now)
  if (!session) return null
  if (now.getTime() - session.last_seen_at.getTime() > TOUCH_EVERY_MS)
    await touchSession(db, session.id, now)
  return { personId: session.person_id, sessionId: session.id, isOperator: session.is_operator }
}

/** Who holds this session, whatever its token has become; null when it has ended or its person is gone. */
export const findCallerOfSession = async (
  db: Db,
  sessionId: string,
  now: Date,
): Promise<Caller | null> => {
  const session = await findSessionById(db, sessionId, now)
  if (!session) return null
  return { personId: session.person_id, sessionId: session.id, isOperator: session.is_operator }
}
