import type { Statistics } from '../../../contract/statistics'
import { FIGURES } from '../../../domain/ticket/names'
import { COUNTED_BY, RATES, rateOf, type Figures } from '../../../domain/ticket/rates'
import { FIGURE_TEXT, STATISTICS_TEXT } from './text'

/** Spreadsheets run what begins like a formula; a name that does so is told to be text. */
const plain = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
const cell = (text: string): string => `"${plain(text).replaceAll('"', '""')}"`
const line = (...texts: readonly string[]): string => texts.map(cell).join(',')

const percent = (share: number | null): string =>
  share === null ? '' : `${(share * 100).toFixed(1)}%`

const row = (kind: string, name: string, figures: Figures): string =>
  line(
    kind,
    name,
    ...FIGURES.map((figure) => String(figures[figure])),
    ...RATES.map((rate) => percent(rateOf(rate, figures))),
  )

/** The figures with the definitions of the rates, as a spreadsheet opens them; the first sign tells Excel that it is UTF-8. */
export const csvOf = (statistics: Statistics): string => {
  const { scope, month, total, byGrid, byCategory, byCommunity, byMonth } = statistics
  const { kinds } = STATISTICS_TEXT
  const lines = [
    line(
      STATISTICS_TEXT.kind,
      scope.name,
      ...FIGURES.map((name) => FIGURE_TEXT[name]),
      ...RATES.map(({ name }) => name),
    ),
    row(kinds.total, month, total),
    ...byCommunity.map(({ name, figures }) => row(kinds.community, name, figures)),
    ...byGrid.map(({ name, figures }) => row(kinds.grid, name, figures)),
    ...byCategory.map(({ name, figures }) => row(kinds.category, name, figures)),
    ...byMonth.map((one) => row(kinds.month, one.month, one.figures)),
    '',
    ...RATES.map(({ name, definition }) => line(name, definition)),
    line(STATISTICS_TEXT.how, COUNTED_BY),
  ]
  return `\uFEFF${lines.join('\r\n')}\r\n`
}
