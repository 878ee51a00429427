import type { Message } from '../../../contract/chat'
import { readStored, store } from '@/platform/storage'
import { currentMe } from '@/stores/session'

/** What somebody has begun to say in a group; it is there again when they come back. */
export interface TalkDraft {
  words: string
  quote: Message['quote']
  mentions: { personId: string; nickname: string }[]
  isToEveryone: boolean
}

export const NOTHING_SAID: TalkDraft = { words: '', quote: null, mentions: [], isToEveryone: false }

const KEY = 'talk-drafts'
/** The oldest give way: a storage key holds 1 MB. */
const GROUPS_KEPT = 40
type Drafts = Record<string, TalkDraft>
const isDrafts = (value: unknown): value is Drafts =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Each person's own: a phone may be lent. */
const keyOf = (groupId: string): string => `${currentMe()?.personId ?? ''}/${groupId}`

export const readDraft = (groupId: string): TalkDraft => {
  const draft = readStored(KEY, isDrafts)?.[keyOf(groupId)]
  return draft ? { ...NOTHING_SAID, ...draft } : NOTHING_SAID
}

export const keepDraft = (groupId: string, draft: TalkDraft): void => {
  const others = Object.entries(readStored(KEY, isDrafts) ?? {}).filter(
    ([id]) => id !== keyOf(groupId),
  )
  const isEmpty = !draft.words && !draft.quote
  const kept = isEmpty ? others : [...others, [keyOf(groupId), draft] as const]
  store(KEY, Object.fromEntries(kept.slice(-GROUPS_KEPT)))
}

export const dropAllTalkDrafts = (): void => store(KEY, {})
