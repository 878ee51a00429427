import fc from 'fast-check'
import { QUESTION_KINDS } from '../../domain/ticket/names'
import { checkAnswers, type Question } from '../../domain/ticket/questions'

const ask = (change: Partial<Question> = {}): Question => ({
  code: 'q',
  kind: 'text',
  words: '灯怎么了',
  isRequired: false,
  hint: null,
  choices: [],
  ...change,
})
const CHOICES = [
  { key: 'dark', name: '不亮' },
  { key: 'leaning', name: '歪了' },
]

describe('checking answers', () => {
  test.each([
    ['text', ' 3 号杆 ', '3 号杆'],
    ['number', '2', '2'],
    ['number', '-1.5', '-1.5'],
    ['date', '2024-02-29', '2024年2月29日'],
    ['choice', 'dark', '不亮'],
    ['several', ['leaning', 'dark', 'dark'], '歪了、不亮'],
  ] as const)('%s: %j is shown as %s', (kind, given, shown) => {
    const checked = checkAnswers([ask({ kind, choices: CHOICES })], { q: given })
    expect(checked).toMatchObject({ ok: true, answers: [{ question: '灯怎么了', shown }] })
  })

  test.each([
    ['text', 'x'.repeat(501), 'too-long'],
    ['number', '两盏', 'not-a-number'],
    ['number', '1e9', 'not-a-number'],
    ['date', '2026-02-29', 'not-a-date'],
    ['date', '2026-13-01', 'not-a-date'],
    ['date', '昨天', 'not-a-date'],
    ['choice', 'other', 'not-a-choice'],
    ['several', ['dark', 'other'], 'not-a-choice'],
  ] as const)('%s: %j is wrong', (kind, given, fault) => {
    const checked = checkAnswers([ask({ kind, choices: CHOICES })], { q: given })
    expect(checked).toEqual({ ok: false, code: 'q', fault })
  })

  test('what is required must be there, unless who asks cannot know', () => {
    const questions = [ask({ isRequired: true })]
    expect(checkAnswers(questions, { q: '  ' })).toEqual({ ok: false, code: 'q', fault: 'missing' })
    expect(checkAnswers(questions, {}, { isRequired: false })).toEqual({ ok: true, answers: [] })
  })

  test('an answer to what is no longer asked falls away', () => {
    expect(checkAnswers([], { gone: '旧的' })).toEqual({ ok: true, answers: [] })
  })

  test('whatever is sent, it answers, and never with more than was asked', () => {
    const anything = fc.dictionary(
      fc.constantFrom('q', 'r', '__proto__'),
      fc.oneof(fc.string(), fc.array(fc.string())),
    )
    fc.assert(
      fc.property(fc.constantFrom(...QUESTION_KINDS), anything, (kind, given) => {
        const checked = checkAnswers([ask({ kind, choices: CHOICES })], given)
        if (checked.ok) expect(checked.answers.length).toBeLessThanOrEqual(1)
        else expect(checked.code).toBe('q')
      }),
    )
  })
})
