import { sql, type Kysely } from 'kysely'

/**
 * What is said in groups. `seq` counts a group's messages without a gap, in the order of commits, so that
 * it is an address, an order and the measure of what is unread.
 */
const STATEMENTS = [
  `alter table chat_group add column description text not null default ''`,
  `alter table chat_group add column slow_seconds integer not null default 0`,
  `alter table chat_group add column last_seq bigint not null default 0`,
  `create table message (
     community_id text not null, group_id uuid not null, seq bigint not null, id uuid not null,
     command_id text not null, author_id uuid references person (id), kind text not null, state text not null,
     hold_reason text, words text not null, photo_ids jsonb not null, place jsonb, ticket_id uuid,
     quote_seq bigint, mentions jsonb not null, is_to_everyone boolean not null, at timestamptz not null,
     primary key (community_id, group_id, seq),
     foreign key (community_id, group_id) references chat_group (community_id, id))`,
  `create index message_of_author on message (community_id, author_id, group_id, seq desc)`,
  `create index message_waiting on message (community_id, at) where state = 'held'`,
  `create index message_of_ticket on message (community_id, ticket_id) where ticket_id is not null`,
  `create index message_by_time on message (community_id, group_id, at)`,
  `create index message_everyone on message (community_id, group_id, author_id, at) where is_to_everyone`,
  // A person's own view of one group: their place in it, and how far they have read.
  `create table group_seat (
     community_id text not null, person_id uuid not null references person (id), group_id uuid not null,
     joined_at timestamptz, read_seq bigint not null default 0, is_muted boolean not null default false,
     is_pinned boolean not null default false,
     primary key (community_id, person_id, group_id),
     foreign key (community_id, group_id) references chat_group (community_id, id))`,
  `create index group_seat_joined on group_seat (community_id, group_id, person_id) where joined_at is not null`,
  `create table mention (
     community_id text not null, person_id uuid not null references person (id), group_id uuid not null, seq bigint not null,
     primary key (community_id, person_id, group_id, seq))`,
  `create table message_deleted_for (
     community_id text not null, person_id uuid not null references person (id), group_id uuid not null, seq bigint not null,
     primary key (community_id, person_id, group_id, seq))`,
  // A photo that hangs on a message, as others hang on a ticket.
  `alter table photo add column message_id uuid`,
  `alter table photo add column has_code boolean not null default false`,
  `drop index photo_loose`,
  `create index photo_loose on photo (community_id, created_at)
     where ticket_id is null and message_id is null and deleted_at is null`,
  `alter table membership add column rules_read_at timestamptz`,
  // Order in the talk: what the groups agreed on, which words are looked at first, who may not speak for a time.
  `create table talk_rules (
     community_id text primary key references community (id), rules text not null, welcome text not null,
     changed_at timestamptz not null)`,
  `create table keyword_rule (
     community_id text not null references community (id), id uuid not null, words text not null,
     made_by uuid references person (id), at timestamptz not null, primary key (community_id, id))`,
  `create table sanction (
     community_id text not null references community (id), id uuid not null, person_id uuid not null references person (id),
     kind text not null, group_id uuid, reason text not null, by_id uuid references person (id), at timestamptz not null,
     until timestamptz, lifted_at timestamptz, lifted_by uuid references person (id), lift_words text,
     appeal_words text, appealed_at timestamptz, appeal_answer text, appeal_by uuid references person (id),
     appeal_answered_at timestamptz, primary key (community_id, id))`,
  `create index sanction_in_force on sanction (community_id, person_id) where lifted_at is null`,
  `create table phone (
     person_id uuid primary key references person (id), number text, vouched_by uuid references person (id),
     verified_at timestamptz not null)`,
]

export const talk = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
