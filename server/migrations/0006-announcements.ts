import { sql, type Kysely } from 'kysely'

/**
 * Announcements to several groups, later, with pictures, comments and receipts. `at` is when it was published,
 * or will be while it is scheduled. No groups stands for the whole community.
 */
const STATEMENTS = [
  `alter table announcement add column state text not null default 'published'`,
  `alter table announcement add column version integer not null default 1`,
  `alter table announcement add column group_ids jsonb not null default '[]'`,
  `alter table announcement add column photo_ids jsonb not null default '[]'`,
  `alter table announcement add column has_comments boolean not null default false`,
  `alter table announcement add column edited_at timestamptz`,
  `alter table announcement add column ended_at timestamptz`,
  `alter table announcement add column reminded_at timestamptz`,
  `create index announcement_due on announcement (at) where state = 'scheduled'`,
  `create table announcement_read (
     community_id text not null, announcement_id uuid not null, person_id uuid not null references person (id),
     at timestamptz not null,
     primary key (community_id, announcement_id, person_id),
     foreign key (community_id, announcement_id) references announcement (community_id, id))`,
  `create table announcement_comment (
     community_id text not null, announcement_id uuid not null, id uuid not null,
     author_id uuid references person (id), words text not null, at timestamptz not null,
     deleted_at timestamptz, deleted_by uuid references person (id),
     primary key (community_id, announcement_id, id),
     foreign key (community_id, announcement_id) references announcement (community_id, id))`,
  `create index announcement_comment_of_author on announcement_comment (community_id, author_id, at)`,
  // What it said before each change.
  `create table announcement_edit (
     community_id text not null, announcement_id uuid not null, version integer not null,
     title text not null, words text not null, photo_ids jsonb not null,
     actor_id uuid references person (id), changed_at timestamptz not null,
     primary key (community_id, announcement_id, version),
     foreign key (community_id, announcement_id) references announcement (community_id, id))`,
  `alter table inbox add column announcement_id uuid`,
  `alter table photo add column announcement_id uuid`,
  `drop index photo_loose`,
  `create index photo_loose on photo (community_id, created_at)
     where ticket_id is null and message_id is null and announcement_id is null and deleted_at is null`,
]

export const announcements = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
