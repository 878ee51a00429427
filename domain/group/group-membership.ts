import type { GroupKind } from './names'

export interface GroupPlace {
  kind: GroupKind
  building: string | null
  unit: string | null
  gridCode: string | null
}

/** Whether an address alone puts somebody into a group: the whole community's, their building's or unit's, their grid's. */
export const belongsByAddress = (
  group: GroupPlace,
  home: { building: string | null; unit: string | null; gridCodes: readonly string[] },
): boolean => {
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
