import { create } from 'zustand'
import type { Me, Membership } from '../../contract/identity'
import { readStored, store } from '@/platform/storage'
import { useSession } from './session'

const KEY = 'community'
const isText = (value: unknown): value is string => typeof value === 'string'

/** Which of my communities the screens show; remembered, because one person may be in several. */
const useChoice = create<{ communityId: string | null }>(() => ({
  communityId: readStored(KEY, isText),
}))

export const chooseCommunity = (communityId: string): void => {
  store(KEY, communityId)
  useChoice.setState({ communityId })
}

const choose = (
  memberships: readonly Membership[],
  communityId: string | null,
): Membership | null =>
  memberships.find((one) => one.communityId === communityId) ?? memberships[0] ?? null

/** My membership in the community that is shown now; null before joining any. */
export const useMembership = (): Membership | null => {
  const communityId = useChoice((state) => state.communityId)
  return useSession(({ session }) =>
    session.is === 'signed-in' ? choose(session.me.memberships, communityId) : null,
  )
}

/** Whether somebody keeps order in a community; the server decides again with every call. */
export const keepsOrderIn = ({ isOperator, memberships }: Me, communityId: string): boolean =>
  isOperator ||
  memberships.some((one) => one.communityId === communityId && one.role === 'moderator')

/** A community whose desk an operator looks at, who is a member of none. */
export interface Desk {
  communityId: string
  name: string
}
const DESKS = 'desks'
const DESKS_KEPT = 6
const isDesks = (value: unknown): value is Desk[] =>
  Array.isArray(value) &&
  value.every((one) => typeof one === 'object' && one !== null && 'communityId' in one)

/** The desks opened on this phone, the latest first. */
export const useDesks = create<{ desks: Desk[] }>(() => ({
  desks: readStored(DESKS, isDesks) ?? [],
}))

export const rememberDesk = ({ communityId, name }: Desk): void => {
  const others = useDesks.getState().desks.filter((one) => one.communityId !== communityId)
  const desks = [{ communityId, name }, ...others].slice(0, DESKS_KEPT)
  store(DESKS, desks)
  useDesks.setState({ desks })
}
