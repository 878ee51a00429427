import type { GroupKind, Role } from './names'
import { keepsOrder } from './talk'

export interface GroupPlace {
  groupId: string
  kind: GroupKind
  building: string | null
  unit: string | null
  gridCode: string | null
}

export interface Home {
  building: string | null
  unit: string | null
  /** Where the building stands, and what a grid worker looks after. */
  gridCodes: readonly string[]
}

export interface InTalk extends Home {
  role: Role | 'operator'
  /** Groups by interest that this person has joined. */
  joinedGroupIds: readonly string[]
  /** Groups from which this person was removed; null stands for all of the community. */
  removedFrom: readonly (string | null)[]
}

/** Whether an address alone puts somebody into a group: the whole community's, their building's or unit's, their grid's. */
export const belongsByAddress = (group: GroupPlace, home: Home): boolean => {
  switch (group.kind) {
    case 'community':
      return true
    case 'building':
      return (
        group.building !== null &&
        group.building === home.building &&
        (group.unit === null || group.unit === home.unit)
      )
    case 'grid':
      return group.gridCode !== null && home.gridCodes.includes(group.gridCode)
    case 'interest':
      return false
  }
}

export const isRemoved = ({ groupId }: GroupPlace, person: InTalk): boolean =>
  person.removedFrom.some((from) => from === null || from === groupId)

/** Who is in a group: reads it, hears it, may speak there. Those who keep order are in all of them. */
export const isInGroup = (group: GroupPlace, person: InTalk): boolean => {
  if (keepsOrder(person.role)) return true
  if (isRemoved(group, person)) return false
  return belongsByAddress(group, person) || person.joinedGroupIds.includes(group.groupId)
}
