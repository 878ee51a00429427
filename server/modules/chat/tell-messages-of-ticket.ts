import type { Work } from '../../ports/work'
import { tellOfMessage } from './tell-of-message'

/** The group sees under a message how its ticket stands: when the ticket moves, the message is told of anew. */
export const tellMessagesOfTicket = async (
  work: Work,
  communityId: string,
  ticketId: string,
): Promise<void> => {
  const marked = await work.tx
    .selectFrom('message')
    .innerJoin('chat_group', (join) =>
      join
        .onRef('chat_group.community_id', '=', 'message.community_id')
        .onRef('chat_group.id', '=', 'message.group_id'),
    )
    .selectAll('chat_group')
    .select('message.seq')
    .where('message.community_id', '=', communityId)
    .where('message.ticket_id', '=', ticketId)
    .where('message.state', '=', 'shown')
    .execute()
  for (const { seq, ...group } of marked) await tellOfMessage(work, group, seq)
}
