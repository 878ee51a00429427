import { readStored, store } from '@/platform/storage'
import { currentMe } from '@/stores/session'

const KEY = 'appeal-drafts'
type Drafts = Record<string, string>
const isDrafts = (value: unknown): value is Drafts =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((words) => typeof words === 'string')

/** Each person's own: a phone may be lent. */
const keyOf = (about: string): string => `${currentMe()?.personId ?? ''}/${about}`

const readAll = (): Drafts => readStored(KEY, isDrafts) ?? {}

/** What somebody has begun to write against a sanction, or a message hidden; one may ask only once, so it takes a while. */
export const readAppeal = (about: string): string => readAll()[keyOf(about)] ?? ''

export const keepAppeal = (about: string, words: string): void => {
  const others = Object.entries(readAll()).filter(([key]) => key !== keyOf(about))
  store(KEY, Object.fromEntries(words ? [...others, [keyOf(about), words]] : others))
}

export const dropAllAppeals = (): void => store(KEY, {})
