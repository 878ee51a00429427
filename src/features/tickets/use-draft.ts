import { useState } from 'react'
import { newCommandId } from '@/platform/ids'
import { keepFile } from '@/platform/kept-files'
import { toast } from '@/platform/dialogs'
import { StorageFull } from '@/platform/storage'
import { findDraft, newDraft, saveDraft, type Draft, type DraftPhoto } from './drafts'
import { REPORT_TEXT } from './report-text'

/** Chosen pictures as files that this phone keeps; one that cannot be kept is told. */
export const keepPhotos = async (urls: readonly string[]): Promise<DraftPhoto[]> => {
  const kept: DraftPhoto[] = []
  for (const url of urls) {
    const commandId = newCommandId()
    try {
      kept.push({ commandId, file: await keepFile(url, commandId) })
    } catch {
      toast(REPORT_TEXT.addFailed)
    }
  }
  return kept
}

/** A draft under the pen: every change is kept on the phone before the next one. */
export const useDraft = (
  draftId: string | undefined,
  communityId: string,
  start: Partial<Draft> = {},
): [Draft, (change: (draft: Draft) => Partial<Draft>) => void] => {
  const [draft, setDraft] = useState(
    () => (draftId && findDraft(draftId)) || newDraft(communityId, start),
  )
  const change = (how: (draft: Draft) => Partial<Draft>): void =>
    setDraft((old) => {
      const next = { ...old, ...how(old) }
      try {
        saveDraft(next)
      } catch (error) {
        if (!(error instanceof StorageFull)) throw error
        toast(REPORT_TEXT.full)
      }
      return next
    })
  return [draft, change]
}
