import { AppError } from '../ports/app-error'

/** A place in a list that is ordered by time and id, newest first. */
export interface Place {
  at: Date
  id: string
}

export const writeCursor = ({ at, id }: Place): string => `${at.getTime()}_${id}`

export const readCursor = (text: string | undefined): Place | null => {
  if (!text) return null
  const match = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(text)
  if (!match?.[1] || !match[2])
    throw new AppError('bad-request', [{ field: 'before', rule: 'cursor' }])
  return { at: new Date(Number(match[1])), id: match[2] }
}
