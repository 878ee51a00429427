import { sql, type Kysely } from 'kysely'

/** Whose message was hidden asks once that somebody looks again. The message itself holds author and group. */
const STATEMENTS = [
  `create table message_appeal (
     community_id text not null, group_id uuid not null, seq bigint not null,
     person_id uuid not null references person (id), words text not null, at timestamptz not null,
     answer_words text, answered_by uuid references person (id), answered_at timestamptz,
     primary key (community_id, group_id, seq),
     foreign key (community_id, group_id, seq) references message (community_id, group_id, seq))`,
  `create index message_appeal_open on message_appeal (community_id, at) where answered_at is null`,
  `create index message_appeal_of on message_appeal (person_id)`,
]

export const wordsElsewhere = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
