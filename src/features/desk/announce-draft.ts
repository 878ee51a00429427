import { newCommandId } from '@/platform/ids'
import { readStored, removeStored, store } from '@/platform/storage'

/** An announcement that is being written. It survives closing the page, and is sent under its own command id, so that sent twice it is read once. */
export interface AnnounceDraft {
  commandId: string
  title: string
  words: string
  isPinned: boolean
}

const isDraft = (value: unknown): value is AnnounceDraft =>
  typeof value === 'object' &&
  value !== null &&
  'commandId' in value &&
  typeof value.commandId === 'string' &&
  'title' in value &&
  typeof value.title === 'string' &&
  'words' in value &&
  typeof value.words === 'string' &&
  'isPinned' in value &&
  typeof value.isPinned === 'boolean'

const keyOf = (communityId: string): string => `announce.${communityId}`

export const newAnnounceDraft = (): AnnounceDraft => ({
  commandId: newCommandId(),
  title: '',
  words: '',
  isPinned: false,
})

export const isEmptyDraft = ({ title, words }: AnnounceDraft): boolean =>
  title.trim() === '' && words.trim() === ''

export const announceDraft = (communityId: string): AnnounceDraft =>
  readStored(keyOf(communityId), isDraft) ?? newAnnounceDraft()

/** Other words are another command: the old id would be refused if the earlier words did arrive. */
export const changeAnnounceDraft = (
  communityId: string,
  draft: AnnounceDraft,
  change: Partial<Omit<AnnounceDraft, 'commandId'>>,
): AnnounceDraft => {
  const changed = { ...draft, ...change, commandId: newCommandId() }
  if (isEmptyDraft(changed)) removeStored(keyOf(communityId))
  else store(keyOf(communityId), changed)
  return changed
}

export const dropAnnounceDraft = (communityId: string): void => removeStored(keyOf(communityId))
