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

/** 广告, 骚扰, 谣言, 隐私, 其他: why a neighbour points at a message. */
export const REPORT_REASONS = ['ad', 'harassment', 'rumour', 'privacy', 'other'] as const
export type ReportReason = (typeof REPORT_REASONS)[number]

/** 禁言, 移出. */
export const SANCTION_KINDS = ['mute', 'remove'] as const
export type SanctionKind = (typeof SANCTION_KINDS)[number]

/** Everything that is done for order, as the log keeps it. `hold` is the content check's act, by nobody. */
export const ORDER_ACTS = [
  'report',
  'hold',
  'let-through',
  'refuse',
  'hide',
  'show',
  'dismiss',
  'mute',
  'remove',
  'lift',
  'appeal',
  'uphold',
  'add-keyword',
  'remove-keyword',
] as const
export type OrderAct = (typeof ORDER_ACTS)[number]

/** Why something may not be done for order. */
export const ORDER_REFUSALS = [
  'not-allowed',
  'own-affair',
  'already-reported',
  'message-decided',
  'needs-words',
  'office-not-sanctioned',
  'already-sanctioned',
  'sanction-over',
  'already-appealed',
  'no-appeal',
  'another-must-answer',
] as const
export type OrderRefusal = (typeof ORDER_REFUSALS)[number]

/** `scheduled` for later · `published` · `cancelled` before it went out · `withdrawn` afterwards. */
export const ANNOUNCEMENT_STATES = ['scheduled', 'published', 'cancelled', 'withdrawn'] as const
export type AnnouncementState = (typeof ANNOUNCEMENT_STATES)[number]

/** Why something cannot be done with an announcement just now. */
export const ANNOUNCE_REFUSALS = [
  'bad-publish-time',
  'already-published',
  'not-published',
  'announcement-over',
  'announcement-changed',
  'reminded-lately',
  'everyone-has-read',
  'comments-off',
  'comment-held-back',
] as const
export type AnnounceRefusal = (typeof ANNOUNCE_REFUSALS)[number]
