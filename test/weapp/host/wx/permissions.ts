import type { Scope } from '../memory'
import type { Kit } from './kit'
import { WxFailure } from './settle'

/** What an app answers when WeChat says that privacy has to be agreed to first. */
type PrivacyAnswer =
  { event: 'exposureAuthorization' } | { event: 'agree'; buttonId?: string } | { event: 'disagree' }
type NeedPrivacy = (resolve: (answer: PrivacyAnswer) => void, event: { referrer: string }) => void

export interface Permissions {
  wx: Record<string, unknown>
  /** Throws unless the person has agreed to the privacy guide, asking where they have not yet. */
  needPrivacy(name: string): Promise<void>
  /** Throws unless the scope is allowed, asking where it has not been asked yet. */
  needScope(scope: Scope): void
  /** Throws where app.json does not declare the call. */
  needDeclaration(name: string): void
  /** A button with `open-type="agreePrivacyAuthorization"` was tapped. */
  agreeByButton(): void
}

export const createPermissions = ({ api, built, memory, person, process }: Kit): Permissions => {
  const listeners = new Set<NeedPrivacy>()

  const askByApp = (listen: NeedPrivacy, referrer: string): Promise<boolean> =>
    new Promise((resolve) => {
      const answer = (given: PrivacyAnswer) => {
        if (given.event !== 'exposureAuthorization') resolve(given.event === 'agree')
      }
      process.guard('onNeedPrivacyAuthorization', () => listen(answer, { referrer }))
    })

  const needPrivacy = async (name: string): Promise<void> => {
    if (memory.hasAgreedToPrivacy) return
    const [listen] = listeners
    // NOTE: an app that listens must show its own question; where it does not, WeChat shows one.
    const agrees = listen ? await askByApp(listen, name) : person.agreesToPrivacy
    if (!agrees) throw new WxFailure('privacy permission is not authorized', { errno: 104 })
    memory.hasAgreedToPrivacy = true
  }

  const needScope = (scope: Scope): void => {
    if (!memory.scopes.has(scope)) memory.scopes.set(scope, person.allows[scope] ?? true)
    // NOTE: a refusal is remembered; WeChat never asks again, only openSetting can change it.
    if (!memory.scopes.get(scope)) throw new WxFailure('auth deny', { errno: 103 })
  }

  const settings = () => ({ authSetting: Object.fromEntries(memory.scopes) })

  return {
    needPrivacy,
    needScope,
    needDeclaration: (name) => {
      if (built.app.requiredPrivateInfos?.includes(name)) return
      throw new WxFailure(
        'the api need to be declared in the requiredPrivateInfos field in app.json/ext.json',
        { errno: 112 },
      )
    },
    agreeByButton: () => {
      memory.hasAgreedToPrivacy = true
    },
    wx: {
      getSetting: api('getSetting', settings),
      openSetting: api('openSetting', () => {
        // On the settings page the person sets what they now allow.
        for (const scope of memory.scopes.keys())
          memory.scopes.set(scope, person.allows[scope] ?? true)
        return settings()
      }),
      authorize: api('authorize', ({ scope }: { scope: Scope }) => needScope(scope)),
      getPrivacySetting: api('getPrivacySetting', () => ({
        needAuthorization: !memory.hasAgreedToPrivacy,
        privacyContractName: '《近邻小程序隐私保护指引》',
      })),
      requirePrivacyAuthorize: api('requirePrivacyAuthorize', () =>
        needPrivacy('requirePrivacyAuthorize'),
      ),
      openPrivacyContract: api('openPrivacyContract', () => undefined),
      onNeedPrivacyAuthorization: (listener: NeedPrivacy) => {
        listeners.clear() // WeChat keeps the last one
        listeners.add(listener)
      },
      offNeedPrivacyAuthorization: () => listeners.clear(),
    },
  }
}
