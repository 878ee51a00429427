import dayjs from 'dayjs'

/** Work begins at nine: a date means the morning of that day. */
const MORNING = 9

/** The day so many days from now, as a date field writes it. */
export const dayAfter = (nowMs: number, days: number): string =>
  dayjs(nowMs).add(days, 'day').format('YYYY-MM-DD')

/** The moment that a date stands for. */
export const morningOf = (date: string): string =>
  dayjs(date).hour(MORNING).minute(0).second(0).millisecond(0).toISOString()

/** 12月1日 周二 */
export const dateText = (date: string): string => {
  const day = dayjs(date)
  return `${day.format('M月D日')} 周${'日一二三四五六'[day.day()] ?? ''}`
}
