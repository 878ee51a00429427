import { sql, type Kysely } from 'kysely'

/** WeChat checks what somebody says only while it has seen them lately: this tells sessions that it sees from others. */
export const seenInWechat = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table session add column in_wechat boolean not null default false`.execute(db)
    await sql`create index session_in_wechat on session (person_id, last_seen_at) where in_wechat`.execute(
      db,
    )
  },
}
