/** Finds the category for what somebody types, on the phone and on the server alike. */

/** A category as the phone has it (`name`) or as the server ships it (`zh`). */
export type Searchable = { readonly keywords: readonly string[] } & (
  | { readonly zh: string; readonly group: string }
  | { readonly name: string; readonly groupName: string }
)

/** How well a text was met: the tier decides, the weight orders within it. */
type Match = { tier: number; weight: number }

const TIERS = { exact: 6, prefix: 5, mentioned: 4, contains: 3, group: 2, alike: 1 } as const

/** Between "电梯" and "坏" people put "又", "一直" or "今天又": so many letters may stand between. */
const MAX_EXTRA_LETTERS = 3
/** Words of two letters torn apart say nothing: "门…坏" is in half of all sentences. */
const MIN_SCATTERED_LETTERS = 3
const SCATTERED_WORTH = 0.7

// No \p{…} here: compiled for older phones it weighs more than this file.
const NOT_WORDS = /[\s,.!?;:'"~…·、，。！？；：“”‘’（）()【】《》\-_/]+/g

/** Small letters only, without marks and blanks. */
export const plain = (text: string): string => text.toLowerCase().replace(NOT_WORDS, '')

const nameOf = (category: Searchable) => ('zh' in category ? category.zh : category.name)
const groupOf = (category: Searchable) => ('zh' in category ? category.group : category.groupName)

/** Best first; everything, in its own order, when nothing was typed. */
export const searchCategories = <C extends Searchable>(
  query: string,
  categories: readonly C[],
): C[] => {
  const typed = plain(query)
  if (typed === '') return [...categories]
  return categories
    .map((category) => ({ category, match: matchOf(typed, category) }))
    .filter(({ match }) => match.tier > 0)
    .sort(
      (one, other) => other.match.tier - one.match.tier || other.match.weight - one.match.weight,
    )
    .map(({ category }) => category)
}

const matchOf = (typed: string, category: Searchable): Match => {
  const name = plain(nameOf(category))
  const words = [name, ...category.keywords.map(plain)]
  if (words.includes(typed)) return { tier: TIERS.exact, weight: typed === name ? 1 : 0 }

  const begun = closest(
    typed,
    words.filter((word) => word.startsWith(typed)),
  )
  if (begun > 0) return { tier: TIERS.prefix, weight: begun }

  const mentioned = mentionedIn(typed, words)
  if (mentioned > 0) return { tier: TIERS.mentioned, weight: mentioned }

  const containing = closest(
    typed,
    words.filter((word) => word.includes(typed)),
  )
  if (containing > 0) return { tier: TIERS.contains, weight: containing }
  if (groupOf(category).includes(typed)) return { tier: TIERS.group, weight: 0 }

  const alike = likeness(typed, words)
  return alike > 0 ? { tier: TIERS.alike, weight: alike } : { tier: 0, weight: 0 }
}

/** How much of the closest of these words has been typed; 0 without words. */
const closest = (typed: string, words: readonly string[]): number =>
  Math.max(0, ...words.map((word) => typed.length / word.length))

/** What a sentence says of a category: each of its words counts by the square of its length, so that "电动车上楼" outweighs "电梯"; no letter counts twice. */
const mentionedIn = (typed: string, words: readonly string[]): number => {
  const taken = new Set<number>()
  let weight = 0
  for (const word of [...words].sort((one, other) => other.length - one.length)) {
    const at = placesOf(word, typed)
    if (at.length === 0 || at.some((place) => taken.has(place))) continue
    for (const place of at) taken.add(place)
    const isWhole = at.length === 1 || (at[at.length - 1] ?? 0) - (at[0] ?? 0) === at.length - 1
    weight += word.length ** 2 * (isWhole ? 1 : SCATTERED_WORTH)
  }
  return weight
}

/** Where the letters of a word stand in a sentence: together, or in order with little between; empty when they do not. */
const placesOf = (word: string, sentence: string): number[] => {
  const whole = sentence.indexOf(word)
  if (whole >= 0) return [...word].map((_, index) => whole + index)
  if (word.length < MIN_SCATTERED_LETTERS) return []
  for (let from = sentence.indexOf(word.charAt(0)); from >= 0;) {
    const places = scatteredFrom(from, word, sentence)
    if (places.length > 0) return places
    from = sentence.indexOf(word.charAt(0), from + 1)
  }
  return []
}

const scatteredFrom = (from: number, word: string, sentence: string): number[] => {
  const places: number[] = []
  let next = from
  for (const letter of word) {
    const at = sentence.indexOf(letter, next)
    if (at < 0 || at - from >= word.length + MAX_EXTRA_LETTERS) return []
    places.push(at)
    next = at + 1
  }
  return places
}

/** The share of the sentence's letter pairs that a category's words know; a single chance pair of many does not count. */
const likeness = (typed: string, words: readonly string[]): number => {
  const pairs = pairsOf(typed)
  const known = new Set(words.flatMap(pairsOf))
  const shared = pairs.filter((pair) => known.has(pair)).length
  return shared > 1 || shared * 2 >= pairs.length ? shared / Math.max(1, pairs.length) : 0
}

const pairsOf = (text: string): string[] =>
  [...text].slice(1).map((letter, index) => text.charAt(index) + letter)
