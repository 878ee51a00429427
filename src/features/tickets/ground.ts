import { create } from 'zustand'
import type { Building } from '../../../contract/communities'
import type { Point } from '../../../contract/route'
import { call } from '@/api/client'
import { readStored, store } from '@/platform/storage'

/** What one must know of a community to say where something is; kept on the phone, so that it is there without a network. */
export interface Ground {
  communityId: string
  center: Point | null
  buildings: Building[]
}

const KEY = 'ground'
const isGround = (value: unknown): value is Ground =>
  typeof value === 'object' && value !== null && 'communityId' in value && 'buildings' in value

const useGrounds = create<{ ground: Ground | null }>(() => ({ ground: readStored(KEY, isGround) }))

export const useGround = (communityId: string): Ground | null =>
  useGrounds(({ ground }) => (ground?.communityId === communityId ? ground : null))

/** Buildings seldom change: what is known is shown at once, and read again behind it. */
export const loadGround = async (communityId: string): Promise<void> => {
  const { center, buildings } = await call('getCommunity', { params: { communityId } })
  const ground: Ground = { communityId, center, buildings }
  store(KEY, ground)
  useGrounds.setState({ ground })
}
