import type { Role } from '../group/names'
import type { TicketState } from './names'

/** Somebody who would see a ticket of their community. */
export interface Viewer {
  personId: string
  role: Role | 'operator'
  gridCodes: readonly string[]
}

export interface SeenFacts {
  state: TicketState
  isPrivate: boolean
  reporterId: string | null
  joinedIds: readonly string[]
  assigneeId: string | null
  gridCode: string | null
}

/** 居委会 and street, and the workers whom the ticket concerns. */
export const isHandling = (viewer: Viewer, ticket: SeenFacts): boolean => {
  if (viewer.role === 'moderator' || viewer.role === 'operator') return true
  if (viewer.role !== 'worker') return false
  return (
    ticket.assigneeId === viewer.personId ||
    ticket.gridCode === null ||
    viewer.gridCodes.includes(ticket.gridCode)
  )
}

/** 居委会 and street: they answer for its being in step with the city's platform. */
export const maySeePlatform = ({ role }: Pick<Viewer, 'role'>): boolean =>
  role === 'moderator' || role === 'operator'

const isReporter = (viewer: Viewer, ticket: SeenFacts): boolean =>
  ticket.reporterId === viewer.personId || ticket.joinedIds.includes(viewer.personId)

/** What neighbours are not shown: it was no matter of the community, or not one of its own. */
export const NOT_PUBLIC = ['refused', 'merged', 'void'] as const satisfies readonly TicketState[]

/** Whether every neighbour may see it. */
export const isPublic = ({ state, isPrivate }: Pick<SeenFacts, 'state' | 'isPrivate'>): boolean =>
  !isPrivate && !NOT_PUBLIC.some((hidden) => hidden === state)

/** Neighbours see public tickets; private ones, and those refused, merged or void, only who reported or handles them. */
export const maySeeTicket = (viewer: Viewer, ticket: SeenFacts): boolean =>
  isHandling(viewer, ticket) || isReporter(viewer, ticket) || isPublic(ticket)

/** Anonymous to neighbours means also to those who joined; who handles the ticket may have to ring the bell. */
export const maySeeReporter = (
  viewer: Viewer,
  ticket: SeenFacts,
  report: { reporterId: string | null; isAnonymous: boolean },
): boolean =>
  !report.isAnonymous || report.reporterId === viewer.personId || isHandling(viewer, ticket)
