import type { TicketCard } from '../../../contract/tickets'
import { distanceM, type GeoPoint } from '../../../domain/place/geo'
import { isOverdue } from '../../../domain/ticket/deadlines'
import { maySeeReporter, type SeenFacts, type Viewer } from '../../../domain/ticket/visibility'
import type { Member } from '../../ports/caller'
import { pictureAddress } from '../media/picture-address'
import type { CardRow } from './card-repository'

export interface Eyes {
  member: Member
  urlSecret: string
  now: Date
  /** Where the viewer stands, when they said so. */
  from?: GeoPoint
}

export const viewerOf = ({ personId, role, gridCodes }: Member): Viewer => ({
  personId,
  role,
  gridCodes,
})

/** What the rules of seeing ask; `joinedIds` need only tell whether the viewer is among them. */
export const seenFacts = (row: CardRow, viewerId: string): SeenFacts => ({
  state: row.state,
  isPrivate: row.is_private,
  reporterId: row.reporter_id,
  joinedIds: row.my_part === 'joined' ? [viewerId] : [],
  assigneeId: row.assignee_id,
  gridCode: row.grid_code,
})

/** A ticket cut to what this viewer may see. */
export const presentCard = (row: CardRow, { member, urlSecret, now, from }: Eyes): TicketCard => {
  const facts = seenFacts(row, member.personId)
  const knowsReporter = maySeeReporter(viewerOf(member), facts, {
    reporterId: row.reporter_id,
    isAnonymous: row.is_anonymous ?? true,
  })
  const point = row.lat === null || row.lng === null ? null : { lat: row.lat, lng: row.lng }
  return {
    communityId: row.community_id,
    ticketId: row.id,
    number: row.number,
    version: row.version,
    categoryId: row.category_id,
    categoryName: row.category_name,
    urgency: row.urgency,
    state: row.state,
    closedHow: row.closed_how,
    words: row.words,
    thumbUrl:
      row.first_photo_id &&
      pictureAddress(urlSecret, {
        communityId: row.community_id,
        photoId: row.first_photo_id,
        size: 'thumb',
        now,
      }),
    photoCount: row.photo_count,
    placeText: row.place_text,
    point,
    gridCode: row.grid_code,
    gridName: row.grid_name,
    reportedAt: row.reported_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    // While the clock stands still nothing is due at any hour.
    dueAt: row.clock_stopped_at ? null : (row.due_at?.toISOString() ?? null),
    isOverdue: isOverdue({ dueAt: row.due_at, stoppedAt: row.clock_stopped_at }, now),
    escalatedTo: row.escalated_to,
    joinedCount: row.joined_count ?? 0,
    isMine: row.reporter_id === member.personId,
    isPrivate: row.is_private,
    isFollowing: row.my_part !== null,
    reporterName: knowsReporter ? row.reporter_name : null,
    assigneeName: row.assignee_name ?? row.department_name,
    assignedToMe: row.assignee_id === member.personId,
    distanceM: from && point ? Math.round(distanceM(from, point)) : null,
  }
}
