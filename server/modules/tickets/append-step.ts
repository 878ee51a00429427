import { sql } from 'kysely'
import type { Tx, Work } from '../../ports/work'
import { numberOfSeal, sealOf, type StepRow } from './seal-step'

/** A step as it happened. What is left out did not play a part in it. */
export type NewStep = Pick<
  StepRow,
  'community_id' | 'ticket_id' | 'seq' | 'step' | 'actor_id' | 'actor_role' | 'to_state'
> &
  Partial<Omit<StepRow, 'hash' | 'words_salt' | 'words_digest' | 'at'>>

const NOTHING_MORE = {
  department_id: null,
  from_state: null,
  words: '',
  photo_ids: [],
  lat: null,
  lng: null,
  distance_m: null,
  to_person_id: null,
  to_department_ids: [],
  stars: null,
  closed_how: null,
} satisfies Partial<StepRow>

/**
 * The only writer of history. The ticket is locked, and its `version` becomes this step's `seq`: so every step has
 * one before it, and is sealed together with it (docs/decisions/0013-history-and-deadlines.md).
 */
export const appendStep = async (
  { tx, now }: Pick<Work, 'tx' | 'now'>,
  step: NewStep,
): Promise<void> => {
  const row = { ...NOTHING_MORE, ...step, at: now }
  const seal = sealOf(await hashBefore(tx, step), row)
  await tx
    .insertInto('step')
    .values({
      ...row,
      photo_ids: JSON.stringify(row.photo_ids),
      to_department_ids: JSON.stringify(row.to_department_ids),
      ...seal,
    })
    .execute()
  await tx
    .updateTable('ticket')
    .set({ chain_hash: seal.hash })
    .where('community_id', '=', row.community_id)
    .where('id', '=', row.ticket_id)
    .execute()
  await addToAnchor(tx, row.community_id, seal.hash)
}

/** A step that is cut off at the end, or goes with its whole ticket, is missing in this sum. */
const addToAnchor = (tx: Tx, communityId: string, hash: string) =>
  tx
    .insertInto('chain_anchor')
    .values({ community_id: communityId, steps: 1, seals: numberOfSeal(hash).toString() })
    .onConflict((conflict) =>
      conflict.column('community_id').doUpdateSet((eb) => ({
        steps: eb('chain_anchor.steps', '+', 1),
        seals: sql<string>`chain_anchor.seals + excluded.seals`,
      })),
    )
    .execute()

const hashBefore = async (tx: Tx, { community_id, ticket_id, seq }: NewStep) => {
  if (seq === 1) return null
  const before = await tx
    .selectFrom('step')
    .select('hash')
    .where('community_id', '=', community_id)
    .where('ticket_id', '=', ticket_id)
    .where('seq', '=', seq - 1)
    .executeTakeFirstOrThrow()
  return before.hash
}
