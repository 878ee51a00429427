import { create } from 'zustand'
import type { IssuePlace, Question } from '../../../contract/tickets'
import { dropFile } from '@/platform/kept-files'
import { newCommandId } from '@/platform/ids'
import { nowMs } from '@/platform/now'
import { readStored, store } from '@/platform/storage'

/** A picture of a draft: a file that this phone keeps until the report has reached the server. */
export interface DraftPhoto {
  /** Command id of its upload, so that a picture sent twice is kept once. */
  commandId: string
  file: string
  /** Set once the server has it. */
  photoId?: string
}

/** What somebody has begun to report. It survives closing the app, and is sent under `draftId` as its command id. */
export interface Draft {
  draftId: string
  communityId: string
  categoryId: string | null
  categoryName: string
  /** What to do first about such a thing: whom to ring. */
  categoryHint: string | null
  /** What the category asks, kept for where it cannot be read again. */
  questions: readonly Question[]
  answers: Readonly<Record<string, string | string[]>>
  words: string
  photos: DraftPhoto[]
  place: IssuePlace | null
  isAnonymous: boolean
  isPrivate: boolean
  /** Somebody’s open ticket that this one joins ("me too"). */
  joinsTicketId: string | null
  changedAt: number
  /** Absent while it is being written. */
  sending?: { is: 'waiting' } | { is: 'sending' } | { is: 'refused'; code: string }
}

const KEY = 'drafts'
const isDrafts = (value: unknown): value is Draft[] =>
  Array.isArray(value) &&
  value.every(
    (one) =>
      typeof one === 'object' &&
      one !== null &&
      'draftId' in one &&
      'photos' in one &&
      'categoryName' in one,
  )

const stored = (): Draft[] =>
  (readStored(KEY, isDrafts) ?? []).map((draft) => ({
    // Drafts of an older app have neither.
    ...{ questions: [], answers: {} },
    ...draft,
    // The app was closed in the middle: whether it arrived is not known, and sending again is harmless.
    ...(draft.sending?.is === 'sending' && { sending: { is: 'waiting' as const } }),
  }))

export const useDrafts = create<{ drafts: Draft[] }>(() => ({ drafts: stored() }))

const keep = (drafts: Draft[]): void => {
  useDrafts.setState({ drafts })
  store(KEY, drafts)
}

export const newDraft = (communityId: string, start: Partial<Draft> = {}): Draft => ({
  draftId: newCommandId(),
  communityId,
  categoryId: null,
  categoryName: '',
  categoryHint: null,
  questions: [],
  answers: {},
  words: '',
  photos: [],
  place: null,
  isAnonymous: true,
  isPrivate: false,
  joinsTicketId: null,
  changedAt: nowMs(),
  ...start,
})

export const isWorthKeeping = (draft: Draft): boolean =>
  draft.photos.length > 0 || draft.words.trim() !== '' || draft.categoryId !== null

/** Newest first; an empty one is not kept. */
export const saveDraft = (draft: Draft): void => {
  const others = useDrafts.getState().drafts.filter(({ draftId }) => draftId !== draft.draftId)
  keep(isWorthKeeping(draft) ? [{ ...draft, changedAt: nowMs() }, ...others] : others)
}

export const changeDraft = (draftId: string, change: Partial<Draft>): void =>
  keep(
    useDrafts
      .getState()
      .drafts.map((draft) => (draft.draftId === draftId ? { ...draft, ...change } : draft)),
  )

export const findDraft = (draftId: string): Draft | undefined =>
  useDrafts.getState().drafts.find((draft) => draft.draftId === draftId)

/** Puts the draft away with its pictures. */
export const removeDraft = (draftId: string): void => {
  const draft = findDraft(draftId)
  keep(useDrafts.getState().drafts.filter((one) => one.draftId !== draftId))
  for (const { file } of draft?.photos ?? []) dropFile(file)
}

/** For somebody who deletes their account: nothing of theirs stays on this phone. */
export const dropAllDrafts = (): void => {
  for (const { draftId } of useDrafts.getState().drafts) removeDraft(draftId)
}
