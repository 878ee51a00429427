import { QUESTION_KINDS } from '../domain/ticket/names'
import type { Choice, Question } from '../domain/ticket/questions'
import { findCategoryByName } from '../server/modules/tickets/categories'
import { endQuestion, findQuestions, keepQuestion } from '../server/modules/tickets/questions'
import type { Tx } from '../server/ports/work'
import { OperatorError, UsageError, wordAt, type Command } from './operator-kit'

const CODE = /^[0-9A-Za-z_-]{1,40}$/
const KINDS = QUESTION_KINDS.join('|')

/** What residents are asked once they have chosen a category. */
export const QUESTION_COMMANDS: Record<string, Command> = {
  'questions list': {
    usage: 'questions list CATEGORY',
    about: 'what is asked about a category (its name or id)',
    async run({ tx, words }) {
      const { id, name } = await mustBeCategory(tx, words)
      const questions = (await findQuestions(tx, [id])).get(id) ?? []
      if (questions.length === 0) return [`Nothing more is asked about ${name}.`]
      return [`${name}:`, ...questions.map((one) => `  ${lineOf(one)}`)]
    },
  },
  'questions set': {
    usage: `questions set CATEGORY CODE --kind ${KINDS} --words 问题 [--choices key=名称,key=名称] [--hint 提示] [--required yes]`,
    about:
      'ask something, or change what is asked under that code; answers of before stay as they are',
    options: ['kind', 'words', 'choices', 'hint', 'required'],
    async run({ tx, words, options }) {
      const { id, name } = await mustBeCategory(tx, words)
      const question = questionOf(wordAt(words, 1, 'CODE'), options)
      await keepQuestion(tx, id, question)
      return [`Asked about ${name}: ${lineOf(question)}`]
    },
  },
  'questions remove': {
    usage: 'questions remove CATEGORY CODE',
    about: 'ask it no longer; answers of before stay on their tickets',
    async run({ tx, now, words }) {
      const { id, name } = await mustBeCategory(tx, words)
      const code = wordAt(words, 1, 'CODE')
      if (!(await endQuestion(tx, { categoryId: id, code, now })))
        throw new OperatorError(`${code} is not asked about ${name}.`)
      return [`${code} is no longer asked about ${name}.`]
    },
  },
}

const mustBeCategory = async (
  tx: Tx,
  words: readonly string[],
): Promise<{ id: string; name: string }> => {
  const name = wordAt(words, 0, 'CATEGORY')
  const id = await findCategoryByName(tx, name)
  if (id === undefined) throw new OperatorError(`There is no category ${name}.`)
  return { id, name }
}

const questionOf = (code: string, options: Record<string, string | undefined>): Question => {
  if (!CODE.test(code))
    throw new UsageError('A code has up to 40 letters, digits, dashes and underlines.')
  const kind = QUESTION_KINDS.find((one) => one === options.kind)
  if (!kind) throw new UsageError(`Say what kind of answer: --kind ${KINDS}`)
  const words = options.words?.trim()
  if (!words || words.length > 60)
    throw new UsageError('Say what is asked, in at most 60 letters: --words …')
  const choices = choicesOf(options.choices ?? '')
  const wantsChoices = kind === 'choice' || kind === 'several'
  if (wantsChoices !== choices.length > 0)
    throw new UsageError(
      wantsChoices
        ? 'Say what can be chosen: --choices dark=不亮,leaning=歪了'
        : `A ${kind} has no --choices.`,
    )
  return {
    code,
    kind,
    words,
    choices,
    isRequired: options.required === 'yes',
    hint: options.hint?.trim() || null,
  }
}

const choicesOf = (text: string): Choice[] => {
  const choices = text
    .split(/[,，]/)
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [key = '', name = ''] = part.split('=').map((one) => one.trim())
      if (!CODE.test(key) || !name)
        throw new UsageError(`A choice is a key and a name, dark=不亮, unlike "${part.trim()}".`)
      return { key, name }
    })
  if (new Set(choices.map(({ key }) => key)).size < choices.length)
    throw new UsageError('Two choices have the same key.')
  return choices
}

const lineOf = ({ code, kind, words, isRequired, choices }: Question): string =>
  [
    `${code} (${kind}${isRequired ? ', required' : ''}): ${words}`,
    choices.map(({ key, name }) => `${key}=${name}`).join(', '),
  ]
    .filter(Boolean)
    .join(' — ')
