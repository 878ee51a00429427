import { once } from './once'
import { readShippedList } from './shipped-file'

export type GridScheme = 'chaoyang-2013' | 'cjt214' | 'gbt30428-style'
export type CategoryKind = 'event' | 'component' | 'daily-life'

export type GridCode = {
  /** Unique across the lists: in two of them an event and a component share their number. */
  id: string
  scheme: GridScheme
  code: string
  kind: CategoryKind
  major: string
  zh: string
  /** Our working translation, where there is one. */
  en: string | null
}

type ShippedGridCode = {
  scheme: GridScheme
  code: string
  kind: 'event' | 'component' | 'daily_life'
  major_zh: string
  minor_zh: string
  minor_en: string | null
}

const toGridCode = (entry: ShippedGridCode): GridCode => {
  const kind = entry.kind === 'daily_life' ? 'daily-life' : entry.kind
  return {
    id: gridCodeId(entry.scheme, kind, entry.code),
    scheme: entry.scheme,
    code: entry.code,
    kind,
    major: entry.major_zh,
    zh: entry.minor_zh,
    en: entry.minor_en,
  }
}

export const gridCodeId = (scheme: GridScheme, kind: CategoryKind, code: string): string =>
  `${scheme}:${kind}:${code}`

/** All 593 categories of the three lists; parsed once. */
export const loadGridCodes = once((): readonly GridCode[] =>
  readShippedList<ShippedGridCode>('grid-codes.json').map(toGridCode),
)

/** Codes that begin with the typed digits, or names and classes that hold the typed word; names that begin with it come first. */
export const searchGridCodes = (
  typed: string,
  codes: readonly GridCode[] = loadGridCodes(),
): GridCode[] => {
  const word = typed.trim().toLowerCase()
  if (word === '') return []
  if (/^\d+$/.test(word)) return codes.filter(({ code }) => code.startsWith(word))
  const found = codes.filter(({ zh, major, en }) =>
    [zh, major, en?.toLowerCase()].some((text) => text?.includes(word)),
  )
  const rank = ({ zh }: GridCode) =>
    zh === word ? 0 : zh.startsWith(word) ? 1 : zh.includes(word) ? 2 : 3
  return found.sort((one, other) => rank(one) - rank(other))
}
