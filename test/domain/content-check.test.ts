import fc from 'fast-check'
import {
  CONTENT_CHECK,
  mustWait,
  nextAboutPicture,
  partsToCheck,
  SUGGESTIONS,
  waitsUnchecked,
  wasSeenLately,
  worstOf,
  type Suggestion,
} from '../../domain/group/content-check'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const NOW = new Date('2026-11-23T02:00:00Z')
const ago = (ms: number) => new Date(NOW.getTime() - ms)

describe('the words in parts', () => {
  test('2,500 characters are one part, and one more makes a second', () => {
    expect(partsToCheck('邻'.repeat(2500))).toHaveLength(1)
    expect(partsToCheck('邻'.repeat(2501)).map(({ length }) => length)).toEqual([2500, 41])
    expect(partsToCheck('')).toEqual([])
  })

  test('a word across the cut stands whole in one of the parts', () => {
    const words = `${'。'.repeat(2497)}代开发票${'。'.repeat(100)}`
    expect(partsToCheck(words).some((part) => part.includes('代开发票'))).toBe(true)
  })

  test('whatever is written, no part is too long, no sign is halved, and nothing is left out', () => {
    const writing = fc.string({ unit: 'binary', minLength: 0, maxLength: 400 })
    fc.assert(
      fc.property(writing, fc.integer({ min: 8, max: 50 }), (words, atMost) => {
        const overlap = 3
        const parts = partsToCheck(words, atMost, overlap)
        let whole = ''
        let at = 0
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(atMost)
          expect(part).not.toMatch(/\p{Surrogate}/u)
          const from = words.indexOf(part, Math.max(0, at - overlap - 1))
          whole = words.slice(0, from) + part
          at = whole.length
        }
        expect(whole).toBe(words)
      }),
    )
  })
})

test.each<[Suggestion[], Suggestion, boolean]>([
  [[], 'pass', false],
  [['pass', 'pass'], 'pass', false],
  [['pass', 'review'], 'review', true],
  [['risky', 'review', 'pass'], 'risky', true],
])('of %j the worst is %s', (suggestions, worst, waits) => {
  expect(worstOf(suggestions)).toBe(worst)
  expect(mustWait(worst)).toBe(waits)
  expect(SUGGESTIONS).toContain(worst)
})

test('WeChat answers about whom it saw less than two hours ago', () => {
  expect(wasSeenLately(null, NOW)).toBe(false)
  expect(wasSeenLately(ago(120 * MINUTE - 1), NOW)).toBe(true)
  expect(wasSeenLately(ago(120 * MINUTE), NOW)).toBe(false)
})

test('a picture that nobody checks waits when it is of somebody who just moved in', () => {
  const newcomer = { now: NOW, role: 'resident' as const, joinedAt: ago(7 * DAY - 1) }
  expect(waitsUnchecked(newcomer)).toBe(true)
  expect(waitsUnchecked({ ...newcomer, joinedAt: ago(7 * DAY) })).toBe(false)
  expect(waitsUnchecked({ ...newcomer, role: 'moderator' })).toBe(false)
})

describe('what is due about a picture', () => {
  const patience = CONTENT_CHECK.answerWithinMs
  const asked = (askedAt: Date, outcome: Suggestion | 'failed' | null = null) => ({
    askedAt,
    answeredAt: outcome && NOW,
    outcome,
  })
  test.each<[string, ReturnType<typeof asked>[], string]>([
    ['it was not asked about', [], 'ask'],
    ['the answer may still come', [asked(ago(patience - 1))], 'nothing'],
    ['no answer came', [asked(ago(patience))], 'ask'],
    ['the answer says nothing', [asked(ago(MINUTE), 'failed')], 'ask'],
    ['it was answered', [asked(ago(MINUTE), 'pass')], 'nothing'],
    ['it was answered late', [asked(ago(3 * patience)), asked(ago(MINUTE), 'risky')], 'nothing'],
    ['twice no answer came', [asked(ago(2 * patience)), asked(ago(patience))], 'do-without'],
    ['the second may still come', [asked(ago(9), 'failed'), asked(ago(5))], 'nothing'],
    ['it failed twice', [asked(ago(9), 'failed'), asked(ago(5), 'failed')], 'do-without'],
  ])('when %s', (_, asks, next) => {
    expect(nextAboutPicture(asks, NOW)).toBe(next)
  })
})
