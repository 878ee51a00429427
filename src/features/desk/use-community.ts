import { useEffect } from 'react'
import { named, useLiveReading } from '@/stores/use-live-reading'
import { useLoaded } from '@/stores/use-loaded'
import { loadCommunity } from './actions'

/** The community with its grids, buildings and how many wait; read again when people apply, come and go. */
export const useCommunity = (communityId: string) => {
  const loaded = useLoaded(() => loadCommunity(communityId))
  const { reload } = loaded
  useEffect(() => void reload(), [communityId, reload])
  useLiveReading(communityId, named('application.changed', 'membership.changed'), reload)
  return loaded
}
