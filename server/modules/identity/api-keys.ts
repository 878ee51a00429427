import type { NewId } from '../../ports/ids'
import type { Db, Tx } from '../../ports/work'
import { hashOf, newToken } from './secrets'

/** What the command line makes without further ado; Open311 keys have limits of their own. */
export const KEY_SCOPES = ['metrics'] as const
export type KeyScope = (typeof KEY_SCOPES)[number] | 'open311'

/** A key for a machine, shown once and stored as its hash; null when a key of that name is in use. */
export const makeApiKey = async (
  tx: Tx,
  { newId, now }: { newId: NewId; now: Date },
  { name, scope }: { name: string; scope: KeyScope },
): Promise<string | null> => {
  const inUse = await tx
    .selectFrom('api_key')
    .select('id')
    .where('name', '=', name)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (inUse) return null
  const key = newToken()
  await tx
    .insertInto('api_key')
    .values({ id: newId(), key_hash: hashOf(key), name, scope, created_at: now, revoked_at: null })
    .execute()
  return key
}

/** Ends the key of that name; false when there is none in use. */
export const revokeApiKey = async (tx: Tx, name: string, now: Date): Promise<boolean> =>
  (
    await tx
      .updateTable('api_key')
      .set({ revoked_at: now })
      .where('name', '=', name)
      .where('revoked_at', 'is', null)
      .returning('id')
      .execute()
  ).length > 0

export const listApiKeys = (db: Db) =>
  db
    .selectFrom('api_key')
    .select(['name', 'scope', 'created_at'])
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .execute()
