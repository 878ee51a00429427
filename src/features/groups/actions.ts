import type { Announcement } from '../../../contract/announcements'
import type { Community, GroupCard, Happening } from '../../../contract/communities'
import { call } from '@/api/client'

/** Everything the group page shows, read together so that it is drawn once. */
export interface Overview {
  community: Community
  announcements: Announcement[]
  groups: GroupCard[]
  happenings: Happening[]
}

const SHOWN_ANNOUNCEMENTS = 3
/** However many are pinned, the newest have their place. */
const SHOWN_PINNED = 2
const SHOWN_HAPPENINGS = 12

export const loadOverview = async (communityId: string): Promise<Overview> => {
  const params = { communityId }
  const [community, announcements, groups, happenings] = await Promise.all([
    call('getCommunity', { params }),
    call('listAnnouncements', { params, query: { limit: SHOWN_ANNOUNCEMENTS } }),
    call('listGroups', { params }),
    call('listHappenings', { params, query: { limit: SHOWN_HAPPENINGS } }),
  ])
  return {
    community,
    announcements: firstOf(announcements.items),
    groups: groups.items,
    happenings: happenings.items,
  }
}

const firstOf = (announcements: readonly Announcement[]): Announcement[] => [
  ...announcements.filter(({ isPinned }) => isPinned).slice(0, SHOWN_PINNED),
  ...announcements.filter(({ isPinned }) => !isPinned),
]
