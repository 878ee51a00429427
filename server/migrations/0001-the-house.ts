import { sql, type Kysely } from 'kysely'

/**
 * One file a step. Community data has `community_id` first in every key, so that the same SQL runs on a
 * distributed PostgreSQL (docs/ARCHITECTURE.md, "Schema rules"). The statements stay within PostgreSQL 15.
 */
const STATEMENTS = [
  // ——— reference tables ———
  `create table district (code text primary key, name text not null)`,
  `create table street (code text primary key, district_code text not null references district (code), name text not null)`,
  `create index street_of_district on street (district_code, code)`,
  `create table community (
     id text primary key, street_code text not null references street (code), name text not null,
     is_village boolean not null, opened_at timestamptz, is_sample boolean not null default false,
     lat double precision, lng double precision)`,
  `create index community_of_street on community (street_code, id)`,
  `create index community_open on community (id) where opened_at is not null`,
  `create table grid (
     code text primary key, community_id text not null references community (id), name text not null,
     lat double precision, lng double precision)`,
  `create index grid_of_community on grid (community_id, code)`,
  `create table category (
     id text primary key, name text not null, group_name text not null, kind text not null, urgency text not null,
     is_everyday boolean not null, keywords jsonb not null, codes jsonb not null, hint text, sort integer not null)`,
  `create table person (
     id uuid primary key, surname text not null, is_operator boolean not null default false,
     created_at timestamptz not null, deleted_at timestamptz,
     sample_name text, sample_who text, sample_can_try text)`,
  `create table wechat_identity (
     openid text primary key, person_id uuid not null references person (id), unionid text, last_seen_at timestamptz not null)`,
  `create index wechat_identity_of_person on wechat_identity (person_id)`,
  `create table consent (
     person_id uuid not null references person (id), notice_version text not null, given_at timestamptz not null,
     primary key (person_id, notice_version))`,
  `create table session (
     id uuid primary key, person_id uuid not null references person (id), token_hash text not null unique,
     previous_hash text, previous_until timestamptz, device text not null, created_at timestamptz not null,
     last_seen_at timestamptz not null, expires_at timestamptz not null, revoked_at timestamptz)`,
  `create index session_of_person on session (person_id)`,
  `create index session_by_previous on session (previous_hash) where previous_hash is not null`,
  `create table sign_in_code (
     code_hash text primary key, person_id uuid not null references person (id), created_at timestamptz not null,
     expires_at timestamptz not null, used_at timestamptz)`,
  `create table invitation (
     code_hash text primary key, community_id text not null references community (id), kind text not null,
     grid_codes jsonb not null, made_by uuid references person (id), created_at timestamptz not null,
     expires_at timestamptz not null, uses_left integer not null)`,
  `create table api_key (
     id uuid primary key, key_hash text not null unique, name text not null, scope text not null,
     created_at timestamptz not null, revoked_at timestamptz)`,
  `create table subscription (
     person_id uuid not null references person (id), template_key text not null, accepted_count integer not null,
     refused_at timestamptz, primary key (person_id, template_key))`,
  `create table place (
     id uuid primary key, community_id text not null references community (id), name text not null, kind text not null,
     address text not null, phone text, hours text, lat double precision not null, lng double precision not null,
     is_sample boolean not null default false)`,
  `create index place_of_community on place (community_id, kind)`,
  `create table setting (name text primary key, value text not null)`,

  // ——— community data ———
  `create table building (
     community_id text not null references community (id), id uuid not null, name text not null, units jsonb not null,
     grid_code text references grid (code), lat double precision, lng double precision, sort integer not null,
     primary key (community_id, id), unique (community_id, name))`,
  `create table membership (
     community_id text not null references community (id), person_id uuid not null references person (id),
     role text not null, nickname text not null, building text, unit text, room text, relation text,
     joined_at timestamptz not null, left_at timestamptz, primary key (community_id, person_id))`,
  `create index membership_of_person on membership (person_id) where left_at is null`,
  `create index membership_by_role on membership (community_id, role) where left_at is null`,
  `create index membership_by_room on membership (community_id, building, unit, room)`,
  `create table grid_worker (
     community_id text not null, grid_code text not null references grid (code), person_id uuid not null,
     primary key (community_id, grid_code, person_id),
     foreign key (community_id, person_id) references membership (community_id, person_id) on delete cascade)`,
  `create index grid_worker_of_person on grid_worker (community_id, person_id)`,
  `create table application (
     community_id text not null references community (id), id uuid not null, person_id uuid not null references person (id),
     surname text not null, building text not null, unit text not null, room text not null, relation text not null,
     note text not null, invited_by uuid references person (id), state text not null, reason text,
     applied_at timestamptz not null, decided_at timestamptz, decided_by uuid references person (id),
     primary key (community_id, id))`,
  `create unique index application_waiting on application (community_id, person_id) where state = 'waiting'`,
  `create index application_by_state on application (community_id, state, id)`,
  `create index application_of_person on application (person_id)`,
  `create table chat_group (
     community_id text not null references community (id), id uuid not null, kind text not null, name text not null,
     building text, unit text, grid_code text references grid (code), created_at timestamptz not null,
     archived_at timestamptz, primary key (community_id, id))`,
  `create table announcement (
     community_id text not null references community (id), id uuid not null, title text not null, words text not null,
     author_id uuid not null references person (id), is_pinned boolean not null, at timestamptz not null,
     primary key (community_id, id))`,
  `create table ticket (
     community_id text not null references community (id), id uuid not null, number text not null, version integer not null,
     category_id text not null references category (id), urgency text not null, state text not null, closed_how text,
     words text not null, grid_code text references grid (code), building_id uuid, place_text text not null,
     lat double precision, lng double precision, cell integer, is_private boolean not null,
     reporter_id uuid references person (id), assignee_id uuid references person (id), handled_by uuid references person (id),
     reported_at timestamptz not null, updated_at timestamptz not null, due_at timestamptz,
     is_calendar_known boolean not null default true, handled_at timestamptz, is_cannot_solve boolean not null default false, closed_at timestamptz,
     suspended_until timestamptz, state_before_suspension text, merged_into uuid,
     dispute_count integer not null default 0, appeal_count integer not null default 0,
     extension_count integer not null default 0, reopen_count integer not null default 0,
     stars integer, last_urged_at timestamptz, proposal_step text, proposal_by uuid references person (id),
     escalated_to text, photo_count integer not null default 0, first_photo_id uuid,
     primary key (community_id, id), unique (community_id, number),
     check ((state = 'closed') = (closed_how is not null)))`,
  `create index ticket_feed on ticket (community_id, id desc)`,
  `create index ticket_by_state on ticket (community_id, state, id desc)`,
  `create index ticket_open_in_grid on ticket (community_id, grid_code, due_at)
     where state in ('submitted','accepted','dispatched','handling','handled','suspended')`,
  `create index ticket_open_of_assignee on ticket (community_id, assignee_id, due_at)
     where state in ('submitted','accepted','dispatched','handling','handled','suspended')`,
  `create index ticket_near on ticket (community_id, cell, reported_at desc)`,
  `create index ticket_to_close on ticket (community_id, handled_at) where state = 'handled'`,
  `create table issue (
     community_id text not null, id uuid not null, ticket_id uuid not null, reporter_id uuid references person (id),
     category_id text not null references category (id), words text not null, photo_ids jsonb not null,
     place_by text not null, building_id uuid, place_text text not null, lat double precision, lng double precision,
     is_anonymous boolean not null, is_private boolean not null, reported_at timestamptz not null, written_at timestamptz,
     primary key (community_id, id),
     foreign key (community_id, ticket_id) references ticket (community_id, id))`,
  `create index issue_of_ticket on issue (community_id, ticket_id, id)`,
  `create index issue_of_reporter on issue (community_id, reporter_id, id desc)`,
  `create table step (
     community_id text not null, ticket_id uuid not null, seq integer not null, step text not null,
     actor_id uuid references person (id), actor_role text not null, from_state text, to_state text not null,
     words text not null, photo_ids jsonb not null, lat double precision, lng double precision, distance_m integer,
     to_person_id uuid references person (id), stars integer, closed_how text, at timestamptz not null,
     primary key (community_id, ticket_id, seq),
     foreign key (community_id, ticket_id) references ticket (community_id, id))`,
  `create index step_lately on step (community_id, at desc)`,
  `create table follower (
     community_id text not null, ticket_id uuid not null, person_id uuid not null references person (id),
     why text not null, since timestamptz not null,
     primary key (community_id, ticket_id, person_id),
     foreign key (community_id, ticket_id) references ticket (community_id, id))`,
  `create index follower_of_person on follower (community_id, person_id, ticket_id desc)`,
  `create table photo (
     community_id text not null references community (id), id uuid not null, uploaded_by uuid references person (id),
     command_id text not null, width integer not null, height integer not null, bytes integer not null,
     created_at timestamptz not null, ticket_id uuid, deleted_at timestamptz,
     primary key (community_id, id), unique (community_id, uploaded_by, command_id))`,
  `create index photo_loose on photo (community_id, created_at) where ticket_id is null and deleted_at is null`,
  `create table inbox (
     community_id text not null references community (id), person_id uuid not null references person (id), id uuid not null,
     kind text not null, title text not null, words text not null, ticket_id uuid, application_id uuid,
     at timestamptz not null, read_at timestamptz, primary key (community_id, person_id, id))`,
  `create index inbox_of_person on inbox (person_id, id desc)`,
  `create index inbox_unread on inbox (person_id) where read_at is null`,
  `create table counter (
     community_id text not null, name text not null, value bigint not null, primary key (community_id, name))`,
  `create table live_event (
     community_id text not null references community (id), seq bigint not null, change jsonb not null,
     audience jsonb not null, at timestamptz not null, primary key (community_id, seq))`,
  `create index live_event_by_age on live_event (at)`,
  `create table outbox (
     community_id text not null, id uuid not null, kind text not null, payload jsonb not null,
     created_at timestamptz not null, available_at timestamptz not null, attempts integer not null default 0,
     leased_until timestamptz, delivered_at timestamptz, dead_at timestamptz, last_error text,
     primary key (community_id, id))`,
  `create index outbox_due on outbox (available_at, id) where delivered_at is null and dead_at is null`,
  `create table command (
     community_id text not null, person_id uuid not null references person (id), command_id text not null,
     route text not null, asked_hash text not null, answer jsonb, at timestamptz not null,
     primary key (community_id, person_id, command_id))`,
  `create index command_by_age on command (at)`,
  `create table outside_ticket (
     community_id text not null, ticket_id uuid not null, system text not null, outside_id text, state text not null,
     at timestamptz not null, primary key (community_id, ticket_id, system),
     foreign key (community_id, ticket_id) references ticket (community_id, id))`,
  `create unique index outside_ticket_by_outside on outside_ticket (community_id, system, outside_id) where outside_id is not null`,
]

export const theHouse = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
