import { ApiError } from '@/api/api-error'
import { call, uploadPhoto } from '@/api/client'
import { onComeback } from '@/stores/connection'
import { currentMe } from '@/stores/session'
import { fileUrl } from '@/platform/kept-files'
import type { TicketDetail } from '../../../contract/tickets'
import { changeDraft, findDraft, removeDraft, saveDraft, useDrafts, type Draft } from './drafts'
import { growingWaits } from './retry'
import { keepTicket } from './store'

/** What became of sending: there, waiting for the network, or refused with a reason that a person must mend. */
export type Sent =
  { is: 'sent'; ticket: TicketDetail } | { is: 'waiting' } | { is: 'refused'; error: ApiError }

const atWork = new Map<string, Promise<Sent>>()

const waits = growingWaits(() => void sendWaiting())

/**
 * Sends a report now, or keeps it until the network is back. The draft's id is the command's id,
 * so however often it is sent, one ticket is opened.
 */
export const sendReport = (draft: Draft, onProgress?: (part: number) => void): Promise<Sent> => {
  const running = atWork.get(draft.draftId)
  if (running) return running
  // Sent again it must say the same to the letter: a draft that waits is not saved anew, and not edited.
  if (!draft.sending) saveDraft(draft)
  changeDraft(draft.draftId, { sending: { is: 'sending' } })
  const sent = send(draft.draftId, onProgress).finally(() => atWork.delete(draft.draftId))
  atWork.set(draft.draftId, sent)
  return sent
}

const send = async (draftId: string, onProgress?: (part: number) => void): Promise<Sent> => {
  try {
    const photoIds = await sendPhotos(draftId, onProgress)
    const draft = findDraft(draftId)
    if (!draft) throw new ApiError('not-found', 404)
    const ticket = await sendWords(draft, photoIds)
    keepTicket(ticket)
    removeDraft(draftId)
    waits.worked()
    return { is: 'sent', ticket }
  } catch (error) {
    const problem = error instanceof ApiError ? error : new ApiError('internal', 500)
    if (problem.isOnTheWay) {
      changeDraft(draftId, { sending: { is: 'waiting' } })
      waits.tryLater()
      return { is: 'waiting' }
    }
    changeDraft(draftId, { sending: { is: 'refused', code: problem.code } })
    return { is: 'refused', error: problem }
  }
}

/** One after the other: on a weak network nine at once all time out. */
const sendPhotos = async (
  draftId: string,
  onProgress?: (part: number) => void,
): Promise<string[]> => {
  const photoIds: string[] = []
  const count = findDraft(draftId)?.photos.length ?? 0
  for (let at = 0; at < count; at += 1) {
    const draft = findDraft(draftId)
    const photo = draft?.photos[at]
    if (!draft || !photo) break
    const photoId =
      photo.photoId ??
      (
        await uploadPhoto(draft.communityId, await fileUrl(photo.file), photo.commandId, (part) =>
          onProgress?.((at + part) / count),
        )
      ).photoId
    const photos = draft.photos.map((one) => (one === photo ? { ...one, photoId } : one))
    changeDraft(draftId, { photos })
    photoIds.push(photoId)
    onProgress?.((at + 1) / count)
  }
  return photoIds
}

const sendWords = (draft: Draft, photoIds: string[]): Promise<TicketDetail> => {
  const params = { communityId: draft.communityId }
  if (draft.joinsTicketId)
    return call('advanceTicket', {
      params: { ...params, ticketId: draft.joinsTicketId },
      body: { commandId: draft.draftId, step: 'join', words: draft.words, photoIds },
    })
  return call('reportIssue', {
    params,
    body: {
      commandId: draft.draftId,
      categoryId: draft.categoryId ?? '',
      words: draft.words,
      photoIds,
      place: draft.place ?? { by: 'building' },
      isAnonymous: draft.isAnonymous,
      isPrivate: draft.isPrivate,
      writtenAt: new Date(draft.changedAt).toISOString(),
      ...(Object.keys(draft.answers).length > 0 && { answers: { ...draft.answers } }),
    },
  })
}

/** Everything that waits, oldest first; called when the network or the app is back, and now and then. */
export const sendWaiting = async (): Promise<void> => {
  if (!currentMe()) return
  const waiting = useDrafts.getState().drafts.filter(({ sending }) => sending?.is === 'waiting')
  for (const draft of waiting.reverse()) {
    const sent = await sendReport(draft)
    if (sent.is === 'waiting') return
  }
}

export const sendWhenBack = (): (() => void) => onComeback(() => void sendWaiting())
