/** Finds the category for what somebody types, and what must not wait for us, on the phone and on the server alike. */

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

const plain = (text: string): string => text.toLowerCase().replace(NOT_WORDS, '')

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

/** What the city asks to hear by its emergency numbers first: these stay beside every report (接诉即办工作条例, Art. 11). */
const OUTSIDE_HELP = [
  {
    call: '119',
    sentence: '看起来很急：着火、被困请先打 119，人到安全的地方再上报。',
    words: [
      '着火',
      '起火',
      '失火',
      '火灾',
      '冒烟',
      '冒黑烟',
      '爆炸',
      '被困',
      '困在',
      '困人',
      '溺水',
      '掉进井',
      '煤气味',
      '燃气味',
      '漏气',
      '煤气泄漏',
      '燃气泄漏',
    ],
  },
  {
    call: '120',
    sentence: '有人受伤或身体不对劲，请先打 120，再来上报。',
    words: [
      '晕倒',
      '昏倒',
      '昏迷',
      '抽搐',
      '心脏病',
      // Not 中风 alone: 楼道中风大.
      '中风了',
      '突然中风',
      '脑中风',
      '没有呼吸',
      '没呼吸',
      '大出血',
      '触电',
      '中毒',
      '摔断',
      '倒地不起',
      '受伤',
      '砸到人',
      '砸伤',
    ],
  },
  {
    call: '110',
    sentence: '遇到违法或有人身危险，请先打 110，再来上报。',
    words: [
      '打架',
      // Not 打人 alone: people also 拨打人工台.
      '打人了',
      '有人打人',
      '动手打人',
      '被打了',
      '被打伤',
      '殴打',
      '持刀',
      '小偷',
      '被盗',
      '偷走',
      '入室',
      '撬锁',
      '撬门',
      '抢劫',
      '诈骗',
      '被骗',
      '家暴',
      '跳楼',
      '跟踪我',
      '吸毒',
      '赌博',
    ],
  },
  {
    call: '122',
    sentence: '交通事故请先打 122，有人受伤打 120，再来上报。',
    words: ['车祸', '撞车', '撞人', '撞了人', '撞伤', '追尾', '剐蹭', '肇事', '交通事故'],
  },
] as const

export type OutsideHelp = {
  readonly call: '110' | '119' | '120' | '122'
  readonly sentence: string
}

/** Whom to call before reporting, going by what somebody writes; null for most reports. Whole words only: a false alarm teaches people to look away. */
export const outsideHelpFor = (text: string): OutsideHelp | null => {
  const written = plain(text)
  const help = OUTSIDE_HELP.find(({ words }) => words.some((word) => written.includes(word)))
  return help ? { call: help.call, sentence: help.sentence } : null
}
