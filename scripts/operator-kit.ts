import { readFileSync } from 'node:fs'
import { isGridCode } from '../domain/group/grid-code'
import type { Config } from '../server/config'
import {
  describeCommunity,
  findOpenCommunity,
  type OpenCommunity,
} from '../server/modules/communities/find-open-community'
import type { Database } from '../server/ports/database'
import type { Tx } from '../server/ports/work'

/** Said to whoever sits at the command line: what is wrong and what to do. */
export class OperatorError extends Error {}
/** The command itself was written wrongly; its usage is shown with it. */
export class UsageError extends OperatorError {}

export interface Asked {
  tx: Tx
  config: Config
  now: Date
  newId: () => string
  words: string[]
  options: Record<string, string | undefined>
}

interface Described {
  usage: string
  about: string
  options?: readonly string[]
}

/** Works in one transaction; answers the lines to print. */
interface ShortCommand extends Described {
  run(asked: Asked): Promise<string[]>
}

/** Works in many transactions, because one would hold others up for long; says how far it is. */
interface LongCommand extends Described {
  runLong(
    asked: Omit<Asked, 'tx'> & { database: Database; progress(line: string): void },
  ): Promise<string[]>
}

export type Command = ShortCommand | LongCommand

export const wordAt = (words: readonly string[], index: number, name: string): string => {
  const word = words[index]?.trim()
  if (!word) throw new UsageError(`${name} is missing.`)
  return word
}

export const communityIdOf = (words: readonly string[]): string => {
  const code = wordAt(words, 0, 'COMMUNITY')
  if (!/^\d{12}$/.test(code))
    throw new UsageError(`A community’s code has 12 digits, unlike "${code}".`)
  return code
}

export const mustBeOpen = async (tx: Tx, words: readonly string[]): Promise<OpenCommunity> => {
  const communityId = communityIdOf(words)
  const community = await findOpenCommunity(tx, communityId)
  if (!community)
    throw new OperatorError(
      `${communityId} is not open yet: open-community ${communityId} opens it.`,
    )
  return community
}

export const mustBeGrid = async (tx: Tx, communityId: string, asked: string): Promise<string> => {
  const code = /^\d{3}$/.test(asked) ? communityId + asked : asked
  if (!isGridCode(code))
    throw new OperatorError(
      `A grid’s code has 15 digits, or is said by its last 3, unlike "${asked}".`,
    )
  const { grids } = await describeCommunity(tx, communityId)
  if (!grids.some(({ gridCode }) => gridCode === code))
    throw new OperatorError(
      `There is no grid ${code} in this community; list ${communityId} shows them.`,
    )
  return code
}

export const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch {
    throw new OperatorError(`${path} cannot be read.`)
  }
}

/** Cells between commas; those with a comma inside stand in quotes, as spreadsheets write them. */
export const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?<=^|,)(?:"((?:[^"]|"")*)"|([^,]*))(?=,|$)/g)].map(([, quoted, plain]) =>
    (quoted?.replace(/""/g, '"') ?? plain ?? '').trim(),
  )
