import { sql, type Kysely } from 'kysely'

/** Sessions from before it was kept: begun in WeChat, by somebody whom WeChat has named. */
export const earlierInWechat = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      update session set in_wechat = true
      where device = '微信'
        and exists (select from wechat_identity where wechat_identity.person_id = session.person_id)
    `.execute(db)
  },
}
