import type { Category } from '../../../contract/tickets'
import { searchCategories } from '../../../domain/ticket/category-search'

/** What a text that was not written as a search is most likely about; null when its words say nothing to us. */
export const suggestCategory = (words: string, categories: readonly Category[]): Category | null =>
  words.trim() ? (searchCategories(words, categories)[0] ?? null) : null
