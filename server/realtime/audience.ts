import type { ListeningPlace } from '../ports/caller'
import { isInGroup, type GroupPlace } from '../../domain/group/group-membership'
import type { Audience } from '../ports/schema'

/** Somebody with an open screen, in one community. */
export type Listener = { personId: string } & Pick<ListeningPlace, 'role' | 'gridCodes' | 'inTalk'>

/** Whether an event is for this listener. Ids alone could tell of a private ticket, so they too go only to those who may know. */
export const isFor = (audience: Audience, listener: Listener): boolean => {
  if (audience.personIds?.includes(listener.personId)) return true
  if (listener.role === 'applicant') return false
  if (audience.members) return true
  if (audience.group) return listener.inTalk !== null && isInGroup(audience.group, listener.inTalk)
  if (audience.groups && isInOneOf(audience.groups, listener)) return true
  if (audience.moderators && (listener.role === 'moderator' || listener.role === 'operator'))
    return true
  if (listener.role !== 'worker') return false
  if (audience.workers) return true
  return audience.gridCode !== undefined && listener.gridCodes.includes(audience.gridCode)
}

const isInOneOf = (groups: readonly GroupPlace[], { inTalk }: Listener): boolean =>
  inTalk !== null && groups.some((group) => isInGroup(group, inTalk))
