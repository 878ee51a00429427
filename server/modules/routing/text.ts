import type { RoutingRule } from '../../../domain/ticket/routing'

const WEEKDAYS = '一二三四五六日'
const two = (value: number): string => String(value).padStart(2, '0')
const clock = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`

/** A line of the routing table in words, for the desk and for the ticket’s history. */
export const ROUTING_TEXT = {
  when: (
    rule: RoutingRule,
    { category, grid }: { category: string | null; grid: string | null },
  ): string =>
    [
      category ?? (rule.categoryGroup !== null ? `${rule.categoryGroup}类` : '任何类别'),
      grid ?? '任何网格',
      time(rule),
    ].join(' · '),
  toSomebody: (name: string): string => `派给${name}`,
  toNobody: '原来指定的已经不在了',
  byLoad: '派给本网格手上最少的网格员',
  open: '本网格谁有空谁接',
  /** What the ticket’s history says. */
  byRule: (when: string, then: string): string => `按派单规则（${when}）：${then}`,
}

const time = (rule: RoutingRule): string => {
  const days = { any: '', workday: '工作日', 'day-off': '休息日' }[rule.days]
  const weekdays = [...rule.weekdays]
    .sort()
    .map((day) => `周${WEEKDAYS[day - 1] ?? ''}`)
    .join('、')
  const { fromMinute: from, untilMinute: until } = rule
  const hours =
    from === null || until === null
      ? ''
      : `${clock(from)}–${from < until ? '' : '次日'}${clock(until)}`
  return [days, weekdays, hours].filter(Boolean).join(' ') || '任何时间'
}
