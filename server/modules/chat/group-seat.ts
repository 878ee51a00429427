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

/** Remembers how far somebody has read; it never goes back. */
export const readUpTo = async (tx: Tx, seat: Seat, seq: number): Promise<void> => {
  await tx
    .insertInto('group_seat')
    .values({ ...newSeat(seat), read_seq: seq })
    .onConflict((conflict) =>
      conflict
        .columns(COLUMNS)
        .doUpdateSet({ read_seq: seq })
        .where('group_seat.read_seq', '<', seq),
    )
    .execute()
}

/** What somebody says is read by them, if they had read all before it; what came meanwhile is not. One of each person. */
export const readOwn = async (
  tx: Tx,
  own: readonly { seat: Seat; seq: number }[],
): Promise<void> => {
  await tx
    .insertInto('group_seat')
    .values(own.map(({ seat, seq }) => ({ ...newSeat(seat), read_seq: seq })))
    .onConflict((conflict) =>
      conflict
        .columns(COLUMNS)
        .doUpdateSet((eb) => ({ read_seq: eb.ref('excluded.read_seq') }))
        .whereRef('group_seat.read_seq', '=', (eb) => eb('excluded.read_seq', '-', 1)),
    )
    .execute()
}
