import type { StepFault } from '../domain/ticket/chain'
import { openDatabase } from '../server/adapters/open-database'
import { configFromEnv } from '../server/config-from-env'
import { listMigrated, MIGRATIONS } from '../server/migrations/migrate'
import {
  verifySteps,
  type BrokenAnchor,
  type FaultyStep,
  type MissingTickets,
  type Verdict,
} from '../server/modules/tickets/verify-steps'
import type { Db } from '../server/ports/work'
import {
  CommandError,
  explained,
  progressOf,
  toTerminal,
  UsageError,
  type Env,
  type Say,
} from './command-line'

const USAGE = [
  'Usage: npm run verify-tickets -- [--community CODE]',
  'Proves that no step of any ticket was changed, removed or put in after it happened, and names the first that',
  'was. It reads the database of DATABASE_URL, or the embedded one in DATA_DIR while its server is stopped.',
]

/** The command line, apart from the process, so that it can be tried; 0 when every history is whole, else 1. */
export const runVerifyTickets = (
  args: readonly string[],
  env: Env,
  say: Say,
  open = openDatabase,
): Promise<number> =>
  explained(say, async () => {
    const communityId = parse(args)
    const config = configFromEnv(env)
    const database = await open({ url: config.databaseUrl, dataDir: config.dataDir })
    const progress = progressOf(say)
    try {
      const verdict = await database.unhurried((db) =>
        // One moment of the database: steps taken meanwhile are not half seen.
        db
          .transaction()
          .setIsolationLevel('repeatable read')
          .setAccessMode('read only')
          .execute(async (tx) => {
            await mustBeUpToDate(tx)
            return verifySteps(tx, {
              ...(communityId && { communityId }),
              progress: ({ tickets, steps }) =>
                progress(`… ${tickets} tickets with ${steps} steps so far`),
            })
          }),
      )
      report(verdict, say)
    } finally {
      await database.close()
    }
  })

const parse = (args: readonly string[]): string | undefined => {
  if (args.length === 0) return undefined
  const [option, code, ...more] = args
  if (option !== '--community' || !/^\d{12}$/.test(code ?? '') || more.length > 0)
    throw new UsageError(USAGE.join('\n'))
  return code
}

/** Steps are sealed when the database is brought up to date; before that nothing can be said. */
const mustBeUpToDate = async (db: Db): Promise<void> => {
  const migrated = new Set(await listMigrated(db))
  if (Object.keys(MIGRATIONS).some((name) => !migrated.has(name)))
    throw new CommandError(
      'The database is not up to date yet: start the server once, then verify again.',
    )
}

const report = (verdict: Verdict, say: Say): void => {
  const { tickets, steps, forgotten, first, missing, anchor } = verdict
  if (missing) say.err(sentenceOfMissing(missing))
  if (first) say.err(sentenceOf(first))
  if (anchor) say.err(sentenceOfAnchor(anchor))
  if (first || missing || anchor) throw new CommandError(sumOf(verdict))
  say.out(`All ${tickets} tickets have their whole history: ${steps} steps, none changed.`)
  if (forgotten > 0)
    say.out(`The words of ${forgotten} steps were forgotten together with their writers’ accounts.`)
}

const sumOf = ({ tickets, faultyTickets, missingTickets }: Verdict): string => {
  const faulty = `${faultyTickets} of ${tickets} tickets do not have the history they had.`
  if (missingTickets === 0)
    return faultyTickets > 0
      ? faulty
      : `Each of the ${tickets} tickets fits by itself, but steps or tickets were taken out or exchanged.`
  const gone = `${missingTickets} of ${tickets + missingTickets} tickets are gone with their whole history.`
  return faultyTickets > 0 ? `${gone} Of those that are there, ${faulty}` : gone
}

const FAULT_TEXT: Record<StepFault, string> = {
  missing: 'is missing',
  'not-sealed': 'was put in without a seal',
  changed: 'was changed or put in after it happened, or the step before it was removed',
  'words-changed': 'has other words than it had',
  'words-gone': 'has lost its words, though its writer has not deleted their account',
  'ticket-differs': 'is its last, but the ticket itself says otherwise',
}

const sentenceOf = ({ communityId, number, ticketId, seq, step, at, fault }: FaultyStep): string =>
  `Community ${communityId}, ticket ${number} (${ticketId}): step ${seq}` +
  `${step && at ? ` (${step}, ${at.toISOString()})` : ''} ${FAULT_TEXT[fault]}.`

const sentenceOfMissing = ({ communityId, day, given, there }: MissingTickets): string =>
  `Community ${communityId}: of the ${given} tickets numbered on ${day} only ${there} are there.`

const sentenceOfAnchor = ({ communityId, written, there }: BrokenAnchor): string =>
  `Community ${communityId}: ${written} steps were written, ${there} are there` +
  `${written === there ? ', and not the same ones' : ''}.`

if (require.main === module)
  void runVerifyTickets(process.argv.slice(2), process.env, toTerminal).then((code) => {
    process.exitCode = code
  })
