import type { Work } from '../../ports/work'
import { mustFindGroup } from './in-talk'
import { tellOfMessage } from './tell-of-message'

/** What a message is after it was taken back: its number and its author's absence, and nothing that was said. */
export const NOTHING_LEFT = {
  state: 'recalled',
  hold_reason: null,
  words: '',
  photo_ids: '[]',
  place: null,
  mentions: '[]',
} as const

/** Screens that are open show the latest; older ones are read anew anyway. */
const TOLD_AT_MOST = 100

/** For who deletes the account: all they said is taken back, as they could have done themselves; what others said stays. */
export const takeBackAll = async (work: Work, personId: string): Promise<void> => {
  const { tx, now } = work
  const said = await tx
    .updateTable('message')
    .set({ ...NOTHING_LEFT, author_id: null })
    .where('author_id', '=', personId)
    .returning(['community_id', 'group_id', 'seq'])
    .execute()
  await tx
    .updateTable('photo')
    .set({ deleted_at: now })
    .where('uploaded_by', '=', personId)
    .where('message_id', 'is not', null)
    .where('ticket_id', 'is', null)
    .execute()
  for (const { community_id, group_id, seq } of said.slice(-TOLD_AT_MOST))
    await tellOfMessage(work, await mustFindGroup(tx, community_id, group_id), seq)
}
