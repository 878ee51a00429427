import { POST_REFUSALS, type PostRefusal } from '../domain/group/names'
import { STEP_REFUSALS } from '../domain/ticket/names'

/** Every code our API may answer with, and its HTTP status. A code without words in `error-text.ts` does not compile. */
const OWN_ERRORS = {
  'bad-request': 400,
  'not-found': 404,
  'sign-in-first': 401,
  'session-ended': 401,
  'consent-required': 403,
  'wrong-code': 400,
  'code-used': 409,
  'sample-off': 404,
  'wechat-off': 503,
  'wechat-refused': 400,
  'wechat-busy': 503,
  'not-a-member': 403,
  'not-allowed': 403,
  'community-not-open': 409,
  'already-a-member': 409,
  'already-applied': 409,
  'already-decided': 409,
  'no-such-building': 400,
  'bad-address': 400,
  'invitation-over': 410,
  'last-moderator': 409,
  'ticket-changed': 409,
  'ticket-private': 403,
  'photo-not-an-image': 415,
  'photo-too-large': 413,
  'photo-too-many-pixels': 413,
  'photo-broken': 415,
  'photo-unknown': 400,
  'photo-expired': 410,
  'too-many-photos': 400,
  'place-needed': 400,
  'unknown-category': 400,
  'too-late-to-recall': 409,
  'message-gone': 410,
  'already-a-ticket': 409,
  'needs-answers': 400,
  'needs-grid': 400,
  'group-by-address': 409,
  'own-affair': 403,
  'already-reported': 409,
  'message-decided': 409,
  'office-not-sanctioned': 403,
  'already-sanctioned': 409,
  'sanction-over': 409,
  'no-appeal': 409,
  'another-must-answer': 403,
  'too-many-keywords': 409,
  'phone-refused': 400,
  'bad-hours': 400,
  'too-many-rules': 409,
  'bad-publish-time': 400,
  'already-published': 409,
  'not-published': 409,
  'announcement-over': 410,
  'announcement-changed': 409,
  'reminded-lately': 409,
  'everyone-has-read': 409,
  'comments-off': 409,
  'comment-held-back': 409,
  'one-of-its-kind': 409,
  'command-reused': 409,
  'too-many-requests': 429,
  'too-large': 413,
  unavailable: 503,
  internal: 500,
} as const

type OwnError = keyof typeof OWN_ERRORS
export type ErrorCode = OwnError | (typeof STEP_REFUSALS)[number] | PostRefusal

const REFUSED_BY_ROLE: readonly string[] = [
  'not-in-this-group',
  'everyone-not-yours',
  'removed-from-talk',
  'phone-needed',
  'rules-unread',
  'muted',
  'not-your-role',
  'not-your-ticket',
  'not-your-grid',
  'handled-it-yourself',
]

/** What was sent can never be taken, whenever it comes. */
const REFUSED_BY_SHAPE: readonly string[] = ['nothing-said', 'too-long']

/** HTTP status of a code: what a rule refuses for who asks is 403, for what is missing 400, for the ticket's state 409. */
export const statusOf = (code: ErrorCode): number => {
  if (code in OWN_ERRORS) return OWN_ERRORS[code as OwnError] // narrowed by the line's own test
  if (REFUSED_BY_ROLE.includes(code)) return 403
  return code.startsWith('needs-') || REFUSED_BY_SHAPE.includes(code) ? 400 : 409
}

export const ERROR_CODES: readonly ErrorCode[] = [
  // keys of a literal object are its union
  ...(Object.keys(OWN_ERRORS) as OwnError[]),
  ...STEP_REFUSALS,
  ...POST_REFUSALS,
]
