import { newCommandId } from '@/platform/ids'
import { readStored, store } from '@/platform/storage'
import { currentMe } from '@/stores/session'

/** A comment that somebody has begun; sent twice under its id it is there once. */
export interface CommentDraft {
  commandId: string
  words: string
}

const KEY = 'comment-drafts'
const DRAFTS_KEPT = 40
type Drafts = Record<string, CommentDraft>
const isDrafts = (value: unknown): value is Drafts =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Each person's own: a phone may be lent. */
const nameOf = (announcementId: string): string =>
  `${currentMe()?.personId ?? ''}/${announcementId}`

export const findCommentDraft = (announcementId: string): CommentDraft =>
  readStored(KEY, isDrafts)?.[nameOf(announcementId)] ?? { commandId: newCommandId(), words: '' }

/** Other words are another command. */
export const keepCommentDraft = (announcementId: string, words: string): CommentDraft => {
  const draft = { commandId: newCommandId(), words }
  const others = Object.entries(readStored(KEY, isDrafts) ?? {}).filter(
    ([name]) => name !== nameOf(announcementId),
  )
  const kept = words ? [...others, [nameOf(announcementId), draft] as const] : others
  store(KEY, Object.fromEntries(kept.slice(-DRAFTS_KEPT)))
  return draft
}

export const dropAllCommentDrafts = (): void => store(KEY, {})
