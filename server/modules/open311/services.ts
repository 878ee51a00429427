import type { QuestionKind } from '../../../domain/ticket/names'
import type { Question } from '../../../domain/ticket/questions'
import type { Db } from '../../ports/work'
import { findCategoryById, listCategories } from '../tickets/categories'
import { Open311Refusal } from './refusal'
import type { Written } from './write'

const DATATYPES = {
  text: 'text',
  number: 'number',
  choice: 'singlevaluelist',
  several: 'multivaluelist',
  date: 'datetime',
} as const satisfies Record<QuestionKind, string>

/** The categories that residents meet; the others of the code lists are taken as well, and not listed. */
export const listServices = async (db: Db): Promise<Written> => ({
  root: 'services',
  item: 'service',
  body: (await listCategories(db)).map((category) => ({
    service_code: category.categoryId,
    service_name: category.name,
    description: category.hint ?? category.name,
    metadata: category.questions.length > 0 ? 'true' : 'false',
    type: 'realtime',
    keywords: category.keywords.join(','),
    group: category.groupName,
  })),
})

export const defineService = async (db: Db, code: string): Promise<Written> => {
  const category = await findCategoryById(db, code)
  if (!category) throw new Open311Refusal(404, `service_code ${code} was not found`)
  return {
    root: 'service_definition',
    body: {
      service_code: category.categoryId,
      attributes: category.questions.map((question, index) => attributeOf(question, index + 1)),
    },
  }
}

const attributeOf = (question: Question, order: number) => ({
  variable: 'true',
  code: question.code,
  datatype: DATATYPES[question.kind],
  required: String(question.isRequired),
  datatype_description: question.hint,
  order,
  description: question.words,
  ...(question.choices.length > 0 && {
    values: question.choices.map(({ key, name }) => ({ key, name })),
  }),
})
