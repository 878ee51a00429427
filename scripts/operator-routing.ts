import { ROUTING_DAYS, ROUTING_MODES } from '../domain/ticket/names'
import { findCategoryByName } from '../server/modules/tickets/categories'
import { listWorkers } from '../server/modules/communities/list-workers'
import { findDepartments } from '../server/modules/departments/find-departments'
import { listRouting, mustBeWhole, replaceRouting } from '../server/modules/routing/edit-routing'
import { tryRouting } from '../server/modules/routing/try-routing'
import { AppError } from '../server/ports/app-error'
import type { RoutingDraft, RoutingLine } from '../contract/routing'
import {
  cellsOf,
  mustBeGrid,
  mustBeOpen,
  OperatorError,
  readText,
  UsageError,
  wordAt,
  type Asked,
  type Command,
} from './operator-kit'

const COLUMNS = ['category', 'grid', 'days', 'weekdays', 'hours', 'mode', 'to'] as const
type Row = Partial<Record<(typeof COLUMNS)[number], string>>

/** The table that says who gets which ticket. */
export const ROUTING_COMMANDS: Record<string, Command> = {
  'routing list': {
    usage: 'routing list COMMUNITY',
    about: 'who gets which accepted ticket, the most specific line first',
    async run({ tx, words }) {
      const { communityId, name } = await mustBeOpen(tx, words)
      const { items } = await listRouting(tx, communityId)
      if (items.length === 0) return [`${name} has no routing table: accepted tickets wait.`]
      return [`${name}: ${items.length} lines`, ...items.map((line) => `  ${lineText(line)}`)]
    },
  },
  'routing import': {
    usage: 'routing import COMMUNITY FILE.csv',
    about: `replace the table; the first line is ${COLUMNS.join(',')} (README.md says more)`,
    async run(asked) {
      const { communityId, name } = await mustBeOpen(asked.tx, asked.words)
      const rows = readRows(wordAt(asked.words, 1, 'FILE.csv'))
      const lines: RoutingDraft[] = []
      for (const { line, row } of rows)
        try {
          const draft = await draftOf(asked, communityId, row)
          await mustBeWhole(asked.tx, communityId, draft)
          lines.push(draft)
        } catch (error) {
          if (!(error instanceof OperatorError || error instanceof AppError)) throw error
          throw new OperatorError(`Line ${line}: ${error.message} Nothing was changed.`)
        }
      await replaceRouting(asked, communityId, lines)
      return [`The routing table of ${name} has ${lines.length} lines.`]
    },
  },
  'routing try': {
    usage: 'routing try COMMUNITY CATEGORY [--grid CODE] [--at 2026-11-29T21:00]',
    about: 'where a ticket of that category would go, and by which line; the time is Beijing’s',
    options: ['grid', 'at'],
    async run({ tx, now, words, options }) {
      const { communityId } = await mustBeOpen(tx, words)
      const trial = await tryRouting(tx, communityId, {
        categoryId: await mustBeCategory(tx, wordAt(words, 1, 'CATEGORY')),
        gridCode: options.grid ? await mustBeGrid(tx, communityId, options.grid) : null,
        at: options.at ? timeOf(options.at) : now,
      })
      return [
        trial.won
          ? `Goes to ${trial.won.toName ?? 'whoever of the grid claims it'}, by: ${lineText(trial.won.line)}`
          : 'No line speaks of it: it waits for the committee.',
        ...trial.passedOver.map(({ line, why }) => `Passed over (${why}): ${lineText(line)}`),
        ...(trial.isCalendarKnown ? [] : ['That year’s holidays are not published yet.']),
      ]
    },
  },
}

const lineText = ({ when, then }: RoutingLine): string => `${when} → ${then}`

const timeOf = (text: string): Date => {
  const at = new Date(`${text.replace(' ', 'T')}:00+08:00`)
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}$/.test(text) || Number.isNaN(at.getTime()))
    throw new UsageError(`Write the time as 2026-11-29T21:00, unlike "${text}".`)
  return at
}

const mustBeCategory = async (tx: Asked['tx'], typed: string): Promise<string> => {
  const category = await findCategoryByName(tx, typed)
  if (!category) throw new OperatorError(`There is no category "${typed}".`)
  return category
}

const readRows = (path: string): { line: number; row: Row }[] => {
  const [head = '', ...lines] = readText(path).split(/\r?\n/)
  const columns = cellsOf(head).map((cell) => cell.toLowerCase())
  if (!columns.includes('mode') || columns.some((one) => !COLUMNS.some((known) => known === one)))
    throw new OperatorError(`The first line of ${path} must name the columns: ${COLUMNS.join(',')}`)
  return lines.flatMap((text, index) => {
    if (!text.trim()) return []
    const cells = cellsOf(text)
    const row: Row = Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']))
    return [{ line: index + 2, row }]
  })
}

const DAYS: Partial<Record<string, (typeof ROUTING_DAYS)[number]>> = {
  每天: 'any',
  工作日: 'workday',
  休息日: 'day-off',
  '': 'any',
}
const MODES: Partial<Record<string, (typeof ROUTING_MODES)[number]>> = {
  指定: 'assigned',
  手上最少: 'by-load',
  谁有空谁接: 'open',
}

const draftOf = async (
  { tx }: Asked,
  communityId: string,
  { category = '', grid = '', days = '', weekdays = '', hours = '', mode = '', to = '' }: Row,
): Promise<RoutingDraft> => {
  const group = /^(?:group|大类)[:：](.+)$/.exec(category)?.[1]
  const kind = ROUTING_MODES.find((one) => one === mode) ?? MODES[mode]
  if (!kind) throw new OperatorError(`"${mode}" is none of ${ROUTING_MODES.join(', ')}.`)
  const day = ROUTING_DAYS.find((one) => one === days) ?? DAYS[days]
  if (!day) throw new OperatorError(`"${days}" is none of ${ROUTING_DAYS.join(', ')}.`)
  const span = hours === '' ? null : spanOf(hours)
  return {
    categoryId: category && !group ? await mustBeCategory(tx, category) : null,
    categoryGroup: group ?? null,
    gridCode: grid ? await mustBeGrid(tx, communityId, grid) : null,
    days: day,
    weekdays: [...new Set(weekdays.match(/[1-7]/g)?.map(Number) ?? [])],
    fromMinute: span?.from ?? null,
    untilMinute: span?.until ?? null,
    mode: kind,
    ...(kind === 'assigned'
      ? await targetOf(tx, communityId, to)
      : { toPersonId: null, toDepartmentId: null }),
  }
}

const spanOf = (hours: string): { from: number; until: number } => {
  const [, from, until] = /^(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})$/.exec(hours) ?? []
  if (!from || !until) throw new OperatorError(`Write hours as 18:00-08:00, unlike "${hours}".`)
  return { from: minuteOf(from), until: minuteOf(until) }
}

const minuteOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  const minute = hours * 60 + minutes
  if (hours > 24 || minutes > 59 || minute > 24 * 60)
    throw new OperatorError(`"${clock}" is no time of the day.`)
  return minute % (24 * 60)
}

/** By the name that people know: a worker’s in the groups, or a department’s. */
const targetOf = async (tx: Asked['tx'], communityId: string, to: string) => {
  const workers = (await listWorkers(tx, communityId)).filter(({ name }) => name === to)
  const departments = (await findDepartments(tx, communityId)).filter(({ name }) => name === to)
  if (workers.length + departments.length !== 1)
    throw new OperatorError(
      `"${to}" must be the name of one worker or department; ${workers.length + departments.length} have it.`,
    )
  return {
    toPersonId: workers[0]?.personId ?? null,
    toDepartmentId: departments[0]?.id ?? null,
  }
}
