import { createHash, randomBytes, randomInt } from 'node:crypto'

/** What is handed out once and stored only as its hash. */
export const hashOf = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url')

export const newToken = (): string => randomBytes(32).toString('base64url')

/** Without 0/O and 1/I/L, which people mix up on paper and on the phone. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** A code that can be read out and typed: ten of 31 letters, 49 bits. */
export const newCode = (length = 10): string =>
  Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('')

/** People type codes in small letters, with spaces and dashes. */
export const normalCode = (typed: string): string => typed.toUpperCase().replace(/[\s-]/g, '')
