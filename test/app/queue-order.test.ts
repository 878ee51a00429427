import { byDeadline, byDistance, timeLeft } from '@/features/gridwork/queue-order'
import { byGridThenLoad } from '@/features/tickets/workers'
import { sortTargets } from '@/features/tickets/merge-targets'
import { newsSince } from '@/features/tickets/news'
import { dateText, dayAfter, morningOf } from '@/features/tickets/until'
import { card, detail, step } from './support/tickets'

const NOW = Date.parse('2026-11-23T02:00:00Z')
const inMinutes = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString()

test.each([
  [-300, 'late', '超时 5 小时'],
  [-1, 'late', '超时 1 分钟'],
  [40, 'soon', '还剩 40 分钟'],
  [5 * 60, 'calm', '还剩 5 小时'],
  [3 * 24 * 60, 'calm', '还剩 3 天'],
])('%i minutes from the deadline it is %s: %s', (minutes, haste, words) => {
  expect(timeLeft({ dueAt: inMinutes(minutes) }, NOW)).toEqual({ haste, words })
})

test('overdue comes first, then today, then later; within each what is due first', () => {
  const late = card({ dueAt: inMinutes(-10) })
  const later = card({ dueAt: inMinutes(3 * 24 * 60) })
  const noon = card({ dueAt: inMinutes(120) })
  const soon = card({ dueAt: inMinutes(30) })
  const never = card({ dueAt: null })

  expect(byDeadline([never, later, noon, late, soon], NOW)).toEqual([
    { key: 'late', cards: [late] },
    { key: 'today', cards: [soon, noon] },
    { key: 'later', cards: [later, never] },
  ])
})

test('whether it is overdue is reckoned on the phone, so that a list kept since morning tells the truth', () => {
  const kept = card({ dueAt: inMinutes(-1), isOverdue: false })
  expect(byDeadline([kept], NOW)).toEqual([{ key: 'late', cards: [kept] }])
})

test('by distance the nearest stands first, and what has no point last', () => {
  const here = { lat: 39.97, lng: 116.43 }
  const near = card({ point: { lat: 39.9701, lng: 116.43 } })
  const far = card({ point: { lat: 39.98, lng: 116.43 } })
  const nowhere = card({ point: null })
  expect(byDistance([nowhere, far, near], here)).toEqual([near, far, nowhere])
})

test('the grid’s own worker is offered first, then whoever has least in hand', () => {
  const worker = (name: string, gridCodes: string[], openCount: number) => ({
    personId: name,
    name,
    gridCodes,
    openCount,
  })
  const [zhou, ma, li] = [worker('周', ['g1'], 9), worker('马', ['g2'], 1), worker('李', ['g1'], 3)]
  expect(byGridThenLoad([ma, zhou, li], 'g1')).toEqual([li, zhou, ma])
  expect(byGridThenLoad([zhou, ma, li], null)).toEqual([ma, li, zhou])
})

test('a ticket is merged into its like: same kind first, nearest first, never into itself', () => {
  const at = (lat: number) => ({ lat, lng: 116.43 })
  const ticket = card({ point: at(39.97) })
  const other = card({ categoryId: 'rubbish', categoryName: '垃圾满溢', point: at(39.97) })
  const near = card({ point: at(39.9701) })
  const far = card({ point: at(39.98) })
  expect(sortTargets([other, far, ticket, near], ticket, '')).toEqual([near, far, other])
  expect(sortTargets([other, far, near], ticket, '垃圾')).toEqual([other])
})

test('news is what others did since, without talk and without one’s own', () => {
  const dispatched = step({ seq: 3, step: 'dispatch', actorName: '居委会 何' })
  const ticket = detail({
    version: 5,
    timeline: [
      step(),
      step({ seq: 2, step: 'accept' }),
      dispatched,
      step({ seq: 4, step: 'comment' }),
      step({ seq: 5, step: 'recategorise', isMe: true }),
    ],
  })
  expect(newsSince(ticket, 2)).toEqual([dispatched])
})

test('a suspension ends on the morning of its day', () => {
  expect(dayAfter(NOW, 7)).toBe('2026-11-30')
  expect(new Date(morningOf('2026-11-30')).getHours()).toBe(9)
  expect(dateText('2026-11-30')).toBe('11月30日 周一')
})
