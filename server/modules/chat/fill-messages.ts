import { sql } from 'kysely'
import type { LiveEvent } from '../../../contract/events'
import type { Deps } from '../../deps'
import { messages } from './message-repository'
import { presentMessages } from './present-message'

/**
 * Puts the messages themselves into the events that tell of them, as they are now and as the whole group may
 * see them. Events keep only numbers, so what was recalled meanwhile is told as recalled.
 */
export const fillMessages = async <E extends { event: LiveEvent }>(
  { database, urlSecret, clock }: Pick<Deps, 'database' | 'urlSecret' | 'clock'>,
  communityId: string,
  stored: readonly E[],
): Promise<readonly E[]> => {
  const wanted = new Map<string, { groupId: string; seq: number }>()
  for (const { event } of stored)
    if (event.name === 'message.changed')
      wanted.set(keyOf(event.groupId, event.messageSeq), {
        groupId: event.groupId,
        seq: event.messageSeq,
      })
  if (wanted.size === 0) return stored
  const pairs = [...wanted.values()].map(
    ({ groupId, seq }) => sql`(${groupId}::uuid, ${seq}::bigint)`,
  )
  const rows = await messages(database.db, communityId)
    .where(sql<boolean>`(message.group_id, message.seq) in (${sql.join(pairs)})`)
    .execute()
  const shown = await presentMessages(database.db, rows, {
    urlSecret,
    now: clock.now(),
    personId: null,
    keepsOrder: false,
  })
  const found = new Map(shown.map((message) => [keyOf(message.groupId, message.seq), message]))
  return stored.map((one) => {
    if (one.event.name !== 'message.changed') return one
    const message = found.get(keyOf(one.event.groupId, one.event.messageSeq))
    return message ? { ...one, event: { ...one.event, message } } : one
  })
}

const keyOf = (groupId: string, seq: number): string => `${groupId}/${seq}`
