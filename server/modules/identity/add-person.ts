import type { NewId } from '../../ports/ids'
import type { Tx } from '../../ports/work'
import { keepConsent } from './identity-repository'
import { makeSignInCode } from './keep-session'

interface AddDeps {
  newId: NewId
  now: Date
}

interface NewPerson {
  surname: string
  /** The privacy notice that they agreed to; without it nothing may be told of them, so they have no name. */
  noticeVersion: string | null
  isOperator: boolean
}

const insertPerson = async (
  tx: Tx,
  { newId, now }: AddDeps,
  { surname, noticeVersion, isOperator }: NewPerson,
): Promise<string> => {
  const id = newId()
  await tx
    .insertInto('person')
    .values({
      id,
      surname,
      is_operator: isOperator,
      created_at: now,
      deleted_at: null,
      sample_name: null,
      sample_who: null,
      sample_can_try: null,
    })
    .execute()
  if (noticeVersion !== null) await keepConsent(tx, id, noticeVersion, now)
  return id
}

/** A person and their consent are stored together or not at all (PIPL art. 13, 14). */
export const addPerson = (
  tx: Tx,
  deps: AddDeps,
  person: { surname: string; noticeVersion: string },
): Promise<string> => insertPerson(tx, deps, { ...person, isOperator: false })

/** Another machine, as somebody who reports: no human being, so there is nothing to agree to. */
export const addMachine = (tx: Tx, deps: AddDeps, name: string): Promise<string> =>
  insertPerson(tx, deps, { surname: name, noticeVersion: null, isOperator: false })

const DAY_MS = 24 * 3_600_000

/** A new operator, nameless until they agree to the notice, and the code of their first sign-in, good for a day. */
export const inviteOperator = async (
  tx: Tx,
  deps: AddDeps,
): Promise<{ personId: string; code: string; expiresAt: string }> => {
  const personId = await insertPerson(tx, deps, {
    surname: '',
    noticeVersion: null,
    isOperator: true,
  })
  return { personId, ...(await makeSignInCode(tx, personId, deps.now, DAY_MS)) }
}
