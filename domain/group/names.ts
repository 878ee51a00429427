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

/** What one message brings: words, pictures, a place, or a ticket as a card. */
export const MESSAGE_KINDS = ['words', 'photos', 'place', 'ticket'] as const
export type MessageKind = (typeof MESSAGE_KINDS)[number]

/**
 * `shown` to the group · `held` until a moderator has looked · `refused` after that look · `hidden` by a
 * moderator · `recalled` by its author. Only what is shown has content for the group.
 */
export const MESSAGE_STATES = ['shown', 'held', 'refused', 'hidden', 'recalled'] as const
export type MessageState = (typeof MESSAGE_STATES)[number]

/** Why a message waits for a moderator before the group sees it. */
export const HOLD_REASONS = [
  'keyword',
  'link-of-new-member',
  'code-of-new-member',
  'content-check',
] as const
export type HoldReason = (typeof HOLD_REASONS)[number]

/** Why somebody may not post just now. */
export const POST_REFUSALS = [
  'not-in-this-group',
  'group-archived',
  'phone-needed',
  'rules-unread',
  'removed-from-talk',
  'muted',
  'slow-mode',
  'too-fast',
  'everyone-not-yours',
  'everyone-used-up',
  'nothing-said',
  'too-long',
] as const
export type PostRefusal = (typeof POST_REFUSALS)[number]
