import type { Database } from '../../server/ports/database'

/** This person has been vouched for, so that they may speak. */
export const knownByPhone = async (
  { db }: Database,
  personId: string,
  now: Date,
): Promise<void> => {
  await db
    .insertInto('phone')
    .values({ person_id: personId, number: null, vouched_by: null, verified_at: now })
    .onConflict((conflict) => conflict.column('person_id').doNothing())
    .execute()
}
