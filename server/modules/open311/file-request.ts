import { inWork } from '../../commands'
import type { Deps } from '../../deps'
import { AppError } from '../../ports/app-error'
import { keepPhoto } from '../media/keep-photo'
import { PHOTOS_AT_MOST } from '../media/attach-photos'
import type { Question } from '../../../domain/ticket/questions'
import { findCategoryById } from '../tickets/categories'
import { openIssue } from '../tickets/report-issue'
import { attributesIn, digestOf, textIn, type Fields } from './fields'
import type { Open311Key } from './keys'
import { EXTERNAL_ID } from './external-id'
import { earlierPost, keepPost, lockOf, type Post } from './once-a-day'
import { numberOfTicket } from './read-requests'
import { Open311Refusal } from './refusal'
import { requestIdOf, tokenOf } from './request-id'
import { keepReporterName } from './reporter-name'
import { OPEN311_TEXT } from './text'
import { whereIn } from './where'
import type { Written } from './write'

/** Of a description, by the standard. */
const LONGEST_WORDS = 4_000
const LONGEST_ADDRESS = 200
const LONGEST_ID = 200

type FileDeps = Pick<
  Deps,
  'database' | 'clock' | 'newId' | 'bus' | 'photos' | 'blobs' | 'urlSecret'
>

/** Takes a report of another system. What it says of the person who reported there is not kept. */
export const fileRequest = async (
  deps: FileDeps,
  key: Open311Key,
  fields: Fields,
  files: readonly Uint8Array[],
): Promise<Written> => {
  const { db } = deps.database
  const code = textIn(fields, 'service_code')
  if (!code) throw new Open311Refusal(400, 'service_code is required')
  const category = await findCategoryById(db, code)
  if (!category) throw new Open311Refusal(404, `service_code ${code} was not found`)
  const words = textIn(fields, 'description')
  if ([...words].length > LONGEST_WORDS)
    throw new Open311Refusal(400, `description is longer than ${LONGEST_WORDS} characters`)
  const mediaUrl = mediaUrlIn(fields)
  if (files.length > PHOTOS_AT_MOST) throw new AppError('too-many-photos')
  const ownId = attributesIn(fields)[EXTERNAL_ID]?.[0]?.trim() || undefined
  if (ownId && ownId.length > LONGEST_ID)
    throw new Open311Refusal(400, `${EXTERNAL_ID} is longer than ${LONGEST_ID} characters`)
  const where = await whereIn(db, fields)
  if (where.place.text.length > LONGEST_ADDRESS)
    throw new Open311Refusal(400, `address_string is longer than ${LONGEST_ADDRESS} characters`)

  const { communityId } = where
  const post: Post = {
    communityId,
    keyId: key.keyId,
    ownId,
    digest: digestOf(fields, files),
    kind: 'report',
  }
  const reporter = { communityId, personId: key.personId, role: 'resident' as const }
  const filed = await deps.database.withLock(lockOf(post), async () => {
    const earlier = await earlierPost(db, post, deps.clock.now())
    if (earlier) return numberOfTicket(db, communityId, earlier.ticketId)
    const photoIds: string[] = []
    for (const file of files) {
      const { photoId } = await keepPhoto(deps, reporter, { commandId: deps.newId(), file })
      photoIds.push(photoId)
    }
    return inWork(deps, async (work) => {
      await keepReporterName(work, communityId, key)
      const ticketId = await openIssue(
        work,
        reporter,
        {
          categoryId: category.categoryId,
          words: words || category.name,
          photoIds,
          placeBy: where.by,
          isAnonymous: false,
          isPrivate: false,
          answers: answersIn(fields, category.questions),
          isByMachine: true,
          ...(mediaUrl && { note: OPEN311_TEXT.media(mediaUrl) }),
        },
        where.place,
      )
      await keepPost(work.tx, post, { ticketId, seq: null, mediaUrl }, work.now)
      return numberOfTicket(work.tx, communityId, ticketId)
    })
  })
  return {
    root: 'service_requests',
    item: 'request',
    body: [
      {
        ...(key.givesToken
          ? { token: tokenOf(communityId, filed.ticketId) }
          : { service_request_id: requestIdOf(communityId, filed.number) }),
        service_notice: null,
        account_id: null,
      },
    ],
  }
}

/** An address only: what is behind it is not fetched, because we would fetch whatever somebody names. */
export const mediaUrlIn = (fields: Fields): string | null => {
  const text = textIn(fields, 'media_url')
  if (!text) return null
  if (text.length > 2_000 || !/^https?:\/\//i.test(text) || !URL.canParse(text))
    throw new Open311Refusal(
      400,
      'media_url must be an address that begins with http:// or https://',
    )
  return text
}

/** Clients send a choice by its key or by what it is called, and a day with or without an hour. */
const answersIn = (
  fields: Fields,
  questions: readonly Question[],
): Record<string, string | string[]> => {
  const given = attributesIn(fields)
  const answers: Record<string, string | string[]> = {}
  for (const { code, kind, choices } of questions) {
    const values = (given[code] ?? []).map((value) => value.trim()).filter(Boolean)
    if (kind === 'choice' || kind === 'several') {
      const keyOf = (value: string): string =>
        choices.find((choice) => choice.key === value)?.key ??
        choices.find((choice) => choice.name === value)?.key ??
        value
      const isOneOfUs = (value: string) =>
        choices.some((one) => [one.key, one.name].includes(value))
      const apart = values.flatMap((value) => (isOneOfUs(value) ? [value] : value.split(',')))
      answers[code] = apart.map((value) => keyOf(value.trim()))
    } else answers[code] = kind === 'date' ? (values[0] ?? '').slice(0, 10) : (values[0] ?? '')
  }
  return answers
}
