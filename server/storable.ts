import type { FastifyRequest } from 'fastify'
import { AppError } from './ports/app-error'

/** NUL, and half of a sign that needs two halves: no text column takes the one, no jsonb the other. */
const UNSTORABLE = /\0|\p{Surrogate}/u
/** Nothing that our routes ask for is as deep; what is deeper would exhaust whoever walks through it. */
const DEEPEST = 16

/** Refuses, by the name of the field, what the database would choke on. */
export const mustBeStorable = ({ params, query, body }: FastifyRequest): void => {
  for (const [part, value] of Object.entries({ params, query, body })) {
    const field = unstorableIn(value)
    if (field !== null) throw new AppError('bad-request', [{ part, field, rule: 'text' }])
  }
}

/** Where in a value of JSON it stands, as `place/text`; null when all is well. */
const unstorableIn = (whole: unknown): string | null => {
  const left: { value: unknown; path: readonly string[] }[] = [{ value: whole, path: [] }]
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path } = next
    if (path.length > DEEPEST) return path.slice(0, 2).join('/')
    if (typeof value === 'string' && UNSTORABLE.test(value)) return path.join('/')
    if (typeof value !== 'object' || value === null) continue
    for (const [key, inner] of Object.entries(value)) {
      if (UNSTORABLE.test(key)) return path.join('/')
      left.push({ value: inner, path: [...path, key] })
    }
  }
  return null
}
