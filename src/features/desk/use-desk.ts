import { create } from 'zustand'
import { readStored, store } from '@/platform/storage'
import { chooseCommunity, useMembership } from '@/stores/community'
import { useMe } from '@/stores/session'
import { whichDesk, type Desk } from './which-desk'

const KEY = 'desk-community'
const isText = (value: unknown): value is string => typeof value === 'string'

const useLatest = create<{ communityId: string | null }>(() => ({
  communityId: readStored(KEY, isText),
}))

/** Another community's desk; what the other tabs show goes along where one is a member of it. */
export const openDesk = (communityId: string): void => {
  store(KEY, communityId)
  useLatest.setState({ communityId })
  chooseCommunity(communityId)
}

/** The desk of the community in the page's address, else of the current one. Null before anybody has signed in. */
export const useDesk = (communityId: string | undefined): Desk | null => {
  const me = useMe()
  const current = useMembership()
  const latestId = useLatest((state) => state.communityId)
  if (!me) return null
  return whichDesk(me, {
    ...(communityId && { communityId }),
    ...(current && { currentId: current.communityId }),
    latestId,
  })
}
