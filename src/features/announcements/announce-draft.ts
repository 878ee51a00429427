import dayjs from 'dayjs'
import { newCommandId } from '@/platform/ids'
import { dropFile } from '@/platform/kept-files'
import { nowMs } from '@/platform/now'
import { readStored, store } from '@/platform/storage'
import { currentMe } from '@/stores/session'
import type { Announcement } from './actions'

/** A picture of what is being written: a file that this phone keeps, until the server has it. */
export interface AnnouncePhoto {
  /** Command id of its upload, so that a picture sent twice is kept once. */
  commandId: string
  /** Empty for one that came from the server. */
  file: string
  photoId?: string
}

/** An announcement that is being written or changed. It survives closing the page, and is sent under its own command id, so that sent twice it is read once. */
export interface AnnounceDraft {
  commandId: string
  title: string
  words: string
  photos: AnnouncePhoto[]
  isToAll: boolean
  groupIds: string[]
  isPinned: boolean
  hasComments: boolean
  isLater: boolean
  /** 2026-12-01 and 09:30, as the clock on the wall shows them. */
  date: string
  time: string
  /** Which version is being changed; 0 for a new one. */
  version: number
}

export interface DraftKey {
  communityId: string
  /** Null for a new one. */
  announcementId: string | null
}

const KEY = 'announce-drafts'
/** The oldest give way: a storage key holds 1 MB. */
const DRAFTS_KEPT = 20
type Drafts = Record<string, AnnounceDraft>
const isDrafts = (value: unknown): value is Drafts =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Each person's own: a desk may be shared. */
const nameOf = ({ communityId, announcementId }: DraftKey): string =>
  [currentMe()?.personId ?? '', communityId, announcementId ?? 'new'].join('/')

const DATE = 'YYYY-MM-DD'
const TIME = 'HH:mm'

/** Most are for the next morning. */
export const newDraft = (): AnnounceDraft => ({
  commandId: newCommandId(),
  title: '',
  words: '',
  photos: [],
  isToAll: true,
  groupIds: [],
  isPinned: false,
  hasComments: false,
  isLater: false,
  date: dayjs(nowMs()).add(1, 'day').format(DATE),
  time: '09:00',
  version: 0,
})

export const draftOf = (announcement: Announcement): AnnounceDraft => ({
  ...newDraft(),
  title: announcement.title,
  words: announcement.words,
  photos: announcement.photos.map(({ photoId }) => ({ commandId: photoId, file: '', photoId })),
  isToAll: announcement.groups.length === 0,
  groupIds: announcement.groups.map(({ groupId }) => groupId),
  isPinned: announcement.isPinned,
  hasComments: announcement.hasComments,
  isLater: announcement.state === 'scheduled',
  ...(announcement.state === 'scheduled' && {
    date: dayjs(announcement.at).format(DATE),
    time: dayjs(announcement.at).format(TIME),
  }),
  version: announcement.version,
})

/** When it is to go out; null: at once. */
export const publishTime = ({ isLater, date, time }: AnnounceDraft): string | null => {
  const at = dayjs(`${date}T${time}`)
  return isLater && at.isValid() ? at.toISOString() : null
}

export const isEmptyDraft = ({ title, words, photos }: AnnounceDraft): boolean =>
  title.trim() === '' && words.trim() === '' && photos.length === 0

export const findDraft = (key: DraftKey): AnnounceDraft | null => {
  const draft = readStored(KEY, isDrafts)?.[nameOf(key)]
  return draft ? { ...newDraft(), ...draft } : null
}

const keep = (key: DraftKey, draft: AnnounceDraft | null): void => {
  const others = Object.entries(readStored(KEY, isDrafts) ?? {}).filter(
    ([name]) => name !== nameOf(key),
  )
  const kept = draft ? [...others, [nameOf(key), draft] as const] : others
  store(KEY, Object.fromEntries(kept.slice(-DRAFTS_KEPT)))
}

/** Other words are another command: the old id would be refused if the earlier words did arrive. */
export const keepDraft = (
  key: DraftKey,
  draft: AnnounceDraft,
  part: Partial<Omit<AnnounceDraft, 'commandId'>>,
): AnnounceDraft => {
  const changed = { ...draft, ...part, commandId: newCommandId() }
  keep(key, key.announcementId === null && isEmptyDraft(changed) ? null : changed)
  return changed
}

/** The server has the picture. That is no other announcement, so it stays the same command. */
export const keepPhotoId = (
  key: DraftKey,
  draft: AnnounceDraft,
  sent: { commandId: string; photoId: string },
): AnnounceDraft => {
  const photos = draft.photos.map((one) =>
    one.commandId === sent.commandId ? { ...one, photoId: sent.photoId } : one,
  )
  keep(key, { ...draft, photos })
  return { ...draft, photos }
}

export const dropDraft = (key: DraftKey): void => {
  dropPhotos(findDraft(key))
  keep(key, null)
}

/** For somebody who deletes their account: nothing of theirs stays on this phone. */
export const dropAllAnnounceDrafts = (): void => {
  for (const draft of Object.values(readStored(KEY, isDrafts) ?? {})) dropPhotos(draft)
  store(KEY, {})
}

const dropPhotos = (draft: AnnounceDraft | null): void => {
  for (const { file } of draft?.photos ?? []) if (file) dropFile(file)
}
