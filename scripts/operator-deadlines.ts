import {
  DEADLINE_STAGES,
  limitFor,
  type DeadlineStage,
  type Limit,
} from '../domain/ticket/deadlines'
import { URGENCIES, type TicketState, type Urgency } from '../domain/ticket/names'
import {
  findDeadlineRules,
  setDeadlineRule,
  type RuleKey,
} from '../server/modules/deadlines/deadline-rules'
import { findCategoryByName } from '../server/modules/tickets/categories'
import type { Tx } from '../server/ports/work'
import { OperatorError, UsageError, wordAt, type Asked, type Command } from './operator-kit'

const OPTIONS = ['urgency', 'category', 'limit'] as const

/** Limits of acceptance, dispatch and handling; what has begun keeps the one that it was given. */
export const DEADLINE_COMMANDS: Record<string, Command> = {
  'deadlines list': {
    usage: 'deadlines list',
    about: 'the limits in force; those that you have set are marked',
    async run({ tx }) {
      return listLimits(tx)
    },
  },
  'deadlines set': {
    usage: 'deadlines set STAGE --urgency URGENCY --limit 7wd',
    about:
      'or --category NAME; a limit is 2h or 3d by the clock, 4wh in working hours, 7wd in working days',
    options: OPTIONS,
    async run(asked) {
      const key = await keyOf(asked)
      const limit = limitOf(asked.options.limit)
      await setDeadlineRule(asked.tx, asked, key, limit)
      return [`From now on ${key.stage} takes ${limitText(limit)} there.`]
    },
  },
  'deadlines reset': {
    usage: 'deadlines reset STAGE --urgency URGENCY',
    about: 'or --category NAME: back to the usual limit',
    options: OPTIONS,
    async run(asked) {
      const key = await keyOf(asked)
      await setDeadlineRule(asked.tx, asked, key, null)
      return [`The usual limit of ${key.stage} is in force there again.`]
    },
  },
}

const STATE_IN: Record<DeadlineStage, TicketState> = {
  acceptance: 'submitted',
  dispatch: 'accepted',
  handling: 'handling',
}

const listLimits = async (tx: Tx): Promise<string[]> => {
  const rules = await findDeadlineRules(tx)
  const names = new Map(
    (await tx.selectFrom('category').select(['id', 'name']).execute()).map((row) => [
      row.id,
      row.name,
    ]),
  )
  return DEADLINE_STAGES.flatMap((stage) => [
    `${stage}:`,
    ...URGENCIES.flatMap((urgency) => {
      const limit = limitFor(rules, { state: STATE_IN[stage], urgency, categoryId: '' })
      const isSet = rules.some((rule) => rule.stage === stage && rule.urgency === urgency)
      return limit ? [`  ${urgency}: ${limitText(limit)}${isSet ? ' (set)' : ''}`] : []
    }),
    ...rules.flatMap((rule) =>
      rule.stage === stage && rule.categoryId !== null
        ? [`  ${names.get(rule.categoryId) ?? rule.categoryId}: ${limitText(rule.limit)} (set)`]
        : [],
    ),
  ])
}

const keyOf = async ({ tx, words, options }: Asked): Promise<RuleKey> => {
  const word = wordAt(words, 0, 'STAGE')
  const stage = DEADLINE_STAGES.find((one) => one === word)
  if (!stage) throw new UsageError(`"${word}" is none of ${DEADLINE_STAGES.join(', ')}.`)
  if ((options.urgency === undefined) === (options.category === undefined))
    throw new UsageError('Say either --urgency or --category.')
  if (options.category !== undefined) {
    const categoryId = await findCategoryByName(tx, options.category)
    if (!categoryId) throw new OperatorError(`There is no category "${options.category}".`)
    return { stage, categoryId, urgency: null }
  }
  const urgency: Urgency | undefined = URGENCIES.find((one) => one === options.urgency)
  if (!urgency)
    throw new UsageError(`"${options.urgency ?? ''}" is none of ${URGENCIES.join(', ')}.`)
  return { stage, categoryId: null, urgency }
}

/** A year by the clock, and a working year: nobody waits longer, and the calendar reaches no further. */
const LONGEST_HOURS = 365 * 24
const LONGEST_WORKING_DAYS = 250

const limitOf = (text = ''): Limit => {
  const [, amount = '', unit] = /^(\d+(?:\.\d+)?)\s*(h|d|wh|wd)$/.exec(text.trim()) ?? []
  const count = Number(amount)
  const limit: Limit | null =
    unit === 'wd'
      ? { kind: 'working-days', days: count }
      : unit === 'wh'
        ? { kind: 'working-hours', hours: count }
        : unit
          ? { kind: 'clock', hours: unit === 'd' ? count * 24 : count }
          : null
  if (!limit || count <= 0)
    throw new UsageError(`Write a limit as 2h, 3d, 4wh or 7wd, unlike "${text}".`)
  const isTooLong =
    limit.kind === 'clock'
      ? limit.hours > LONGEST_HOURS
      : count > LONGEST_WORKING_DAYS * (limit.kind === 'working-hours' ? 8 : 1)
  if (isTooLong) throw new OperatorError('Nobody waits longer than a year: choose a shorter limit.')
  return limit
}

const limitText = (limit: Limit): string => {
  if (limit.kind === 'working-days') return `${limit.days} working days`
  if (limit.kind === 'working-hours') return `${limit.hours} working hours`
  return limit.hours % 24 === 0 && limit.hours > 24
    ? `${limit.hours / 24} days by the clock`
    : `${limit.hours} hours by the clock`
}
