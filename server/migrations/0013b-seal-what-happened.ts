import { sql, type Kysely } from 'kysely'
import { sealOf } from '../modules/tickets/seal-step'

type Row = Parameters<typeof sealOf>[1]

const STEPS_AT_A_TIME = 2_000

/** Seals the steps from before there were seals, in the order in which they happened. */
export const sealWhatHappened = {
  async up(db: Kysely<unknown>): Promise<void> {
    let last: (Row & { hash: string }) | null = null
    for (;;) {
      const rows: Row[] = await stepsAfter(db, last)
      if (rows.length === 0) return
      const sealed: (Row & ReturnType<typeof sealOf>)[] = []
      for (const row of rows) {
        const isNext: boolean = last?.ticket_id === row.ticket_id
        const one: Row & ReturnType<typeof sealOf> = {
          ...row,
          ...sealOf(isNext ? (last?.hash ?? null) : null, row),
        }
        sealed.push(one)
        last = one
      }
      await keep(db, sealed)
    }
  },
}

const stepsAfter = async (db: Kysely<unknown>, last: Row | null): Promise<Row[]> => {
  const after = last
    ? sql`where (community_id, ticket_id, seq) > (${last.community_id}, ${last.ticket_id}::uuid, ${last.seq})`
    : sql``
  const { rows } = await sql<Row>`
    select * from step ${after} order by community_id, ticket_id, seq limit ${STEPS_AT_A_TIME}`.execute(
    db,
  )
  return rows
}

const keep = (db: Kysely<unknown>, sealed: readonly (Row & ReturnType<typeof sealOf>)[]) => {
  const told = JSON.stringify(
    sealed.map(({ community_id, ticket_id, seq, hash, words_salt, words_digest }) => ({
      community_id,
      ticket_id,
      seq,
      hash,
      words_salt,
      words_digest,
    })),
  )
  return sql`
    update step set hash = seal.hash, words_salt = seal.words_salt, words_digest = seal.words_digest
    from jsonb_to_recordset(${told}::jsonb) as seal
      (community_id text, ticket_id uuid, seq integer, hash text, words_salt text, words_digest text)
    where step.community_id = seal.community_id and step.ticket_id = seal.ticket_id and step.seq = seal.seq`.execute(
    db,
  )
}
