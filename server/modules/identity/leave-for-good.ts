import { sql } from 'kysely'
import type { Output } from '../../../contract/route'
import type { Api } from '../../../contract/api'
import type { Caller } from '../../ports/caller'
import type { Deps } from '../../deps'
import type { Db, Tx } from '../../ports/work'
import { mustNotBeLastModerator } from '../communities/last-moderator'

/** Where a person stands in our tables, and by which column. What others wrote is not theirs to carry away. */
const MINE = {
  person: 'id',
  consent: 'person_id',
  wechat_identity: 'person_id',
  membership: 'person_id',
  application: 'person_id',
  grid_worker: 'person_id',
  issue: 'reporter_id',
  step: 'actor_id',
  follower: 'person_id',
  photo: 'uploaded_by',
  inbox: 'person_id',
  announcement: 'author_id',
  subscription: 'person_id',
} as const

/** Secrets and inner marks that tell a person nothing about themselves. */
const KEPT_BACK = ['token_hash', 'previous_hash', 'command_id']

/** Everything stored about a person (PIPL art. 45). */
export const exportMe = async (
  db: Db,
  caller: Caller,
  now: Date,
): Promise<Output<Api['exportMe']>> => {
  const tables: Record<string, Record<string, unknown>[]> = {}
  for (const [table, column] of Object.entries(MINE)) {
    const { rows } = await sql<Record<string, unknown>>`
      select * from ${sql.table(table)} where ${sql.ref(column)} = ${caller.personId}
    `.execute(db)
    tables[table] = rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([key]) => !KEPT_BACK.includes(key))),
    )
  }
  const sessions = await db
    .selectFrom('session')
    .select(['device', 'created_at', 'last_seen_at', 'expires_at', 'revoked_at'])
    .where('person_id', '=', caller.personId)
    .execute()
  return { madeAt: now.toISOString(), tables: { ...tables, session: sessions } }
}

/**
 * Deletes an account (PIPL art. 47). What tells who it was goes; reports stay as a public matter without
 * their reporter, and history keeps its steps without a name.
 */
export const leaveForGood = async (
  { database, clock }: Pick<Deps, 'database' | 'clock'>,
  caller: Caller,
): Promise<void> => {
  const now = clock.now()
  await database.db.transaction().execute(async (tx) => {
    const memberships = await tx
      .selectFrom('membership')
      .select(['community_id', 'role'])
      .where('person_id', '=', caller.personId)
      .where('left_at', 'is', null)
      .execute()
    for (const { community_id, role } of memberships)
      if (role === 'moderator') await mustNotBeLastModerator(tx, community_id, caller.personId)
    await forgetAccount(tx, caller.personId)
    await forgetInCommunities(tx, caller.personId, now)
    await tx
      .updateTable('person')
      .set({
        surname: '',
        is_operator: false,
        deleted_at: now,
        sample_name: null,
        sample_who: null,
        sample_can_try: null,
      })
      .where('id', '=', caller.personId)
      .execute()
  })
}

const forgetAccount = async (tx: Tx, personId: string): Promise<void> => {
  const tables = [
    'wechat_identity',
    'session',
    'sign_in_code',
    'consent',
    'subscription',
    'command',
    'inbox',
  ] as const
  for (const table of tables)
    await sql`delete from ${sql.table(table)} where person_id = ${personId}`.execute(tx)
  await tx
    .updateTable('invitation')
    .set({ made_by: null })
    .where('made_by', '=', personId)
    .execute()
}

const forgetInCommunities = async (tx: Tx, personId: string, now: Date): Promise<void> => {
  await tx.deleteFrom('grid_worker').where('person_id', '=', personId).execute()
  await tx.deleteFrom('follower').where('person_id', '=', personId).execute()
  await tx
    .updateTable('membership')
    .set({
      nickname: '已注销',
      building: null,
      unit: null,
      room: null,
      relation: null,
      left_at: now,
    })
    .where('person_id', '=', personId)
    .execute()
  await tx
    .updateTable('application')
    .set({ surname: '', building: '', unit: '', room: '', note: '' })
    .where('person_id', '=', personId)
    .execute()
  await tx
    .updateTable('application')
    .set({ state: 'withdrawn', decided_at: now })
    .where('person_id', '=', personId)
    .where('state', '=', 'waiting')
    .execute()
  await tx
    .updateTable('issue')
    .set({ reporter_id: null })
    .where('reporter_id', '=', personId)
    .execute()
  await tx
    .updateTable('ticket')
    .set({ reporter_id: null })
    .where('reporter_id', '=', personId)
    .execute()
  await tx
    .updateTable('photo')
    .set({ uploaded_by: null })
    .where('uploaded_by', '=', personId)
    .execute()
}
