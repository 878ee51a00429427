import { createHash, randomBytes } from 'node:crypto'
import { sql, type Kysely } from 'kysely'

interface Step {
  community_id: string
  ticket_id: string
  seq: number
  words: string
  at: Date
  [column: string]: unknown
}
interface Sealed extends Step {
  hash: string
  words_salt: string | null
  words_digest: string | null
}

/** The canonical form as `domain/ticket/chain.ts` has it, for the columns that there were; a migration keeps its own. */
const SEALED = [
  ['communityId', 'community_id'],
  ['ticketId', 'ticket_id'],
  ['seq', 'seq'],
  ['step', 'step'],
  ['actorRole', 'actor_role'],
  ['actorId', 'actor_id'],
  ['departmentId', 'department_id'],
  ['fromState', 'from_state'],
  ['toState', 'to_state'],
  ['wordsDigest', 'words_digest'],
  ['photoIds', 'photo_ids'],
  ['distanceM', 'distance_m'],
  ['toPersonId', 'to_person_id'],
  ['toDepartmentIds', 'to_department_ids'],
  ['stars', 'stars'],
  ['closedHow', 'closed_how'],
  ['at', 'at'],
] as const

const STEPS_AT_A_TIME = 2_000

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url')

const isThere = (value: unknown): boolean =>
  value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)

const sealed = (previousHash: string | null, step: Step): Sealed => {
  const words_salt = step.words ? randomBytes(16).toString('base64url') : null
  const words_digest = words_salt && sha256(`${words_salt}\n${step.words}`)
  const row: Step = { ...step, words_digest }
  const facts = SEALED.filter(([, column]) => isThere(row[column]))
  const text = JSON.stringify([
    previousHash ?? '',
    ...facts.map(([fact, column]) => [fact, row[column]]),
  ])
  return { ...row, hash: sha256(text), words_salt, words_digest }
}

/** Seals the steps from before there were seals, in the order in which they happened. */
export const sealWhatHappened = {
  async up(db: Kysely<unknown>): Promise<void> {
    let last: Sealed | null = null
    for (;;) {
      const steps = await stepsAfter(db, last)
      if (steps.length === 0) return
      const page: Sealed[] = []
      for (const step of steps) {
        const before: Sealed | null = last?.ticket_id === step.ticket_id ? last : null
        last = sealed(before?.hash ?? null, step)
        page.push(last)
      }
      await keep(db, page)
    }
  },
}

const stepsAfter = async (db: Kysely<unknown>, last: Step | null): Promise<Step[]> => {
  const after = last
    ? sql`where (community_id, ticket_id, seq) > (${last.community_id}, ${last.ticket_id}::uuid, ${last.seq})`
    : sql``
  const { rows } = await sql<Step>`
    select * from step ${after} order by community_id, ticket_id, seq limit ${STEPS_AT_A_TIME}`.execute(
    db,
  )
  return rows
}

const keep = (db: Kysely<unknown>, page: readonly Sealed[]) => {
  const seals = JSON.stringify(
    page.map(({ community_id, ticket_id, seq, hash, words_salt, words_digest }) => ({
      community_id,
      ticket_id,
      seq,
      hash,
      words_salt,
      words_digest,
    })),
  )
  return sql`
    update step set hash = seal.hash, words_salt = seal.words_salt, words_digest = seal.words_digest
    from jsonb_to_recordset(${seals}::jsonb) as seal
      (community_id text, ticket_id uuid, seq integer, hash text, words_salt text, words_digest text)
    where step.community_id = seal.community_id and step.ticket_id = seal.ticket_id and step.seq = seal.seq`.execute(
    db,
  )
}
