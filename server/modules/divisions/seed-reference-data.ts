import { createHash } from 'node:crypto'
import type { Insertable } from 'kysely'
import { categoryFromGridCode, loadCategories } from '../../data/categories'
import { loadDivisions } from '../../data/divisions'
import { loadGridCodes } from '../../data/grid-codes'
import { loadQuestions } from '../../data/questions'
import type { CategoryQuestionTable, CategoryTable } from '../../ports/schema'
import type { Db } from '../../ports/work'

const BATCH = 1_000

/** Divisions and categories as we ship them: brought in when missing or changed, so that a new version brings its own. */
export const seedReferenceData = async (db: Db): Promise<void> => {
  const { districts, streets, communities } = loadDivisions()
  const categories = categoryRows()
  const questions = questionRows()
  const version = createHash('sha256')
    .update(JSON.stringify([districts, streets, communities, categories, questions]))
    .digest('base64url')
  const seeded = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'reference-data')
    .executeTakeFirst()
  if (seeded?.value === version) return

  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('district')
      .values(districts)
      .onConflict((conflict) =>
        conflict.column('code').doUpdateSet((eb) => ({ name: eb.ref('excluded.name') })),
      )
      .execute()
    await tx
      .insertInto('street')
      .values(
        streets.map(({ code, name, districtCode }) => ({
          code,
          name,
          district_code: districtCode,
        })),
      )
      .onConflict((conflict) =>
        conflict.column('code').doUpdateSet((eb) => ({ name: eb.ref('excluded.name') })),
      )
      .execute()
    for (const batch of batches(communities))
      await tx
        .insertInto('community')
        .values(
          batch.map(({ code, shortName, streetCode, kind }) => ({
            id: code,
            street_code: streetCode,
            name: shortName,
            is_village: kind === 'village',
            opened_at: null,
            lat: null,
            lng: null,
          })),
        )
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet((eb) => ({ name: eb.ref('excluded.name') })),
        )
        .execute()
    for (const batch of batches(categories))
      await tx
        .insertInto('category')
        .values(batch)
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet((eb) => ({
            name: eb.ref('excluded.name'),
            group_name: eb.ref('excluded.group_name'),
            kind: eb.ref('excluded.kind'),
            is_everyday: eb.ref('excluded.is_everyday'),
            urgency: eb.ref('excluded.urgency'),
            keywords: eb.ref('excluded.keywords'),
            codes: eb.ref('excluded.codes'),
            hint: eb.ref('excluded.hint'),
            sort: eb.ref('excluded.sort'),
          })),
        )
        .execute()
    // What the street has changed or taken off stays as the street wants it.
    await tx
      .insertInto('category_question')
      .values(questions)
      .onConflict((conflict) => conflict.columns(['category_id', 'code']).doNothing())
      .execute()
    await tx
      .insertInto('setting')
      .values({ name: 'reference-data', value: version })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: version }))
      .execute()
  })
}

/** What residents see first, then everything of the grid's code lists under its own id. */
const categoryRows = (): Insertable<CategoryTable>[] => {
  const everyday = loadCategories()
  const coded = loadGridCodes().map(categoryFromGridCode)
  return [...everyday, ...coded].map((category, sort) => ({
    id: category.id,
    name: category.zh,
    group_name: category.group,
    kind: category.kind,
    urgency: category.urgency,
    is_everyday: sort < everyday.length,
    keywords: JSON.stringify(category.keywords),
    codes: JSON.stringify(category.codes),
    hint: category.outOfScopeHint ?? null,
    sort,
  }))
}

const questionRows = (): Insertable<CategoryQuestionTable>[] =>
  loadQuestions().map(({ categoryId, code, kind, words, isRequired, hint, choices, sort }) => ({
    category_id: categoryId,
    code,
    kind,
    words,
    is_required: isRequired,
    hint,
    choices: JSON.stringify(choices),
    sort,
    ended_at: null,
  }))

const batches = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / BATCH) }, (_, index) =>
    all.slice(index * BATCH, (index + 1) * BATCH),
  )
