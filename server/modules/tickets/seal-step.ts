import { createHash, randomBytes } from 'node:crypto'
import type { Selectable } from 'kysely'
import {
  canonicalStep,
  canonicalWords,
  type ChainedFact,
  type ChainedStep,
} from '../../../domain/ticket/chain'
import type { StepTable } from '../../ports/schema'

export type StepRow = Selectable<StepTable>

/** Where somebody stood goes with their account; how far that was from the ticket's place stays, and is sealed. */
type NotSealed = 'words' | 'words_salt' | 'lat' | 'lng' | 'hash'

/** Every column of a step is sealed or named above: a new one does not compile before that is decided. */
const SEALED = {
  community_id: 'communityId',
  ticket_id: 'ticketId',
  seq: 'seq',
  step: 'step',
  actor_role: 'actorRole',
  actor_id: 'actorId',
  department_id: 'departmentId',
  from_state: 'fromState',
  to_state: 'toState',
  words_digest: 'wordsDigest',
  photo_ids: 'photoIds',
  distance_m: 'distanceM',
  to_person_id: 'toPersonId',
  to_department_ids: 'toDepartmentIds',
  stars: 'stars',
  closed_how: 'closedHow',
  at: 'at',
} as const satisfies Record<Exclude<keyof StepTable, NotSealed>, ChainedFact>

type SealedColumn = keyof typeof SEALED
export type SealedColumns = Pick<StepRow, SealedColumn>

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url')

const chained = (row: SealedColumns): ChainedStep =>
  // Object.entries forgets which names there are; `satisfies` above has proved that each fact is among them.
  Object.fromEntries(
    Object.entries(SEALED).map(([column, fact]) => [fact, row[column as SealedColumn]]),
  ) as ChainedStep

export const digestOfWords = (salt: string, words: string): string =>
  sha256(canonicalWords(salt, words))

export const hashOfStep = (previousHash: string | null, row: SealedColumns): string =>
  sha256(canonicalStep(previousHash, chained(row)))

/** Seals add up in any order. */
export const numberOfSeal = (hash: string): bigint =>
  BigInt(`0x${Buffer.from(hash, 'base64url').toString('hex') || '0'}`)

export interface Seal {
  hash: string
  words_salt: string | null
  words_digest: string | null
}

/** Seals a step after the one before it. */
export const sealOf = (
  previousHash: string | null,
  row: Omit<SealedColumns, 'words_digest'> & Pick<StepRow, 'words'>,
): Seal => {
  const words_salt = row.words ? randomBytes(16).toString('base64url') : null
  const words_digest = words_salt && digestOfWords(words_salt, row.words)
  return { hash: hashOfStep(previousHash, { ...row, words_digest }), words_salt, words_digest }
}
