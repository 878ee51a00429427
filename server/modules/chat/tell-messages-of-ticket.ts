import type { Work } from '../../ports/work'
import { everyoneIn } from './post-message'
import { mustFindGroup } from './in-talk'

/** The group sees under a message how its ticket stands: when the ticket moves, the message is told of anew. */
export const tellMessagesOfTicket = async (
  work: Work,
  communityId: string,
  ticketId: string,
): Promise<void> => {
  const marked = await work.tx
    .selectFrom('message')
    .select(['group_id', 'seq'])
    .where('community_id', '=', communityId)
    .where('ticket_id', '=', ticketId)
    .where('state', '=', 'shown')
    .execute()
  for (const { group_id, seq } of marked) {
    const group = await mustFindGroup(work.tx, communityId, group_id)
    await work.announce(
      communityId,
      { name: 'message.changed', groupId: group_id, messageSeq: seq },
      everyoneIn(group),
    )
  }
}
