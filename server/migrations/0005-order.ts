import { sql, type Kysely } from 'kysely'

/** What is done for order: who pointed out what, the log of every act, and what WeChat was asked about. */
const STATEMENTS = [
  `create table message_report (
     community_id text not null, group_id uuid not null, seq bigint not null,
     person_id uuid not null references person (id), reason text not null, words text not null,
     at timestamptz not null, settled_at timestamptz,
     primary key (community_id, group_id, seq, person_id),
     foreign key (community_id, group_id, seq) references message (community_id, group_id, seq))`,
  `create index message_report_open on message_report (community_id, group_id, seq) where settled_at is null`,
  `create index message_report_of on message_report (person_id)`,
  // Ids and reasons only: a log that outlives what was said must not repeat it.
  `create table order_act (
     community_id text not null references community (id), id uuid not null, act text not null,
     group_id uuid, message_seq bigint, subject_id uuid references person (id),
     by_id uuid references person (id), reason text not null, at timestamptz not null,
     primary key (community_id, id))`,
  `create index order_act_of_subject on order_act (community_id, subject_id, at desc)`,
  `create index order_act_by_time on order_act (at)`,
  `create index order_act_of_message on order_act (community_id, group_id, message_seq)
     where message_seq is not null`,
  `create table content_check (
     community_id text not null, trace_id text not null, group_id uuid not null, seq bigint not null,
     photo_id uuid not null, asked_at timestamptz not null, answered_at timestamptz, outcome text,
     primary key (community_id, trace_id),
     foreign key (community_id, group_id, seq) references message (community_id, group_id, seq))`,
  // WeChat answers with its own number alone, which knows no community.
  `create index content_check_by_trace on content_check (trace_id)`,
  `create index content_check_by_time on content_check (asked_at)`,
  `create index content_check_of_photo on content_check (community_id, photo_id)`,
]

export const order = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
