import type { Category } from '../../../contract/tickets'
import type { Question } from '../../../domain/ticket/questions'
import type { Db } from '../../ports/work'
import { findQuestions } from './questions'

const columns = ['id', 'name', 'group_name', 'urgency', 'keywords', 'hint'] as const

interface Row {
  id: string
  name: string
  group_name: string
  urgency: Category['urgency']
  keywords: string[]
  hint: string | null
}

const withQuestions = async (db: Db, rows: readonly Row[]): Promise<Category[]> => {
  const questions = await findQuestions(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => present(row, questions.get(row.id) ?? []))
}

const present = (row: Row, questions: readonly Question[]): Category => ({
  categoryId: row.id,
  name: row.name,
  groupName: row.group_name,
  urgency: row.urgency,
  keywords: row.keywords,
  hint: row.hint,
  questions: questions.map((one) => ({ ...one, choices: [...one.choices] })),
})

/** What residents see first. */
export const listCategories = async (db: Db): Promise<Category[]> =>
  withQuestions(
    db,
    await db
      .selectFrom('category')
      .select(columns)
      .where('is_everyday', '=', true)
      .orderBy('sort')
      .execute(),
  )

const FOUND_AT_MOST = 50

/** All code lists, by name or by the beginning of a code. */
export const searchCategories = async (db: Db, typed: string): Promise<Category[]> => {
  const word = typed.trim().replace(/[\\%_]/g, '\\$&')
  const rows = await db
    .selectFrom('category')
    .select(columns)
    .where((eb) =>
      eb.or([
        eb('name', 'like', `%${word}%`),
        eb('group_name', 'like', `%${word}%`),
        eb('id', 'like', `%:${word}%`),
      ]),
    )
    .orderBy('sort')
    .limit(FOUND_AT_MOST)
    .execute()
  return withQuestions(db, rows)
}

/** Of all code lists. */
export const findCategoryById = async (db: Db, id: string): Promise<Category | undefined> =>
  (
    await withQuestions(
      db,
      await db.selectFrom('category').select(columns).where('id', '=', id).execute(),
    )
  )[0]

/** By its id, or by its name; of several of that name, what residents meet. */
export const findCategoryByName = async (db: Db, typed: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('category')
      .select('id')
      .where((eb) => eb.or([eb('id', '=', typed), eb('name', '=', typed)]))
      .orderBy('is_everyday', 'desc')
      .orderBy('sort')
      .executeTakeFirst()
  )?.id
