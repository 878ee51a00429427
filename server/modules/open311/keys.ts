import type { NewId } from '../../ports/ids'
import type { Db, Tx } from '../../ports/work'
import { hashOf } from '../identity/secrets'
import { makeApiKey } from '../identity/api-keys'
import { addMachine } from '../identity/add-person'

/** A key is somebody who reports: what it files is its own, and it may follow that, confirm and dispute. */
export interface Open311Key {
  keyId: string
  name: string
  personId: string
  perMinute: number
  givesToken: boolean
}

export const USUAL_PER_MINUTE = 120

/** Made by the operator, shown once, stored as its hash; null when a key of that name is in use. */
export const makeOpen311Key = async (
  tx: Tx,
  deps: { newId: NewId; now: Date },
  { name, perMinute, givesToken }: { name: string; perMinute: number; givesToken: boolean },
): Promise<string | null> => {
  const key = await makeApiKey(tx, deps, { name, scope: 'open311' })
  if (key === null) return null
  await tx
    .updateTable('api_key')
    .set({
      reports_as: await addMachine(tx, deps, name),
      per_minute: perMinute,
      gives_token: givesToken,
    })
    .where('key_hash', '=', hashOf(key))
    .execute()
  return key
}

export const findOpen311Key = async (db: Db, key: string): Promise<Open311Key | null> => {
  const row = await db
    .selectFrom('api_key')
    .select(['id', 'name', 'reports_as', 'per_minute', 'gives_token'])
    .where('key_hash', '=', hashOf(key))
    .where('scope', '=', 'open311')
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row?.reports_as
    ? {
        keyId: row.id,
        name: row.name,
        personId: row.reports_as,
        perMinute: row.per_minute ?? USUAL_PER_MINUTE,
        givesToken: row.gives_token,
      }
    : null
}
