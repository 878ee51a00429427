import type { SessionInfo } from '../../../contract/identity'
import type { Deps } from '../../deps'
import type { Caller } from '../../ports/caller'
import type { Db, Work } from '../../ports/work'
import { AppError } from '../../ports/app-error'
import { findSessionsOf } from './identity-repository'
import { OLD_TOKEN_MS, sessionEnd } from './open-session'
import { hashOf, newCode, newToken } from './secrets'

const CODE_MS = 10 * 60_000

/** A new token for the same session. The old one holds a minute longer, for a phone that did not hear the answer. */
export const rotateSession = async (
  { database, clock }: Pick<Deps, 'database' | 'clock'>,
  caller: Caller,
): Promise<{ token: string; expiresAt: string }> => {
  const token = newToken()
  const now = clock.now()
  const expiresAt = sessionEnd(now)
  await database.db
    .updateTable('session')
    .set((eb) => ({
      token_hash: hashOf(token),
      previous_hash: eb.ref('token_hash'),
      previous_until: new Date(now.getTime() + OLD_TOKEN_MS),
      expires_at: expiresAt,
    }))
    .where('id', '=', caller.sessionId)
    .execute()
  return { token, expiresAt: expiresAt.toISOString() }
}

export const endSession = async (
  db: Db,
  personId: string,
  sessionId: string,
  now: Date,
): Promise<void> => {
  const ended = await db
    .updateTable('session')
    .set({ revoked_at: now })
    .where('id', '=', sessionId)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!ended) throw new AppError('not-found')
}

export const listSessions = async (db: Db, caller: Caller, now: Date): Promise<SessionInfo[]> =>
  (await findSessionsOf(db, caller.personId, now)).map((one) => ({
    sessionId: one.id,
    device: one.device,
    createdAt: one.created_at.toISOString(),
    lastSeenAt: one.last_seen_at.toISOString(),
    isThisOne: one.id === caller.sessionId,
  }))

/** A one-time code to sign in on another device; an older unused one ends with it. */
export const makeSignInCode = async (
  tx: Db,
  personId: string,
  now: Date,
  goodForMs = CODE_MS,
): Promise<{ code: string; expiresAt: string }> => {
  const code = newCode()
  const expiresAt = new Date(now.getTime() + goodForMs)
  await tx
    .deleteFrom('sign_in_code')
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .execute()
  await tx
    .insertInto('sign_in_code')
    .values({
      code_hash: hashOf(code),
      person_id: personId,
      created_at: now,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute()
  return { code, expiresAt: expiresAt.toISOString() }
}

/** What the person answered in WeChat; each accept is good for one message. */
export const keepSubscriptions = async (
  { tx, now }: Work,
  personId: string,
  answers: readonly { key: string; answer: 'accept' | 'reject' | 'ban' | 'filter' }[],
): Promise<void> => {
  for (const { key, answer } of answers) {
    const accepted = answer === 'accept' ? 1 : 0
    const refusedAt = answer === 'accept' ? null : now
    await tx
      .insertInto('subscription')
      .values({
        person_id: personId,
        template_key: key,
        accepted_count: accepted,
        refused_at: refusedAt,
      })
      .onConflict((conflict) =>
        conflict.columns(['person_id', 'template_key']).doUpdateSet((eb) => ({
          accepted_count: eb('subscription.accepted_count', '+', accepted),
          refused_at: refusedAt,
        })),
      )
      .execute()
  }
}
