import type { InboxItem } from '../../../contract/identity'

/** The page that a message leads to. */
export interface Where {
  page: string
  query?: Record<string, string>
}

/** A message about a ticket or an announcement leads to it; the others to where something is to be decided or read. */
export const whereTo = ({ kind, communityId, ticketId, announcementId }: InboxItem): Where => {
  if (ticketId) return { page: 'resident/ticket/index', query: { communityId, ticketId } }
  if (announcementId)
    return { page: 'resident/announcement/index', query: { communityId, announcementId } }
  switch (kind) {
    case 'application-waiting':
      return { page: 'desk/applications/index', query: { communityId } }
    case 'application-refused':
      return { page: 'resident/join/index', query: { communityId } }
    case 'announcement':
      return { page: 'resident/announcements/index', query: { communityId } }
    case 'order-waiting':
      return { page: 'desk/order/index', query: { communityId } }
    case 'order-about-me':
      return { page: 'resident/order-record/index', query: { communityId } }
    default:
      return { page: 'pages/group/index' }
  }
}
