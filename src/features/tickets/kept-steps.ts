import { create } from 'zustand'
import type { AdvanceTicket, CameBetween, TicketCard } from '../../../contract/tickets'
import type { AnyErrorCode } from '@/api/api-error'
import { newCommandId } from '@/platform/ids'
import { dropFile } from '@/platform/kept-files'
import { nowMs } from '@/platform/now'
import { readStored, store } from '@/platform/storage'
import { currentMe } from '@/stores/session'
import type { Picture } from './typed'

/** What a grid worker does where no network may be: kept on the phone before it is sent. */
export const KEPT_STEPS = ['claim', 'return', 'handle', 'solve-on-the-spot'] as const
/** `comment`: what a step that no longer counts was turned into, so that its words and pictures are not lost. */
export type KeptStepName = (typeof KEPT_STEPS)[number] | 'comment'
export const isKept = (step: string): step is (typeof KEPT_STEPS)[number] =>
  KEPT_STEPS.some((one) => one === step)

/** A step on this phone, sent under `commandId` as its command id until the server has it. */
export interface KeptStep {
  commandId: string
  /** Nobody's step is sent in the name of who uses the phone next. */
  personId: string
  communityId: string
  ticketId: string
  about: Pick<TicketCard, 'number' | 'categoryName' | 'placeText'>
  step: KeptStepName
  words: string
  pictures: Picture[]
  point: { lat: number; lng: number } | null
  /** What was looked at; null when that is what the person's own step before it leads to. */
  seenVersion: number | null
  keptAt: number
  /** As first sent: after a lost answer it is sent again to the letter. */
  body?: AdvanceTicket
  sending:
    | { is: 'waiting' }
    | { is: 'sending' }
    | { is: 'refused'; code: AnyErrorCode; came: CameBetween | null }
}

const KEY = 'steps'
const isKeptSteps = (value: unknown): value is KeptStep[] =>
  Array.isArray(value) &&
  value.every(
    (one) =>
      typeof one === 'object' &&
      one !== null &&
      'commandId' in one &&
      'ticketId' in one &&
      'pictures' in one,
  )

const stored = (): KeptStep[] =>
  (readStored(KEY, isKeptSteps) ?? []).map((one) =>
    // The app was closed in the middle: whether it arrived is not known, and sending again is harmless.
    one.sending.is === 'sending' ? { ...one, sending: { is: 'waiting' } } : one,
  )

/** Oldest first: in the order in which they were taken, and will be sent. */
export const useKeptSteps = create<{ steps: KeptStep[] }>(() => ({ steps: stored() }))

const keepAll = (steps: KeptStep[]): void => {
  store(KEY, steps)
  useKeptSteps.setState({ steps })
}

const all = (): KeptStep[] => useKeptSteps.getState().steps

export const ofMe = (steps: readonly KeptStep[]): KeptStep[] => {
  const personId = currentMe()?.personId
  return steps.filter((one) => one.personId === personId)
}

export const findKeptStep = (commandId: string): KeptStep | undefined =>
  all().find((one) => one.commandId === commandId)

/** Keeps a step as the last one. Throws where the phone is full: then nothing is kept, and the person is told. */
export const keepStep = (step: KeptStep): void => keepAll([...all(), step])

export const changeKeptStep = (commandId: string, change: Partial<KeptStep>): void =>
  keepAll(all().map((one) => (one.commandId === commandId ? { ...one, ...change } : one)))

/** What comes after a step that was sent is decided on what it led to. */
export const arrived = ({ commandId, communityId, ticketId }: KeptStep, version: number): void => {
  const step = findKeptStep(commandId)
  keepAll(
    all()
      .filter((one) => one.commandId !== commandId)
      .map((one) =>
        one.communityId === communityId && one.ticketId === ticketId && one.seenVersion === null
          ? { ...one, seenVersion: version }
          : one,
      ),
  )
  for (const { file } of step?.pictures ?? []) dropFile(file)
}

/** Takes a step out of the list; its pictures stay with whoever has them now. */
export const takeOut = (commandId: string): void =>
  keepAll(all().filter((one) => one.commandId !== commandId))

/** Puts a step away with its pictures. */
export const discardStep = (commandId: string): void => {
  const step = findKeptStep(commandId)
  takeOut(commandId)
  for (const { file } of step?.pictures ?? []) dropFile(file)
}

/** For somebody who deletes their account: nothing of theirs stays on this phone. */
export const discardAllSteps = (): void => {
  for (const { commandId } of all()) discardStep(commandId)
}

/** Those of one ticket that may still count, oldest first. */
export const pendingOf = (
  steps: readonly KeptStep[],
  { communityId, ticketId }: Pick<TicketCard, 'communityId' | 'ticketId'>,
): KeptStep[] => steps.filter((one) => one.communityId === communityId && one.ticketId === ticketId)

/** A refused one holds up those after it on the same ticket: they stood on it. */
export const isHeldUp = (steps: readonly KeptStep[], step: KeptStep): boolean =>
  pendingOf(steps, step).some(
    (one) => one.sending.is === 'refused' && steps.indexOf(one) < steps.indexOf(step),
  )

export const newKeptStep = (
  card: Pick<
    TicketCard,
    'communityId' | 'ticketId' | 'number' | 'categoryName' | 'placeText' | 'version'
  >,
  step: KeptStepName,
  given: { words?: string; pictures?: Picture[]; point?: KeptStep['point'] } = {},
): KeptStep => {
  const { communityId, ticketId, number, categoryName, placeText, version } = card
  return {
    commandId: newCommandId(),
    personId: currentMe()?.personId ?? '',
    communityId,
    ticketId,
    about: { number, categoryName, placeText },
    step,
    words: given.words ?? '',
    pictures: given.pictures ?? [],
    point: given.point ?? null,
    seenVersion: pendingOf(ofMe(all()), card).length > 0 ? null : version,
    keptAt: nowMs(),
    sending: { is: 'waiting' },
  }
}
