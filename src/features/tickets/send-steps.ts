import type { AdvanceTicket, CameBetween, TicketDetail } from '../../../contract/tickets'
import { ApiError } from '@/api/api-error'
import { call, uploadPhoto } from '@/api/client'
import { newCommandId } from '@/platform/ids'
import { fileUrl } from '@/platform/kept-files'
import { momentIso } from '@/platform/now'
import { onComeback } from '@/stores/connection'
import { onPersonChange } from '@/stores/session'
import { isCameBetween, isConflict } from './came-between'
import {
  arrived,
  changeKeptStep,
  findKeptStep,
  isHeldUp,
  keepStep,
  ofMe,
  useKeptSteps,
  type KeptStep,
} from './kept-steps'
import { growingWaits } from './retry'
import { keepTicket } from './store'
import { KEPT_TEXT } from './text'

/** What became of a step: counted, waiting for the network, or refused. */
export type Taken =
  { is: 'sent' } | { is: 'waiting' } | { is: 'refused'; error: ApiError; came: CameBetween | null }

const waits = growingWaits(() => void sendWaitingSteps())

/** Nobody is signed in: it is no fault of the step, which goes on waiting. */
const SIGNED_OUT: readonly string[] = ['session-ended', 'sign-in-first']

/** Keeps a step, and sends it at once with everything that waited before it. */
export const takeKeptStep = async (step: KeptStep): Promise<Taken> => {
  keepStep(step)
  await sendWaitingSteps()
  return takenOf(step)
}

const takenOf = ({ commandId }: KeptStep): Taken => {
  const kept = findKeptStep(commandId)
  if (!kept) return { is: 'sent' }
  const { sending } = kept
  if (sending.is !== 'refused') return { is: 'waiting' }
  return { is: 'refused', error: new ApiError(sending.code, 409), came: sending.came }
}

let running: Promise<void> | null = null

/** Everything that waits, one after the other, in the order in which it was done. */
export const sendWaitingSteps = (): Promise<void> => {
  running ??= sendAll()
  return running
}

const nextWaiting = (): KeptStep | undefined => {
  const mine = ofMe(useKeptSteps.getState().steps)
  return mine.find((one) => one.sending.is === 'waiting' && !isHeldUp(mine, one))
}

const sendAll = async (): Promise<void> => {
  await Promise.resolve() // so that `running` is set before it is taken back
  try {
    for (let step = nextWaiting(); step; step = nextWaiting())
      if (!(await sendOne(step.commandId))) return
  } finally {
    running = null
  }
}

/** Whether to go on with the next one. */
const sendOne = async (commandId: string): Promise<boolean> => {
  changeKeptStep(commandId, { sending: { is: 'sending' } })
  try {
    await sendPictures(commandId)
    const step = findKeptStep(commandId)
    if (!step) return true // discarded meanwhile
    const ticket = await sendBody(step)
    waits.worked()
    arrived(step, ticket.version)
    keepTicket(ticket)
    return true
  } catch (error) {
    const problem = error instanceof ApiError ? error : new ApiError('internal', 500)
    if (problem.isOnTheWay || SIGNED_OUT.includes(problem.code)) {
      changeKeptStep(commandId, { sending: { is: 'waiting' } })
      if (problem.isOnTheWay) waits.tryLater()
      return false
    }
    return hearRefusal(commandId, problem)
  }
}

/** Refused, so nothing was done under this id: the same step on a newer ticket is another body. */
const hearRefusal = (commandId: string, { code, details }: ApiError): boolean => {
  const step = findKeptStep(commandId)
  if (!step) return true
  const came = isCameBetween(details) ? details : null
  if (code === 'ticket-changed' && came && !isConflict(came.steps)) {
    changeKeptStep(commandId, {
      body: undefined,
      seenVersion: came.version,
      sending: { is: 'waiting' },
    })
    return true
  }
  // Pictures that hung on nothing for two days are gone from the server; the phone still has them.
  if (code === 'photo-unknown' && step.pictures.some((one) => one.photoId && !one.isSentAnew)) {
    const pictures = step.pictures.map(({ photoId: _, ...one }) => ({
      ...one,
      commandId: newCommandId(),
      isSentAnew: true as const,
    }))
    changeKeptStep(commandId, { body: undefined, pictures, sending: { is: 'waiting' } })
    return true
  }
  changeKeptStep(commandId, { body: undefined, sending: { is: 'refused', code, came } })
  return true
}
/** One after the other: on a weak network nine at once all time out. */
const sendPictures = async (commandId: string): Promise<void> => {
  for (let at = 0; at < (findKeptStep(commandId)?.pictures.length ?? 0); at += 1) {
    const step = findKeptStep(commandId)
    const picture = step?.pictures[at]
    if (!step || !picture) return
    if (picture.photoId) continue
    const url = await fileUrl(picture.file)
    const { photoId } = await uploadPhoto(step.communityId, url, picture.commandId)
    const pictures = step.pictures.map((one) => (one === picture ? { ...one, photoId } : one))
    changeKeptStep(commandId, { pictures })
  }
}

const sendBody = (step: KeptStep): Promise<TicketDetail> => {
  const body = step.body ?? bodyOf(step)
  if (!step.body) changeKeptStep(step.commandId, { body })
  const { communityId, ticketId } = step
  return call('advanceTicket', { params: { communityId, ticketId }, body })
}

/** Made when the network is back, and with it the server's clock: moments told by a wrong one are put right. */
const bodyOf = ({
  commandId,
  step,
  words,
  pictures,
  point,
  seenVersion,
}: KeptStep): AdvanceTicket => ({
  commandId,
  step,
  words,
  photoIds: pictures.flatMap(({ photoId }) => photoId ?? []),
  taken: pictures.flatMap(({ photoId, taken }) =>
    photoId && taken
      ? [{ photoId, at: momentIso(taken.at), ...(taken.point && { point: taken.point }) }]
      : [],
  ),
  ...(point && { point }),
  ...(seenVersion !== null && { seenVersion }),
})

/** The person has read why it was refused and wants it all the same. */
export const sendStepAgain = (step: KeptStep): Promise<void> => {
  const { came } = step.sending.is === 'refused' ? step.sending : { came: null }
  changeKeptStep(step.commandId, {
    sending: { is: 'waiting' },
    ...(came && { seenVersion: came.version }),
  })
  return sendWaitingSteps()
}

/** What no longer counts as a step still tells something: its words and pictures go as a comment. */
export const sendAsComment = (step: KeptStep): Promise<void> => {
  changeKeptStep(step.commandId, {
    commandId: newCommandId(),
    step: 'comment',
    words: step.words || KEPT_TEXT.photosOnly,
    seenVersion: null,
    sending: { is: 'waiting' },
  })
  return sendWaitingSteps()
}

export const sendStepsWhenBack = (): (() => void) => {
  const stops = [
    onComeback(() => void sendWaitingSteps()),
    onPersonChange(() => void sendWaitingSteps()),
  ]
  return () => stops.forEach((stop) => stop())
}
