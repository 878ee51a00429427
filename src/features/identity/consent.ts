import { create } from 'zustand'
import type { Me, Start } from '../../../contract/identity'
import { readStored, store } from '@/platform/storage'

const KEY = 'agreed-notice'
const isText = (value: unknown): value is string => typeof value === 'string'

/**
 * Which version of the privacy notice was agreed to on this phone. Nothing personal is sent before,
 * and whoever agreed is not asked again until the notice changes.
 */
export const useConsent = create<{ version: string | null }>(() => ({
  version: readStored(KEY, isText),
}))

export const agreeTo = (version: string): void => {
  store(KEY, version)
  useConsent.setState({ version })
}

export const takeBackConsent = (): void => useConsent.setState({ version: null })

/** Somebody who is signed in, and has agreed to another notice than the one that holds now. */
export const mustAgreeAgain = (me: Me | null, start: Start | null): boolean =>
  me !== null && start !== null && me.noticeVersion !== start.notice.version
