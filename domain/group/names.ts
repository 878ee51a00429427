/** Who people are in a community, and where they live in it. */

export const ROLES = ['resident', 'moderator', 'worker'] as const
/** A member's role in one community. The operator stands above communities and is no member by office. */
export type Role = (typeof ROLES)[number]

/** 业主, 家属, 租户, 其他. */
export const RELATIONS = ['owner', 'family', 'tenant', 'other'] as const
export type Relation = (typeof RELATIONS)[number]

/** Whole community, building/unit (楼门), grid, interest. */
export const GROUP_KINDS = ['community', 'building', 'grid', 'interest'] as const
export type GroupKind = (typeof GROUP_KINDS)[number]

export const APPLICATION_STATES = ['waiting', 'admitted', 'refused', 'withdrawn'] as const
export type ApplicationState = (typeof APPLICATION_STATES)[number]
