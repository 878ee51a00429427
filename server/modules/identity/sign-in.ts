import type { Session } from '../../../contract/identity'
import type { Deps } from '../../deps'
import { AppError } from '../../ports/app-error'
import type { Tx } from '../../ports/work'
import { takeUpOffice } from '../communities/take-up-office'
import { mustSay } from '../must-say'
import { addPerson } from './add-person'
import { nameTheNameless } from './change-surname'
import {
  findNewestConsent,
  findSignInCode,
  findWechatPerson,
  forgetPerson,
  keepConsent,
  keepWechatIdentity,
  useSignInCode,
} from './identity-repository'
import { openSession } from './open-session'
import { hashOf, normalCode } from './secrets'

type SignInDeps = Pick<Deps, 'database' | 'clock' | 'newId' | 'wechat' | 'config'>

const mustAgree = ({ config }: SignInDeps, noticeVersion: string | undefined): string => {
  if (noticeVersion !== config.notice.version)
    throw new AppError('consent-required', { noticeVersion: config.notice.version })
  return noticeVersion
}

const WECHAT_ERRORS = { off: 'wechat-off', refused: 'wechat-refused', busy: 'wechat-busy' } as const

/** With a code of wx.login. Whoever is new must have agreed to the privacy notice; otherwise nothing is stored. */
export const signInWithWechat = async (
  deps: SignInDeps,
  asked: { code: string; noticeVersion?: string; device: string },
): Promise<Session> => {
  const answer = await deps.wechat.signIn(asked.code)
  if (answer.is !== 'signed-in') throw new AppError(WECHAT_ERRORS[answer.is])
  const now = deps.clock.now()
  return deps.database.db.transaction().execute(async (tx) => {
    const personId = await personOf(tx, deps, answer, asked.noticeVersion, now)
    const session = { personId, device: asked.device, isInWechat: true }
    return openSession(tx, { ...session, now, newId: deps.newId })
  })
}

const personOf = async (
  tx: Tx,
  deps: SignInDeps,
  wechat: { openid: string; unionid?: string | null },
  noticeVersion: string | undefined,
  now: Date,
): Promise<string> => {
  const known = await findWechatPerson(tx, wechat.openid)
  if (known) {
    await keepWechatIdentity(tx, { ...wechat, personId: known.person_id, now })
    if (noticeVersion === deps.config.notice.version)
      await keepConsent(tx, known.person_id, noticeVersion, now)
    return known.person_id
  }
  const added = await addPerson(
    tx,
    { newId: deps.newId, now },
    { surname: '', noticeVersion: mustAgree(deps, noticeVersion) },
  )
  const owner = await keepWechatIdentity(tx, { ...wechat, personId: added, now })
  // Two first sign-ins at once: whoever was first is the person, and the other never was.
  if (owner !== added) await forgetPerson(tx, added)
  return owner
}

/** With a one-time code: made on one’s own phone, or an operator’s invitation to an office. */
export const signInWithCode = async (
  deps: SignInDeps,
  asked: { code: string; noticeVersion?: string; surname?: string; device: string },
): Promise<Session> => {
  const codeHash = hashOf(normalCode(asked.code))
  const now = deps.clock.now()
  return deps.database.db.transaction().execute(async (tx) => {
    const personId =
      (await withOwnCode(tx, deps, { ...asked, codeHash, now })) ??
      (await withInvitation(tx, deps, { ...asked, codeHash, now }))
    return openSession(tx, { personId, device: asked.device, now, newId: deps.newId })
  })
}

interface CodeAsked {
  codeHash: string
  noticeVersion?: string
  surname?: string
  now: Date
}

const withOwnCode = async (
  tx: Tx,
  deps: SignInDeps,
  { codeHash, noticeVersion, surname, now }: CodeAsked,
): Promise<string | null> => {
  const personId = await useSignInCode(tx, codeHash, now)
  if (!personId) {
    const known = await findSignInCode(tx, codeHash)
    if (known?.used_at) throw new AppError('code-used')
    return null
  }
  // Somebody whom the command line made has agreed to nothing yet; a refusal here leaves the code unused.
  const hasAgreed = (await findNewestConsent(tx, personId)) !== undefined
  if (!hasAgreed || noticeVersion === deps.config.notice.version)
    await keepConsent(tx, personId, mustAgree(deps, noticeVersion), now)
  if (surname?.trim()) await nameTheNameless(tx, personId, surname.trim())
  return personId
}

const withInvitation = async (
  tx: Tx,
  deps: SignInDeps,
  { codeHash, noticeVersion, surname, now }: CodeAsked,
): Promise<string> => {
  const invitation = await tx
    .selectFrom('invitation')
    .select(['kind', 'uses_left', 'expires_at'])
    .where('code_hash', '=', codeHash)
    .where('kind', '!=', 'resident')
    .executeTakeFirst()
  if (!invitation || invitation.expires_at <= now) throw new AppError('wrong-code')
  if (invitation.uses_left < 1) throw new AppError('code-used')
  const agreed = mustAgree(deps, noticeVersion)
  const name = mustSay(surname ?? '', 'surname')
  const personId = await addPerson(
    tx,
    { newId: deps.newId, now },
    { surname: name, noticeVersion: agreed },
  )
  await takeUpOffice(tx, { codeHash, personId, surname: name, now })
  return personId
}

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
