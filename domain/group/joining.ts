import type { ApplicationState } from './names'

export interface AddressText {
  building: string
  unit: string
  room: string
}

export type JoinRefusal =
  'community-not-open' | 'already-a-member' | 'already-applied' | 'no-such-building' | 'bad-address'

/** Whether somebody may apply, given what the community knows. A building without units asks for none. */
export const mayApply = (asked: {
  isOpen: boolean
  isMember: boolean
  hasWaiting: boolean
  address: AddressText
  /** Units of the building that was named; null when there is no such building. */
  units: readonly string[] | null
}): { ok: true } | { ok: false; reason: JoinRefusal } => {
  if (!asked.isOpen) return { ok: false, reason: 'community-not-open' }
  if (asked.isMember) return { ok: false, reason: 'already-a-member' }
  if (asked.hasWaiting) return { ok: false, reason: 'already-applied' }
  if (!asked.units) return { ok: false, reason: 'no-such-building' }
  const { unit, room } = asked.address
  if (asked.units.length > 0 && !asked.units.includes(unit))
    return { ok: false, reason: 'bad-address' }
  return /^[0-9A-Za-z一-龥-]{1,10}$/.test(room.trim())
    ? { ok: true }
    : { ok: false, reason: 'bad-address' }
}

export type Decision = 'admit' | 'refuse' | 'withdraw'

const OUTCOME = {
  admit: 'admitted',
  refuse: 'refused',
  withdraw: 'withdrawn',
} as const satisfies Record<Decision, ApplicationState>

/** Decided once: whoever comes second hears that it is decided. */
export const decide = (
  state: ApplicationState,
  decision: Decision,
): { ok: true; to: ApplicationState } | { ok: false; reason: 'already-decided' } =>
  state === 'waiting'
    ? { ok: true, to: OUTCOME[decision] }
    : { ok: false, reason: 'already-decided' }
