import type { Session } from '../../../contract/identity'
import type { Deps } from '../../deps'
import { AppError } from '../../ports/app-error'
import type { Tx } from '../../ports/work'
import { takeUpOffice } from '../communities/take-up-office'
import { findWechatPerson, keepConsent } from './identity-repository'
import { openSession } from './open-session'
import { hashOf, normalCode } from './secrets'

type SignInDeps = Pick<Deps, 'database' | 'clock' | 'newId' | 'wechat' | 'config'>

const mustAgree = ({ config }: SignInDeps, noticeVersion: string | undefined): string => {
  if (noticeVersion !== config.notice.version)
    throw new AppError('consent-required', { noticeVersion: config.notice.version })
  return noticeVersion
}

/** A person and their consent are stored together or not at all (PIPL art. 13, 14). */
const addPerson = async (
  tx: Tx,
  deps: SignInDeps,
  { surname, noticeVersion, now }: { surname: string; noticeVersion: string; now: Date },
): Promise<string> => {
  const id = deps.newId()
  await tx
    .insertInto('person')
    .values({
      id,
      surname,
      created_at: now,
      deleted_at: null,
      sample_name: null,
      sample_who: null,
      sample_can_try: null,
    })
    .execute()
  await keepConsent(tx, id, noticeVersion, now)
  return id
}

/** With a code of wx.login. Whoever is new must have agreed to the privacy notice; otherwise nothing is stored. */
export const signInWithWechat = async (
  deps: SignInDeps,
  asked: { code: string; noticeVersion?: string; device: string },
): Promise<Session> => {
  const answer = await deps.wechat.signIn(asked.code)
  if (answer.is !== 'signed-in') throw new AppError(WECHAT_ERRORS[answer.is])
  const now = deps.clock.now()
  return deps.database.db.transaction().execute(async (tx) => {
    const known = await findWechatPerson(tx, answer.openid)
    const personId =
      known?.person_id ??
      (await addPerson(tx, deps, {
        surname: '',
        noticeVersion: mustAgree(deps, asked.noticeVersion),
        now,
      }))
    await tx
      .insertInto('wechat_identity')
      .values({
        openid: answer.openid,
        person_id: personId,
        unionid: answer.unionid ?? null,
        last_seen_at: now,
      })
      .onConflict((conflict) => conflict.column('openid').doUpdateSet({ last_seen_at: now }))
      .execute()
    return openSession(tx, { personId, device: asked.device, now, newId: deps.newId })
  })
}

const WECHAT_ERRORS = { off: 'wechat-off', refused: 'wechat-refused', busy: 'wechat-busy' } as const

/** With a one-time code: made on one’s own phone, or an operator’s invitation to an office. */
export const signInWithCode = async (
  deps: SignInDeps,
  asked: { code: string; noticeVersion?: string; surname?: string; device: string },
): Promise<Session> => {
  const codeHash = hashOf(normalCode(asked.code))
  const now = deps.clock.now()
  return deps.database.db.transaction().execute(async (tx) => {
    const own = await tx
      .updateTable('sign_in_code')
      .set({ used_at: now })
      .where('code_hash', '=', codeHash)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('person_id')
      .executeTakeFirst()
    if (own) {
      if (asked.noticeVersion === deps.config.notice.version)
        await keepConsent(tx, own.person_id, asked.noticeVersion, now)
      return openSession(tx, {
        personId: own.person_id,
        device: asked.device,
        now,
        newId: deps.newId,
      })
    }
    if (await wasUsed(tx, codeHash)) throw new AppError('code-used')

    const invitation = await tx
      .selectFrom('invitation')
      .select('kind')
      .where('code_hash', '=', codeHash)
      .where('kind', '!=', 'resident')
      .where('uses_left', '>', 0)
      .where('expires_at', '>', now)
      .executeTakeFirst()
    if (!invitation) throw new AppError('wrong-code')
    const noticeVersion = mustAgree(deps, asked.noticeVersion)
    const surname = asked.surname?.trim()
    if (!surname) throw new AppError('bad-request', [{ field: 'surname', rule: 'required' }])
    const personId = await addPerson(tx, deps, { surname, noticeVersion, now })
    await takeUpOffice(tx, { codeHash, personId, surname, now })
    return openSession(tx, { personId, device: asked.device, now, newId: deps.newId })
  })
}

const wasUsed = async (tx: Tx, codeHash: string): Promise<boolean> =>
  (await tx
    .selectFrom('sign_in_code')
    .select('used_at')
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is not', null)
    .executeTakeFirst()) !== undefined

/** As a person of the sample town; impossible unless the sample is on, and only as somebody made for it. */
export const signInAsSample = async (
  deps: SignInDeps,
  asked: { personId: string; device: string },
): Promise<Session> => {
  if (!deps.config.isSample) throw new AppError('sample-off')
  const now = deps.clock.now()
  return deps.database.db.transaction().execute(async (tx) => {
    const person = await tx
      .selectFrom('person')
      .select('id')
      .where('id', '=', asked.personId)
      .where('sample_name', 'is not', null)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (!person) throw new AppError('not-found')
    return openSession(tx, { personId: person.id, device: asked.device, now, newId: deps.newId })
  })
}
