import type { Announcement } from '../../../contract/announcements'
import { call } from '@/api/client'

export interface AnnouncementPage {
  items: Announcement[]
  next: string | null
}

export const loadAnnouncements = (
  communityId: string,
  before?: string | null,
): Promise<AnnouncementPage> =>
  call('listAnnouncements', { params: { communityId }, query: before ? { before } : {} })
