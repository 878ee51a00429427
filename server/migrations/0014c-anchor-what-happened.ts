import { sql, type Kysely } from 'kysely'

interface Seal {
  community_id: string
  ticket_id: string
  seq: number
  hash: string | null
}

const STEPS_AT_A_TIME = 5_000

const numberOf = (hash: string): bigint =>
  BigInt(`0x${Buffer.from(hash, 'base64url').toString('hex') || '0'}`)

/** Anchors the steps from before there were anchors, as they are found. */
export const anchorWhatHappened = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      update ticket set chain_hash = (
        select hash from step
        where step.community_id = ticket.community_id and step.ticket_id = ticket.id
        order by seq desc limit 1)`.execute(db)
    const sums = new Map<string, { steps: number; seals: bigint }>()
    let last: Seal | undefined
    do {
      const page: Seal[] = await sealsAfter(db, last)
      for (const { community_id, hash } of page) {
        const sofar = sums.get(community_id) ?? { steps: 0, seals: 0n }
        sums.set(community_id, {
          steps: sofar.steps + 1,
          seals: sofar.seals + numberOf(hash ?? ''),
        })
      }
      last = page.at(-1)
    } while (last)
    await sql`delete from chain_anchor`.execute(db)
    for (const [communityId, { steps, seals }] of sums)
      await sql`
        insert into chain_anchor (community_id, steps, seals)
        values (${communityId}, ${steps}, ${seals.toString()}::numeric)`.execute(db)
  },
}

const sealsAfter = async (db: Kysely<unknown>, last: Seal | undefined): Promise<Seal[]> => {
  const after = last
    ? sql`where (community_id, ticket_id, seq) > (${last.community_id}, ${last.ticket_id}::uuid, ${last.seq})`
    : sql``
  const { rows } = await sql<Seal>`
    select community_id, ticket_id, seq, hash from step ${after}
    order by community_id, ticket_id, seq limit ${STEPS_AT_A_TIME}`.execute(db)
  return rows
}
