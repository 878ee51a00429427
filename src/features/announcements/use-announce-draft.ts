import { useMemo, useState } from 'react'
import { toast } from '@/platform/dialogs'
import { StorageFull } from '@/platform/storage'
import type { Announcement } from './actions'
import {
  draftOf,
  dropDraft,
  findDraft,
  keepDraft,
  keepPhotoId,
  newDraft,
  type AnnounceDraft,
  type DraftKey,
} from './announce-draft'
import { ANNOUNCE_TEXT } from './desk-text'

export type ChangeDraft = (part: Partial<Omit<AnnounceDraft, 'commandId'>>) => void

/** What is being written, kept on this phone with every change; until something is typed, what is there already. */
export const useAnnounceDraft = (communityId: string, announcement: Announcement | null) => {
  const announcementId = announcement?.announcementId ?? null
  const key: DraftKey = { communityId, announcementId }
  const start = useMemo(
    () => (announcement ? draftOf(announcement) : newDraft()),
    // A newer version is another beginning; the same one read again is not.
    [announcementId, announcement?.version, announcement?.state], // eslint-disable-line react-hooks/exhaustive-deps
  )
  const [typed, setTyped] = useState(() => findDraft(key))
  const keeping = (how: (old: AnnounceDraft) => AnnounceDraft): void =>
    setTyped((old) => {
      try {
        return how(old ?? start)
      } catch (error) {
        if (!(error instanceof StorageFull)) throw error
        toast(ANNOUNCE_TEXT.full)
        return old
      }
    })
  return {
    draft: typed ?? start,
    isTyped: typed !== null,
    /** A colleague changed what this is a change of. */
    isBehind: typed !== null && announcement !== null && typed.version !== announcement.version,
    change: ((part) => keeping((old) => keepDraft(key, old, part))) satisfies ChangeDraft,
    keepPhoto: (sent: { commandId: string; photoId: string }) =>
      keeping((old) => keepPhotoId(key, old, sent)),
    drop: (): void => {
      dropDraft(key)
      setTyped(null)
    },
  }
}
