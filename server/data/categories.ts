import type { Urgency } from '../../domain/ticket/names'
import { gridCodeId, loadGridCodes } from './grid-codes'
import type { CategoryKind, GridCode, GridScheme } from './grid-codes'
import { once } from './once'
import { RESIDENT_WORDS } from './resident-words'
import type { ResidentWords } from './resident-words'
import { readShippedList } from './shipped-file'

/** What residents choose from. */
export type Category = {
  /** Of the crosswalk, or of one code where a moderator chose from the whole list; never changes. */
  id: string
  zh: string
  en: string | null
  kind: CategoryKind
  group: string
  urgency: Urgency
  keywords: readonly string[]
  /** How long another city (Yuncheng) gives itself: a default to be configured, never a promise to people. */
  limitHint: { minHours: number; maxHours: number; seen: readonly string[] } | null
  codes: { chaoyang: readonly string[]; cjt214: string | null; gbt30428: string | null }
  outOfScopeHint?: string
}

type Coded = { code: string; zh: string }
type CrosswalkEntry = {
  id: string
  zh: string
  en: string
  kind: 'event' | 'component' | 'daily_life'
  chaoyang: readonly Coded[]
  cjt214: Coded | null
  gbt30428: (Coded & { limits_seen: string[]; limit_min_h: number; limit_max_h: number }) | null
}

const toCategory = (entry: CrosswalkEntry, group: string, words: ResidentWords): Category => ({
  id: entry.id,
  zh: entry.zh,
  en: entry.en,
  kind: entry.kind === 'daily_life' ? 'daily-life' : entry.kind,
  group,
  urgency: words.urgency ?? 'general',
  keywords: words.keywords.split(' '),
  limitHint: entry.gbt30428 && {
    minHours: entry.gbt30428.limit_min_h,
    maxHours: entry.gbt30428.limit_max_h,
    seen: entry.gbt30428.limits_seen,
  },
  codes: {
    chaoyang: entry.chaoyang.map(({ code }) => code),
    cjt214: entry.cjt214?.code ?? null,
    gbt30428: entry.gbt30428?.code ?? null,
  },
  ...(words.outOfScopeHint === undefined ? {} : { outOfScopeHint: words.outOfScopeHint }),
})

/** The 61 categories that residents meet, group by group, the commonest first; parsed once. */
export const loadCategories = once((): readonly Category[] => {
  const entries = new Map(
    readShippedList<CrosswalkEntry>('grid-crosswalk.json').map((entry) => [entry.id, entry]),
  )
  return Object.entries(RESIDENT_WORDS).flatMap(([group, words]) =>
    Object.entries(words).flatMap(([id, own]) => {
      const entry = entries.get(id)
      return entry === undefined ? [] : [toCategory(entry, group, own)]
    }),
  )
})

const categoriesById = once(
  () => new Map(loadCategories().map((category) => [category.id, category])),
)
const gridCodesById = once(() => new Map(loadGridCodes().map((code) => [code.id, code])))

/** The residents' category that stands for a code of the lists, if one does. */
const categoryOfCode = once(() => {
  const byCode = new Map<string, Category>()
  const remember = (scheme: GridScheme, code: string, category: Category) => {
    // Of some numbers the list's own kind differs from the crosswalk's: "遛狗" is daily life there and an event here.
    const kinds = loadGridCodes().filter((entry) => entry.scheme === scheme && entry.code === code)
    const same = kinds.find(({ kind }) => kind === category.kind) ?? kinds[0]
    if (same) byCode.set(gridCodeId(scheme, same.kind, code), category)
  }
  for (const category of loadCategories()) {
    const { chaoyang, cjt214, gbt30428 } = category.codes
    for (const code of chaoyang) remember('chaoyang-2013', code, category)
    if (cjt214 !== null) remember('cjt214', cjt214, category)
    if (gbt30428 !== null) remember('gbt30428-style', gbt30428, category)
  }
  return byCode
})

/** A code of the lists as a category: it takes urgency, group and hint of the residents' category it belongs to. */
export const categoryFromGridCode = (code: GridCode): Category => {
  const known = categoryOfCode().get(code.id)
  return {
    id: code.id,
    zh: code.zh,
    en: code.en,
    kind: code.kind,
    group: known?.group ?? code.major,
    urgency: known?.urgency ?? 'general',
    keywords: [code.code, code.major],
    limitHint: known?.limitHint ?? null,
    codes: {
      chaoyang: code.scheme === 'chaoyang-2013' ? [code.code] : [],
      cjt214: code.scheme === 'cjt214' ? code.code : null,
      gbt30428: code.scheme === 'gbt30428-style' ? code.code : null,
    },
    ...(known?.outOfScopeHint === undefined ? {} : { outOfScopeHint: known.outOfScopeHint }),
  }
}

/** The category of an id, whether of the 61 or of the whole lists. */
export const findCategory = (id: string): Category | null => {
  const known = categoriesById().get(id)
  if (known) return known
  const code = gridCodesById().get(id)
  return code ? categoryFromGridCode(code) : null
}
