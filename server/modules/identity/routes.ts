import type { identityRoutes } from '../../../contract/identity'
import type { Deps } from '../../deps'
import type { Handlers } from '../../handlers'
import { listInbox, readInbox } from '../inbox/read-inbox'
import { AppError } from '../../ports/app-error'
import { inWork } from '../../commands'
import { changeSurname } from './change-surname'
import { deleteMe } from './delete-me'
import { keepConsent } from './identity-repository'
import {
  endSession,
  keepSubscriptions,
  listSessions,
  makeSignInCode,
  rotateSession,
} from './keep-session'
import { exportMe } from './export-me'
import { listSamplePeople } from './list-sample-people'
import { presentMe } from './present-me'
import { verifyPhone } from './verify-phone'
import { signInAsSample, signInWithCode, signInWithWechat } from './sign-in'

const done = { ok: true } as const

export const identityHandlers = (deps: Deps): Handlers<typeof identityRoutes> => ({
  getStart: () =>
    Promise.resolve({
      isSample: deps.config.isSample,
      hasWechat: deps.config.wechat !== undefined,
      notice: deps.config.notice,
      subscribeTemplates: Object.entries(deps.config.wechat?.templates ?? {}).map(
        ([key, templateId]) => ({ key, templateId }),
      ),
      mapTiles: deps.config.mapTiles,
      ...(deps.config.helpNumbers && { helpNumbers: deps.config.helpNumbers }),
    }),
  signInWithWechat: ({ body, device }) => signInWithWechat(deps, { ...body, device }),
  signInWithCode: ({ body, device }) => signInWithCode(deps, { ...body, device }),
  listSamplePeople: () => listSamplePeople(deps),
  signInAsSample: ({ body, device }) => signInAsSample(deps, { ...body, device }),
  rotateSession: ({ caller }) => rotateSession(deps, caller),
  signOut: async ({ caller }, { db, now }) => {
    await endSession(db, caller.personId, caller.sessionId, now)
    deps.bus.tell({ communityIds: [], personIds: [caller.personId] })
    return done
  },
  listSessions: async ({ caller }, { db, now }) => ({ items: await listSessions(db, caller, now) }),
  revokeSession: async ({ caller, params }, { tx, now, lookAgainAt }) => {
    await endSession(tx, caller.personId, params.sessionId, now)
    lookAgainAt(caller.personId)
    return done
  },
  makeSignInCode: ({ caller }, { tx, now }) => makeSignInCode(tx, caller.personId, now),
  getMe: ({ caller }, { db }) => presentMe(db, caller.personId),
  updateMe: async ({ caller, body }, work) => {
    await changeSurname(work, caller.personId, body.surname)
    return presentMe(work.tx, caller.personId)
  },
  giveConsent: async ({ caller, body }, { tx, now }) => {
    if (body.noticeVersion !== deps.config.notice.version)
      throw new AppError('consent-required', { noticeVersion: deps.config.notice.version })
    await keepConsent(tx, caller.personId, body.noticeVersion, now)
    return presentMe(tx, caller.personId)
  },
  exportMe: ({ caller }, { db, now }) => exportMe(db, caller, now),
  deleteMe: async ({ caller }) => {
    await inWork(deps, (work) => deleteMe(work, caller))
    return done
  },
  listInbox: ({ caller, query }, { db }) => listInbox(db, caller, query),
  readInbox: ({ caller, body }, { tx, now }) => readInbox(tx, caller, body.inboxIds, now),
  verifyPhone: async ({ caller, body }) => {
    await verifyPhone(deps, caller, body.code)
    return done
  },
  keepSubscriptions: async ({ caller, body }, work) => {
    await keepSubscriptions(work, caller.personId, body.answers)
    return done
  },
})
