import { create } from 'zustand'
import type { Message, MessagePlace } from '../../../contract/chat'
import { ApiError, type AnyErrorCode } from '@/api/api-error'
import { call, uploadPhoto } from '@/api/client'
import { newCommandId } from '@/platform/ids'
import { dropFile, fileUrl } from '@/platform/kept-files'
import { nowMs } from '@/platform/now'
import { readStored, store } from '@/platform/storage'
import { onComeback } from '@/stores/connection'
import { currentMe } from '@/stores/session'
import { hearMessage } from './store'

/** A picture that this phone keeps until the message has reached the server. */
export interface OutPhoto {
  commandId: string
  file: string
  photoId?: string
}

/** Something said that the server may not have yet. Its `commandId` makes it one message, however often it is sent. */
export interface Outgoing {
  commandId: string
  /** Who said it: nobody else on this phone sends it, or sees it. */
  personId: string
  communityId: string
  groupId: string
  words: string
  photos: OutPhoto[]
  place: MessagePlace | null
  /** A ticket as a card, and what it is called while it waits. */
  ticket?: { ticketId: string; name: string } | null
  quote: Message['quote']
  mentions: string[]
  isToEveryone: boolean
  at: number
  state: { is: 'waiting' } | { is: 'sending' } | { is: 'failed'; code: AnyErrorCode }
}

export type Said = Pick<Outgoing, 'communityId' | 'groupId'> &
  Partial<Omit<Outgoing, 'commandId' | 'personId' | 'state'>>

const KEY = 'talk-outbox'
const isOutbox = (value: unknown): value is Outgoing[] =>
  Array.isArray(value) &&
  value.every((one) => typeof one === 'object' && one !== null && 'commandId' in one)

const stored = (): Outgoing[] =>
  (readStored(KEY, isOutbox) ?? []).map((one) =>
    // The app was closed in the middle: whether it arrived is not known, and sending again is harmless.
    one.state.is === 'sending' ? { ...one, state: { is: 'waiting' } } : one,
  )

export const useOutbox = create<{ outgoing: Outgoing[] }>(() => ({ outgoing: stored() }))

const keep = (outgoing: Outgoing[]): void => {
  // First on the disk: what does not fit there is told, and nothing seems to be kept that is not.
  store(KEY, outgoing)
  useOutbox.setState({ outgoing })
}

const all = (): Outgoing[] => useOutbox.getState().outgoing

const change = (commandId: string, part: Partial<Outgoing>): void =>
  keep(all().map((one) => (one.commandId === commandId ? { ...one, ...part } : one)))

/** Keeps what was said and sends it. Throws StorageFull when this phone cannot keep it. */
export const sayInGroup = (said: Said): void => {
  const me = currentMe()
  if (!me) return
  keep([
    ...all(),
    {
      commandId: newCommandId(),
      personId: me.personId,
      words: '',
      photos: [],
      place: null,
      quote: null,
      mentions: [],
      isToEveryone: false,
      at: nowMs(),
      ...said,
      state: { is: 'waiting' },
    },
  ])
  void sendOutbox()
}

export const dropOutgoing = (commandId: string): void => {
  const gone = all().find((one) => one.commandId === commandId)
  keep(all().filter((one) => one.commandId !== commandId))
  for (const { file } of gone?.photos ?? []) dropFile(file)
}

export const sendAgain = (commandId: string): void => {
  change(commandId, { state: { is: 'waiting' } })
  void sendOutbox()
}

/** What was refused for this reason, which holds no more. */
export const sendRefusedAgain = (code: AnyErrorCode): void => {
  const me = currentMe()
  for (const { commandId, personId, state } of all())
    if (state.is === 'failed' && state.code === code && personId === me?.personId)
      sendAgain(commandId)
}

/** For somebody who deletes their account: nothing of theirs stays on this phone. */
export const dropAllOutgoing = (): void => {
  for (const { commandId } of all()) dropOutgoing(commandId)
}

const FIRST_RETRY_MS = 3_000
const LONGEST_RETRY_MS = 120_000
let running: Promise<void> | null = null
let retry: ReturnType<typeof setTimeout> | undefined
let failures = 0

/** Everything that waits, in the order in which it was said; one after the other, so that the order stays. */
export const sendOutbox = (): Promise<void> => {
  running ??= sendAll().finally(() => {
    running = null
  })
  return running
}

const sendAll = async (): Promise<void> => {
  clearTimeout(retry)
  for (;;) {
    const me = currentMe()
    const next = all().find(
      ({ state, personId }) => state.is === 'waiting' && personId === me?.personId,
    )
    if (!next) return
    if (!(await send(next))) return tryLater()
  }
}

const tryLater = (): void => {
  retry = setTimeout(
    () => void sendOutbox(),
    Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures),
  )
  failures += 1
}

/** False when the way is closed and everything must wait. */
const send = async ({ commandId }: Outgoing): Promise<boolean> => {
  try {
    change(commandId, { state: { is: 'sending' } })
    await sendPhotos(commandId)
    const said = all().find((one) => one.commandId === commandId)
    if (!said) return true
    hearMessage(await post(said))
    failures = 0
    dropOutgoing(commandId)
    return true
  } catch (error) {
    const problem = error instanceof ApiError ? error : new ApiError('internal', 500)
    change(commandId, {
      state: problem.isOnTheWay ? { is: 'waiting' } : { is: 'failed', code: problem.code },
    })
    return !problem.isOnTheWay
  }
}

const sendPhotos = async (commandId: string): Promise<void> => {
  const said = all().find((one) => one.commandId === commandId)
  for (const photo of said?.photos ?? []) {
    if (photo.photoId || !said) continue
    const { photoId } = await uploadPhoto(
      said.communityId,
      await fileUrl(photo.file),
      photo.commandId,
    )
    const now = all().find((one) => one.commandId === commandId)
    if (!now) return
    change(commandId, {
      photos: now.photos.map((one) =>
        one.commandId === photo.commandId ? { ...one, photoId } : one,
      ),
    })
  }
}

const post = ({
  commandId,
  communityId,
  groupId,
  words,
  photos,
  place,
  ticket,
  quote,
  mentions,
  isToEveryone,
}: Outgoing): Promise<Message> =>
  call('postMessage', {
    params: { communityId, groupId },
    body: {
      commandId,
      ...(words && { words }),
      ...(photos.length > 0 && { photoIds: photos.flatMap(({ photoId }) => photoId ?? []) }),
      ...(place && { place }),
      ...(ticket && { ticketId: ticket.ticketId }),
      ...(quote && { quoteSeq: quote.seq }),
      ...(mentions.length > 0 && { mentions }),
      ...(isToEveryone && { isToEveryone }),
    },
  })

export const sendTalkWhenBack = (): (() => void) => onComeback(() => void sendOutbox())
