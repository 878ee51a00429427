import { sql } from 'kysely'
import { FORGETTABLE_ROLE, FORGETTABLE_STEPS } from '../../../domain/ticket/chain'
import type { Caller } from '../../ports/caller'
import type { Tx, Work } from '../../ports/work'
import { takeBackAll } from '../chat/take-back'
import { mustNotBeLastModerator } from '../communities/last-moderator'

/**
 * Deletes an account (PIPL art. 47), in one transaction. What tells who it was goes; reports stay as a
 * public matter without their reporter, and history keeps its steps without a name.
 */
export const deleteMe = async (work: Work, { personId }: Caller): Promise<void> => {
  const { tx, now } = work
  const memberships = await tx
    .selectFrom('membership')
    .select(['community_id', 'role'])
    .where('person_id', '=', personId)
    .where('left_at', 'is', null)
    .orderBy('community_id')
    .execute()
  for (const { community_id, role } of memberships)
    if (role === 'moderator') await mustNotBeLastModerator(tx, community_id, personId)

  await withdrawWaiting(work, personId)
  await forgetInAnswers(tx, personId)
  await forgetAccount(tx, personId)
  await takeBackAll(work, personId)
  await forgetInCommunities(tx, personId, now)
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
    .where('id', '=', personId)
    .execute()
  for (const { community_id } of memberships)
    await work.announce(community_id, { name: 'membership.changed' }, { personIds: [personId] })
  work.lookAgainAt(personId)
}

/** Moderators need not decide about somebody who is gone. */
const withdrawWaiting = async ({ tx, now, announce }: Work, personId: string): Promise<void> => {
  const withdrawn = await tx
    .updateTable('application')
    .set({ state: 'withdrawn', decided_at: now })
    .where('person_id', '=', personId)
    .where('state', '=', 'waiting')
    .returning(['community_id', 'id'])
    .execute()
  for (const { community_id, id } of withdrawn)
    await announce(
      community_id,
      { name: 'application.changed', applicationId: id, state: 'withdrawn' },
      { moderators: true },
    )
}

const forgetAccount = async (tx: Tx, personId: string): Promise<void> => {
  const tables = [
    'wechat_identity',
    'session',
    'sign_in_code',
    'announcement_read',
    'consent',
    'subscription',
    'command',
    'message_report',
    'message_appeal',
    'inbox',
    'phone',
    'group_seat',
    'mention',
    'message_deleted_for',
    'sanction',
  ] as const
  for (const table of tables)
    await sql`delete from ${sql.table(table)} where person_id = ${personId}`.execute(tx)
  await tx
    .updateTable('invitation')
    .set({ made_by: null })
    .where('made_by', '=', personId)
    .execute()
}

const GONE = '已注销'
/** An address must say something: a dash where there was a door. */
const NO_ADDRESS = { building: '—', unit: '', room: '' }

/** Answers kept for the commands of others name them too: who sends such a command again hears the same, without the name. */
const forgetInAnswers = async (tx: Tx, personId: string): Promise<void> => {
  const nameless = JSON.stringify({ surname: '', nickname: GONE, note: '', address: NO_ADDRESS })
  await sql`
    update command set answer = command.answer || ${nameless}::jsonb
    from application
    where command.community_id = application.community_id
      and command.answer ->> 'applicationId' = application.id::text
      and command.answer ? 'surname'
      and application.person_id = ${personId}
  `.execute(tx)
  const known = await tx
    .selectFrom('membership')
    .select(['community_id', 'nickname'])
    .where('person_id', '=', personId)
    .execute()
  for (const { community_id, nickname } of known) {
    const said = JSON.stringify(nickname)
    await sql`
      update command set answer = replace(answer::text, ${said}, ${JSON.stringify(GONE)})::jsonb
      where community_id = ${community_id} and strpos(answer::text, ${said}) > 0
    `.execute(tx)
  }
}

const forgetInCommunities = async (tx: Tx, personId: string, now: Date): Promise<void> => {
  await tx.deleteFrom('grid_worker').where('person_id', '=', personId).execute()
  await tx.deleteFrom('department_account').where('person_id', '=', personId).execute()
  await tx.deleteFrom('follower').where('person_id', '=', personId).execute()
  await tx
    .updateTable('membership')
    .set((eb) => ({
      nickname: GONE,
      building: null,
      unit: null,
      room: null,
      relation: null,
      left_at: eb.fn.coalesce('left_at', eb.val(now)),
    }))
    .where('person_id', '=', personId)
    .execute()
  await tx
    .updateTable('application')
    .set({ surname: '', note: '', ...NO_ADDRESS })
    .where('person_id', '=', personId)
    .execute()
  // Moderators were told of the application by the applicant's name and door.
  await sql`
    delete from inbox using application
    where inbox.community_id = application.community_id and inbox.application_id = application.id
      and application.person_id = ${personId}
  `.execute(tx)
  await tx
    .updateTable('application')
    .set({ invited_by: null })
    .where('invited_by', '=', personId)
    .execute()
  await tx
    .updateTable('routing_rule')
    .set({ changed_by: null })
    .where('changed_by', '=', personId)
    .execute()
  await tx
    .updateTable('keyword_rule')
    .set({ made_by: null })
    .where('made_by', '=', personId)
    .execute()
  await tx
    .updateTable('announcement_comment')
    .set({ author_id: null, words: '', deleted_at: now })
    .where('author_id', '=', personId)
    .execute()
  await forgetInHistory(tx, personId)
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
    .set({ uploaded_by: null, taken_lat: null, taken_lng: null })
    .where('uploaded_by', '=', personId)
    .execute()
}

/** Every step stays, and so does its seal: what goes is not part of it, or is there as a digest only. */
const forgetInHistory = async (tx: Tx, personId: string): Promise<void> => {
  const communityIds = tx
    .selectFrom('membership')
    .select('community_id')
    .where('person_id', '=', personId)
  // How far somebody stood from a ticket's place is part of its history; where, is not.
  await tx
    .updateTable('step')
    .set({ lat: null, lng: null })
    .where('community_id', 'in', communityIds)
    .where('actor_id', '=', personId)
    .where('lat', 'is not', null)
    .execute()
  // `verify-tickets` accepts forgotten words where this forgets them, and nowhere else.
  await tx
    .updateTable('step')
    .set({ words: '', words_salt: null })
    .where('community_id', 'in', communityIds)
    .where('actor_id', '=', personId)
    .where('actor_role', '=', FORGETTABLE_ROLE)
    .where('step', 'in', FORGETTABLE_STEPS)
    .where('words', '!=', '')
    .execute()
}
