import { AppError } from '../ports/app-error'

/** What somebody typed, without the spaces around it; a field of nothing but spaces is refused. */
export const mustSay = (typed: string, field: string): string => {
  const said = typed.trim()
  if (!said) throw new AppError('bad-request', [{ part: 'body', field, rule: 'required' }])
  return said
}
