import { StartError } from '../server/ports/start-error'

/** Where a command speaks; tests listen. */
export interface Say {
  out(line: string): void
  err(line: string): void
}

export type Env = Record<string, string | undefined>

/** Said to whoever sits at the command line: what is wrong and what to do. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError'
}

/** The command itself was written wrongly. */
export class UsageError extends CommandError {
  override readonly name = 'UsageError'
}

/** Turns what a command refuses into a sentence and an exit code: 0 done, 1 refused, 2 written wrongly. */
export const explained = async (say: Say, work: () => Promise<void>): Promise<number> => {
  try {
    await work()
    return 0
  } catch (error) {
    if (!(error instanceof CommandError || error instanceof StartError)) throw error
    say.err(error.message)
    return error instanceof UsageError ? 2 : 1
  }
}

export const toTerminal: Say = {
  out: (line) => console.log(line),
  err: (line) => console.error(line),
}

const PROGRESS_EVERY_MS = 2_000

/** Says how far a long work is, not more often than somebody can read it. */
export const progressOf = (say: Say): ((line: string) => void) => {
  let last = performance.now()
  return (line) => {
    if (performance.now() - last < PROGRESS_EVERY_MS) return
    last = performance.now()
    say.out(line)
  }
}

/** By its code alone: errors of another realm, as test runners make them, are no instance of our Error. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
