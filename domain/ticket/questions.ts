/** What is asked more about some categories: data that the street edits, and how an answer is checked. */

import { LONGEST_ANSWER, type QuestionKind } from './names'

export interface Choice {
  readonly key: string
  readonly name: string
}

export interface Question {
  readonly code: string
  readonly kind: QuestionKind
  readonly words: string
  readonly isRequired: boolean
  readonly hint: string | null
  /** Of `choice` and `several` only. */
  readonly choices: readonly Choice[]
}

/** By the question's code; of `several`, the keys of all that were chosen. */
export type Answers = Readonly<Record<string, string | readonly string[]>>

/** An answer as it was given, with the words it was asked in: both stay when the question is changed. */
export interface Answer {
  readonly code: string
  readonly question: string
  readonly value: string | readonly string[]
  readonly shown: string
}

export type AnswerFault = 'missing' | 'too-long' | 'not-a-number' | 'not-a-choice' | 'not-a-date'

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const NUMBER = /^-?\d{1,12}(\.\d{1,6})?$/

const isDate = (text: string): boolean => {
  const [, year = 0, month = 0, day = 0] = (DATE.exec(text) ?? []).map(Number)
  if (month < 1 || month > 12 || day < 1) return false
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return day <= (days[month - 1] ?? 0)
}

const nameOf = ({ choices }: Question, key: string): string | undefined =>
  choices.find((choice) => choice.key === key)?.name

const dateWords = (text: string): string => {
  const [, year, month, day] = (DATE.exec(text) ?? []).map(Number)
  return `${year}年${month}月${day}日`
}

const valuesOf = (given: Answers[string] | undefined): string[] => {
  const all = typeof given === 'string' ? [given] : [...(given ?? [])]
  return [...new Set(all.map((one) => one.trim()).filter(Boolean))]
}

const faultOf = (question: Question, values: readonly string[]): AnswerFault | null => {
  const [first = ''] = values
  switch (question.kind) {
    case 'text':
      return first.length > LONGEST_ANSWER ? 'too-long' : null
    case 'number':
      return NUMBER.test(first) ? null : 'not-a-number'
    case 'date':
      return isDate(first) ? null : 'not-a-date'
    case 'choice':
    case 'several':
      return values.every((key) => nameOf(question, key) !== undefined) ? null : 'not-a-choice'
  }
}

const shownOf = (question: Question, values: readonly string[]): string => {
  const [first = ''] = values
  if (question.kind === 'date') return dateWords(first)
  if (question.choices.length === 0) return first
  return values.map((key) => nameOf(question, key) ?? key).join('、')
}

/**
 * Checks what was answered. An answer to a question that is no longer asked falls away; an unanswered one is a fault
 * only where it is required of this asker.
 */
export const checkAnswers = (
  questions: readonly Question[],
  given: Answers,
  { isRequired = true }: { isRequired?: boolean } = {},
): { ok: true; answers: Answer[] } | { ok: false; code: string; fault: AnswerFault } => {
  const answers: Answer[] = []
  for (const question of questions) {
    const { code, kind, words } = question
    const all = valuesOf(given[code])
    const values = kind === 'several' ? all : all.slice(0, 1)
    const [first] = values
    if (first === undefined) {
      if (isRequired && question.isRequired) return { ok: false, code, fault: 'missing' }
      continue
    }
    const fault = faultOf(question, values)
    if (fault) return { ok: false, code, fault }
    const value = kind === 'several' ? values : first
    answers.push({ code, question: words, value, shown: shownOf(question, values) })
  }
  return { ok: true, answers }
}
