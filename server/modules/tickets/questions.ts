import type { Answers, Answer, Question } from '../../../domain/ticket/questions'
import { checkAnswers } from '../../../domain/ticket/questions'
import { AppError } from '../../ports/app-error'
import type { Db, Tx } from '../../ports/work'

/** What is asked about these categories, in order; categories without questions are not in the map. */
export const findQuestions = async (
  db: Db,
  categoryIds: readonly string[],
): Promise<ReadonlyMap<string, Question[]>> => {
  if (categoryIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('category_question')
    .selectAll()
    .where('category_id', 'in', categoryIds)
    .where('ended_at', 'is', null)
    .orderBy('sort')
    .orderBy('code')
    .execute()
  const found = new Map<string, Question[]>()
  for (const { category_id, code, kind, words, is_required, hint, choices } of rows)
    found.set(category_id, [
      ...(found.get(category_id) ?? []),
      { code, kind, words, isRequired: is_required, hint, choices },
    ])
  return found
}

/** The answers as they are kept; refused with the question that is not answered as it should be. */
export const mustAnswer = async (
  db: Db,
  categoryId: string,
  given: Answers | undefined,
  { isRequired }: { isRequired: boolean },
): Promise<Answer[]> => {
  const questions = (await findQuestions(db, [categoryId])).get(categoryId) ?? []
  const checked = checkAnswers(questions, given ?? {}, { isRequired })
  if (checked.ok) return checked.answers
  throw new AppError('needs-answers', [{ field: checked.code, rule: checked.fault }])
}

/** Keeps a question as the operator wants it: a new one comes last, one of that code is changed in its place. */
export const keepQuestion = async (
  tx: Tx,
  categoryId: string,
  { code, kind, words, isRequired, hint, choices }: Question,
): Promise<void> => {
  const last = await tx
    .selectFrom('category_question')
    .select('sort')
    .where('category_id', '=', categoryId)
    .orderBy('sort', 'desc')
    .executeTakeFirst()
  const asked = {
    kind,
    words,
    is_required: isRequired,
    hint,
    choices: JSON.stringify(choices),
    ended_at: null,
  }
  await tx
    .insertInto('category_question')
    .values({ category_id: categoryId, code, sort: (last?.sort ?? -1) + 1, ...asked })
    .onConflict((conflict) => conflict.columns(['category_id', 'code']).doUpdateSet(asked))
    .execute()
}

/** Asks it no longer; what was answered stays on its tickets. False where it is not asked. */
export const endQuestion = async (
  tx: Tx,
  { categoryId, code, now }: { categoryId: string; code: string; now: Date },
): Promise<boolean> =>
  (
    await tx
      .updateTable('category_question')
      .set({ ended_at: now })
      .where('category_id', '=', categoryId)
      .where('code', '=', code)
      .where('ended_at', 'is', null)
      .returning('code')
      .execute()
  ).length > 0
