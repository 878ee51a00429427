import { shanghai } from '../../../domain/ticket/deadlines'
import { Open311Refusal } from './refusal'
import { textIn, type Fields } from './fields'

const DAY_MS = 24 * 3_600_000
const LONGEST_SPAN_MS = 90 * DAY_MS

const two = (count: number): string => String(Math.floor(count)).padStart(2, '0')

/** W3C with the city's zone, in whole seconds. */
export const w3c = (at: Date): string => {
  const { day, minutes } = shanghai(at)
  return `${day}T${two(minutes / 60)}:${two(minutes % 60)}:${two(at.getUTCSeconds())}+08:00`
}

const W3C = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+ -]\d{2}:?\d{2})?)?$/i

/** A time as clients write it: a day alone begins in the city's zone, and a plus that became a space in the address is a plus. */
export const timeIn = (fields: Fields, name: string): Date | null => {
  const text = textIn(fields, name)
  if (!text) return null
  const asked = text.replace(/T(.+?) (\d{2}:?\d{2})$/i, 'T$1+$2')
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(asked.slice(10))
    ? asked
    : `${asked}${asked.length > 10 ? '' : 'T00:00:00'}+08:00`
  const at = new Date(zoned)
  if (!W3C.test(text) || Number.isNaN(at.getTime()))
    throw new Open311Refusal(400, `${name} must be a W3C time with a zone`)
  return at
}

export interface Span {
  from: Date
  /** Not included. */
  until: Date
}

/** At most 90 days, by default the last 90. Times are told in whole seconds, so the last second counts whole. */
export const spanIn = (fields: Fields, now: Date): Span => {
  const start = timeIn(fields, 'start_date')
  const end = timeIn(fields, 'end_date')
  if (start && end && start > end) throw new Open311Refusal(400, 'start_date is after end_date')
  if (start && end && end.getTime() - start.getTime() > LONGEST_SPAN_MS)
    throw new Open311Refusal(400, 'start_date and end_date may be 90 days apart at most')
  const from = start ?? new Date((end ?? now).getTime() - LONGEST_SPAN_MS)
  const until = end ?? new Date(from.getTime() + LONGEST_SPAN_MS)
  return { from, until: new Date(Math.floor(until.getTime() / 1000) * 1000 + 1000) }
}

const MOST = 1_000
const USUAL_PAGE = 50

export const pageIn = (fields: Fields): { size: number; offset: number } => {
  const number = (name: string): number | null => {
    const text = textIn(fields, name)
    if (!text) return null
    if (!/^\d{1,6}$/.test(text) || Number(text) < 1)
      throw new Open311Refusal(400, `${name} must be a number from 1`)
    return Number(text)
  }
  const page = number('page')
  const size = Math.min(MOST, number('page_size') ?? (page === null ? MOST : USUAL_PAGE))
  return { size, offset: ((page ?? 1) - 1) * size }
}
