import type { SamplePerson, SessionInfo } from '../../../contract/identity'
import type { Invitation } from '../../../contract/communities'
import { ApiError } from '@/api/api-error'
import { call } from '@/api/client'
import { newCommandId } from '@/platform/ids'
import { nowMs } from '@/platform/now'
import { saveTextFile, type Saved } from '@/platform/save-file'
import { wechatCode } from '@/platform/wechat'
import { endSession, keepMe, keepSession, refreshMe } from '@/stores/session'
import { useConsent } from './consent'

/** WeChat gave no code: nothing has been asked of the server yet. */
export class WechatSilent extends Error {}

export const signInWithWechat = async (): Promise<void> => {
  const code = await wechatCode()
  if (!code) throw new WechatSilent('no code')
  keepSession(await call('signInWithWechat', { body: { code, ...agreed() } }), nowMs())
}

export const signInWithCode = async (code: string, surname: string): Promise<void> => {
  const said = surname.trim()
  const body = { code, ...agreed(), ...(said && { surname: said }) }
  keepSession(await call('signInWithCode', { body }), nowMs())
}

export const signInAsSample = async (personId: string): Promise<void> =>
  keepSession(await call('signInAsSample', { body: { personId } }), nowMs())

const agreed = (): { noticeVersion?: string } => {
  const { version } = useConsent.getState()
  return version ? { noticeVersion: version } : {}
}

export const listSamplePeople = async (): Promise<SamplePerson[]> =>
  (await call('listSamplePeople', {})).items

/** What a code invites to; null for one that is no invitation, such as a sign-in code of one's own. */
export const findInvitation = async (code: string): Promise<Invitation | null> => {
  try {
    return await call('getInvitation', { params: { code } })
  } catch (error) {
    if (error instanceof ApiError && error.code === 'invitation-over') return null
    throw error
  }
}

/** Agrees to a new version of the notice. */
export const giveConsent = async (noticeVersion: string): Promise<void> =>
  keepMe(await call('giveConsent', { body: { commandId: newCommandId(), noticeVersion } }))

/** The phone forgets at once; the server is told, and a session that it does not hear of runs out by itself. */
export const signOut = async (): Promise<void> => {
  const told = call('signOut', {}).catch(() => undefined)
  endSession('left')
  await told
}

export const changeSurname = async (surname: string): Promise<void> =>
  keepMe(await call('updateMe', { body: { commandId: newCommandId(), surname: surname.trim() } }))

export const listSessions = async (): Promise<SessionInfo[]> =>
  (await call('listSessions', {})).items

export const endOtherSession = async (sessionId: string): Promise<void> => {
  await call('revokeSession', { params: { sessionId }, body: { commandId: newCommandId() } })
}

export const makeSignInCode = () => call('makeSignInCode', { body: { commandId: newCommandId() } })

export const exportMyData = async (): Promise<Saved> => {
  const data = await call('exportMe', {})
  const name = `jinlin-${data.madeAt.slice(0, 10)}.json`
  return saveTextFile(name, JSON.stringify(data, null, 2))
}

export const deleteAccount = async (): Promise<void> => {
  await call('deleteMe', { body: { confirm: '注销' } })
  endSession('left')
}

export const leaveCommunity = async (communityId: string): Promise<void> => {
  await call('leaveCommunity', { params: { communityId }, body: { commandId: newCommandId() } })
  await refreshMe()
}

/** Proves my phone number, once for everywhere. */
export const provePhone = (code: string): Promise<unknown> =>
  call('verifyPhone', { body: { code } })
