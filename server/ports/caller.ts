import type { InTalk } from '../../domain/group/group-membership'
import type { Role } from '../../domain/group/names'

/** A signed-in person. */
export interface Caller {
  personId: string
  sessionId: string
  isOperator: boolean
}

/** A signed-in person in one community. An operator is one in every community, with the office of the street. */
export interface Member {
  personId: string
  communityId: string
  role: Role | 'operator'
  nickname: string
  building: string | null
  unit: string | null
  gridCodes: readonly string[]
  joinedAt: Date
}

/** A community of which somebody's open screens may hear. An applicant hears only what is meant for them. */
export interface ListeningPlace {
  communityId: string
  role: Role | 'operator' | 'applicant'
  gridCodes: readonly string[]
  /** What decides which groups are heard; null for whoever is in none. */
  inTalk: InTalk | null
}
