import { AppError } from '../ports/app-error'

/** A place in a list that is ordered by time and id, newest first. */
export interface Place {
  at: Date
  id: string
}

export const writeCursor = ({ at, id }: Place): string => `${at.getTime()}_${id}`

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const CURSOR = new RegExp(`^(\\d{1,14})_(${UUID})$`)

export const isId = (text: string): boolean => new RegExp(`^${UUID}$`).test(text)

export const readCursor = (text: string | undefined): Place | null => {
  if (!text) return null
  const match = CURSOR.exec(text)
  if (!match?.[1] || !match[2])
    throw new AppError('bad-request', [{ field: 'before', rule: 'cursor' }])
  return { at: new Date(Number(match[1])), id: match[2] }
}
