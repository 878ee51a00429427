import { sql, type Kysely } from 'kysely'

/** What is asked more about a category, and what was answered: with the words of the question, which may change. */
const STATEMENTS = [
  `create table category_question (
     category_id text not null references category (id), code text not null, kind text not null, words text not null,
     is_required boolean not null, hint text, choices jsonb not null, sort integer not null, ended_at timestamptz,
     primary key (category_id, code))`,
  `alter table issue add column answers jsonb not null default '[]'`,
]

export const questions = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
  },
}
