import type { Tx } from '../../ports/work'

/** Whose view of which group. */
export interface Seat {
  communityId: string
  personId: string
  groupId: string
}

const COLUMNS = ['community_id', 'person_id', 'group_id'] as const

const newSeat = ({ communityId, personId, groupId }: Seat) => ({
  community_id: communityId,
  person_id: personId,
  group_id: groupId,
  joined_at: null,
})

/** Sets what somebody chose for themselves in a group. */
export const changeSeat = async (
  tx: Tx,
  seat: Seat,
  set: { joined_at?: Date | null; read_seq?: number; is_muted?: boolean; is_pinned?: boolean },
): Promise<void> => {
  await tx
    .insertInto('group_seat')
    .values({ ...newSeat(seat), ...set })
    .onConflict((conflict) => conflict.columns(COLUMNS).doUpdateSet(set))
    .execute()
}

/**
 * Remembers how far somebody has read; it never goes back. With `onlyNext` it goes on only for who had read
 * all before: what one says oneself is read, what came meanwhile is not.
 */
export const readUpTo = async (
  tx: Tx,
  seat: Seat,
  seq: number,
  { onlyNext = false }: { onlyNext?: boolean } = {},
): Promise<void> => {
  await tx
    .insertInto('group_seat')
    .values({ ...newSeat(seat), read_seq: seq })
    .onConflict((conflict) =>
      conflict
        .columns(COLUMNS)
        .doUpdateSet({ read_seq: seq })
        .where('group_seat.read_seq', onlyNext ? '=' : '<', onlyNext ? seq - 1 : seq),
    )
    .execute()
}
