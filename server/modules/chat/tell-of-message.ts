import type { Audience } from '../../ports/schema'
import type { Work } from '../../ports/work'
import { placeOf, type GroupRow } from './in-talk'

/** Tells who may know that a message is new or another: its group, unless it waits and is for few. */
export const tellOfMessage = (
  { announce }: Work,
  group: GroupRow,
  seq: number,
  audience: Audience = { group: placeOf(group) },
): Promise<void> =>
  announce(
    group.community_id,
    { name: 'message.changed', groupId: group.id, messageSeq: seq },
    audience,
  )
