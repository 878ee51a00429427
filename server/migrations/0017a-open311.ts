import { sql, type Kysely } from 'kysely'

/** Keys of other machines as somebody who reports, their limits, and what each has sent. */
const STATEMENTS = [
  `alter table api_key add column reports_as uuid references person (id)`,
  `alter table api_key add column per_minute integer`,
  `alter table api_key add column gives_token boolean not null default false`,
  `create table open311_post (
     community_id text not null, key_id uuid not null references api_key (id), content text not null,
     ticket_id uuid not null, seq integer, external_id text, media_url text, at timestamptz not null,
     primary key (community_id, key_id, content),
     foreign key (community_id, ticket_id) references ticket (community_id, id))`,
  `create index open311_post_of_ticket on open311_post (community_id, ticket_id)`,
  `create index ticket_reported on ticket (community_id, reported_at desc, id desc)`,
]

export const open311 = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
