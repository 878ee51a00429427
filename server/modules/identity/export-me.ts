import { sql } from 'kysely'
import type { Api } from '../../../contract/api'
import type { Output } from '../../../contract/route'
import type { Caller } from '../../ports/caller'
import type { Db } from '../../ports/work'

/** Where a person stands in our tables, and by which column. What others wrote is not theirs to carry away. */
const MINE = {
  person: 'id',
  consent: 'person_id',
  wechat_identity: 'person_id',
  session: 'person_id',
  sign_in_code: 'person_id',
  subscription: 'person_id',
  membership: 'person_id',
  grid_worker: 'person_id',
  department_account: 'person_id',
  application: 'person_id',
  invitation: 'made_by',
  announcement: 'author_id',
  announcement_read: 'person_id',
  announcement_comment: 'author_id',
  announcement_edit: 'actor_id',
  ticket: 'reporter_id',
  issue: 'reporter_id',
  step: 'actor_id',
  follower: 'person_id',
  photo: 'uploaded_by',
  inbox: 'person_id',
  message: 'author_id',
  group_seat: 'person_id',
  mention: 'person_id',
  message_deleted_for: 'person_id',
  sanction: 'person_id',
  phone: 'person_id',
  command: 'person_id',
  message_report: 'person_id',
  message_appeal: 'person_id',
  keyword_rule: 'made_by',
} as const

/** Secrets, marks of our own machinery, and who else had a hand in it. */
const KEPT_BACK: readonly string[] = [
  'token_hash',
  'previous_hash',
  'previous_until',
  'code_hash',
  'asked_hash',
  'answer',
  'cell',
  'hash',
  'chain_hash',
  'words_salt',
  'words_digest',
  'assignee_id',
  'handled_by',
  'proposal_by',
  'proposal_step',
  'invited_by',
  'decided_by',
  'deleted_by',
  'vouched_by',
  'by_id',
  'lifted_by',
  'appeal_by',
  'answered_by',
]

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
  return { madeAt: now.toISOString(), tables }
}
