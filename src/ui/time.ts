import dayjs from 'dayjs'

/** When something was, as one would say it: 刚刚, 5 分钟前, 今天 14:02, 昨天 9:30, 11月3日. */
export const whenText = (iso: string, nowMs: number): string => {
  const at = dayjs(iso)
  const now = dayjs(nowMs)
  const minutes = now.diff(at, 'minute')
  if (minutes < 1) return '刚刚'
  if (minutes < 60) return `${minutes} 分钟前`
  if (at.isSame(now, 'day')) return `今天 ${at.format('H:mm')}`
  if (at.isSame(now.subtract(1, 'day'), 'day')) return `昨天 ${at.format('H:mm')}`
  return at.isSame(now, 'year') ? at.format('M月D日 H:mm') : at.format('YYYY年M月D日')
}

/** When something is due: 今天 18:00, 明天 9:30, 11月30日. */
export const dueText = (iso: string, nowMs: number): string => {
  const at = dayjs(iso)
  const now = dayjs(nowMs)
  if (at.isSame(now, 'day')) return `今天 ${at.format('H:mm')}`
  if (at.isSame(now.add(1, 'day'), 'day')) return `明天 ${at.format('H:mm')}`
  return at.format('M月D日 H:mm')
}

export const metresText = (metres: number): string =>
  metres < 1000 ? `${metres} 米` : `${(metres / 1000).toFixed(1)} 公里`
