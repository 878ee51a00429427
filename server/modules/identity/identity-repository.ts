import type { Db, Tx } from '../../ports/work'

/** Sessions that hold now, of people who are still here. */
const sessionsThatHold = (db: Db, now: Date) =>
  db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select(['session.id', 'session.person_id', 'session.last_seen_at', 'person.is_operator'])
    .where('session.expires_at', '>', now)
    .where('session.revoked_at', 'is', null)
    .where('person.deleted_at', 'is', null)

export const findSessionByHash = (db: Db, hash: string, now: Date) =>
  sessionsThatHold(db, now)
    .where((eb) =>
      eb.or([
        eb('session.token_hash', '=', hash),
        eb.and([eb('session.previous_hash', '=', hash), eb('session.previous_until', '>', now)]),
      ]),
    )
    .executeTakeFirst()

export const findSessionById = (db: Db, sessionId: string, now: Date) =>
  sessionsThatHold(db, now).where('session.id', '=', sessionId).executeTakeFirst()

export const touchSession = (db: Db, sessionId: string, now: Date) =>
  db.updateTable('session').set({ last_seen_at: now }).where('id', '=', sessionId).execute()

export const findPerson = (db: Db, personId: string) =>
  db
    .selectFrom('person')
    .select(['id', 'surname', 'is_operator', 'deleted_at'])
    .where('id', '=', personId)
    .executeTakeFirst()

export const findWechatPerson = (db: Db, openid: string) =>
  db
    .selectFrom('wechat_identity')
    .select('person_id')
    .where('openid', '=', openid)
    .executeTakeFirst()

/** Whose identity this is from now on: the one who had it before, if there was one. */
export const keepWechatIdentity = async (
  tx: Tx,
  identity: { openid: string; unionid?: string | null; personId: string; now: Date },
): Promise<string> => {
  const { person_id } = await tx
    .insertInto('wechat_identity')
    .values({
      openid: identity.openid,
      person_id: identity.personId,
      unionid: identity.unionid ?? null,
      last_seen_at: identity.now,
    })
    .onConflict((conflict) => conflict.column('openid').doUpdateSet({ last_seen_at: identity.now }))
    .returning('person_id')
    .executeTakeFirstOrThrow()
  return person_id
}

/** Somebody who was added a moment ago in this transaction and has nothing yet. */
export const forgetPerson = async (tx: Tx, personId: string): Promise<void> => {
  await tx.deleteFrom('consent').where('person_id', '=', personId).execute()
  await tx.deleteFrom('person').where('id', '=', personId).execute()
}

/** Uses a code up and says whose it was; null when it is unknown, used or over. */
export const useSignInCode = async (
  tx: Tx,
  codeHash: string,
  now: Date,
): Promise<string | null> => {
  const used = await tx
    .updateTable('sign_in_code')
    .set({ used_at: now })
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('person_id')
    .executeTakeFirst()
  return used?.person_id ?? null
}

export const findSignInCode = (db: Db, codeHash: string) =>
  db
    .selectFrom('sign_in_code')
    .select('used_at')
    .where('code_hash', '=', codeHash)
    .executeTakeFirst()

export const hasWechat = async (db: Db, personId: string): Promise<boolean> =>
  (await db
    .selectFrom('wechat_identity')
    .select('openid')
    .where('person_id', '=', personId)
    .executeTakeFirst()) !== undefined

export const findNewestConsent = (db: Db, personId: string) =>
  db
    .selectFrom('consent')
    .select('notice_version')
    .where('person_id', '=', personId)
    .orderBy('given_at', 'desc')
    .limit(1)
    .executeTakeFirst()

export const keepConsent = (db: Db, personId: string, noticeVersion: string, now: Date) =>
  db
    .insertInto('consent')
    .values({ person_id: personId, notice_version: noticeVersion, given_at: now })
    .onConflict((conflict) => conflict.columns(['person_id', 'notice_version']).doNothing())
    .execute()

export const findMembershipsOf = (db: Db, personId: string) =>
  db
    .selectFrom('membership')
    .innerJoin('community', 'community.id', 'membership.community_id')
    .select([
      'membership.community_id',
      'community.name',
      'community.is_sample',
      'membership.role',
      'membership.nickname',
      'membership.building',
      'membership.unit',
      'membership.room',
      'membership.relation',
      'membership.joined_at',
    ])
    .where('membership.person_id', '=', personId)
    .where('membership.left_at', 'is', null)
    .orderBy('membership.joined_at')
    .execute()

export const findGridCodesOf = (db: Db, personId: string) =>
  db
    .selectFrom('grid_worker')
    .select(['community_id', 'grid_code'])
    .where('person_id', '=', personId)
    .orderBy('grid_code')
    .execute()

/** The last ones of each kind are enough for somebody to see how their wish stands. */
export const findApplicationsOf = (db: Db, personId: string) =>
  db
    .selectFrom('application')
    .innerJoin('community', 'community.id', 'application.community_id')
    .selectAll('application')
    .select('community.name as community_name')
    .where('application.person_id', '=', personId)
    .where('application.state', 'in', ['waiting', 'refused'])
    .orderBy('application.applied_at', 'desc')
    .limit(10)
    .execute()

export const findSessionsOf = (db: Db, personId: string, now: Date) =>
  db
    .selectFrom('session')
    .select(['id', 'device', 'created_at', 'last_seen_at'])
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .execute()

/** Who somebody is in WeChat, and when a session that began there was last used. */
export const findSeenInWechat = (db: Db, personId: string) =>
  db
    .selectFrom('wechat_identity')
    .innerJoin('session', 'session.person_id', 'wechat_identity.person_id')
    .select(['wechat_identity.openid', 'session.last_seen_at'])
    .where('wechat_identity.person_id', '=', personId)
    .where('session.in_wechat', '=', true)
    .orderBy('session.last_seen_at', 'desc')
    .orderBy('wechat_identity.last_seen_at', 'desc')
    .limit(1)
    .executeTakeFirst()

export const findSamplePeople = (db: Db) =>
  db
    .selectFrom('person')
    .select(['id', 'sample_name', 'sample_who', 'sample_can_try', 'is_operator'])
    .select((eb) =>
      eb
        .selectFrom('membership')
        .select('membership.role')
        .whereRef('membership.person_id', '=', 'person.id')
        .where('membership.left_at', 'is', null)
        .orderBy('membership.joined_at')
        .limit(1)
        .as('role'),
    )
    .where('sample_name', 'is not', null)
    .where('deleted_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
