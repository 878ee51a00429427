import type { StepView, TicketCard, TicketDetail } from '../../../contract/tickets'
import { GUANGXIMEN } from './people'

let count = 0
const newId = (): string => {
  count += 1
  return `019aa000-0000-7000-8000-${String(count).padStart(12, '0')}`
}

/** A ticket as a list shows it: a lamp by house 3 that nobody has looked at yet. */
export const card = (change: Partial<TicketCard> = {}): TicketCard => ({
  communityId: GUANGXIMEN,
  ticketId: newId(),
  number: '20261123-0001',
  version: 1,
  categoryId: 'street-lamp',
  categoryName: '路灯',
  urgency: 'general',
  state: 'submitted',
  closedHow: null,
  words: '3号楼门口路灯不亮',
  thumbUrl: null,
  photoCount: 0,
  placeText: '3号楼',
  point: null,
  gridCode: '110105006041001',
  gridName: '第一网格',
  reportedAt: '2026-11-23T01:00:00Z',
  updatedAt: '2026-11-23T01:00:00Z',
  dueAt: null,
  isOverdue: false,
  escalatedTo: null,
  joinedCount: 0,
  isMine: false,
  isPrivate: false,
  isFollowing: false,
  reporterName: '3-2 林',
  assigneeName: null,
  assignedToMe: false,
  distanceM: null,
  ...change,
})

export const step = (change: Partial<StepView> = {}): StepView => ({
  seq: 1,
  step: 'report',
  at: '2026-11-23T01:00:00Z',
  actorName: '3-2 林',
  actorRole: 'resident',
  isMe: false,
  fromState: null,
  toState: 'submitted',
  words: '',
  photos: [],
  toName: null,
  distanceM: null,
  stars: null,
  closedHow: null,
  ...change,
})

/** The same ticket whole. */
export const detail = (change: Partial<TicketDetail> = {}): TicketDetail => ({
  ...card(),
  issues: [],
  timeline: [step()],
  offers: [],
  disputeCount: 0,
  stars: null,
  mergedIntoId: null,
  suspendedUntil: null,
  proposal: null,
  isCalendarKnown: true,
  ...change,
})
