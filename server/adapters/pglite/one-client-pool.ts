import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import { prepareValue } from 'pg/lib/utils'
import { columnTypes } from '../column-types'
import { createTurns } from '../turns'
import type { Answer, Failure } from './messages'
import type { Outcome, PgliteThread } from './open-thread'

/** The embedded database as Kysely's PostgreSQL driver wants it: a pool that has one client. */
export interface OneClientPool extends PostgresPool {
  /** Takes the only client for something that is no query. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result>
  /** For statements of whoever holds the client now. */
  limitMs: number
  /** Statements so far, to know whether anything was done. */
  readonly asked: number
}

export const createOneClientPool = (thread: PgliteThread, limitMs: number): OneClientPool => {
  const turn = createTurns()
  let asked = 0

  const connect = async (): Promise<PostgresPoolClient> => {
    const endTurn = await turn()
    const { epoch } = thread
    const query = async (sql: string, values: readonly unknown[] = []) => {
      asked += 1
      // What was begun in a thread that is no more cannot be gone on with in the next.
      if (thread.epoch !== epoch) {
        // It was taken back with the thread; refusing would hide from the caller what went wrong before.
        if (sql === 'rollback') return NOTHING
        throw connectionLost()
      }
      return resultOf(
        await thread.ask({ do: 'query', sql, values: values.map(textOf) }, pool.limitMs),
        pool.limitMs,
      )
    }
    // Kysely's type also has a form for cursors, which it uses only when it is configured with one.
    return { query: query as PostgresPoolClient['query'], release: endTurn }
  }

  const pool: OneClientPool = {
    options: {}, // what a second connection would be opened with
    limitMs,
    get asked() {
      return asked
    },
    connect,
    exclusively: async (work) => {
      const endTurn = await turn()
      try {
        return await work()
      } finally {
        endTurn()
      }
    },
    end: () => thread.close(),
  }
  return pool
}

const NOTHING = { command: 'SELECT' as const, rowCount: 0, rows: [] }

/** Values as pg writes them, so that both databases are told the same. */
const textOf = (value: unknown): string | null => {
  const text = prepareValue(value)
  return Buffer.isBuffer(text) ? `\\x${text.toString('hex')}` : text
}

export const resultOf = (outcome: Outcome, limitMs: number): PostgresQueryResult<unknown> => {
  if (outcome.is === 'failure') throw databaseError(outcome.failure)
  if (outcome.is === 'cut-off') throw cutOff(outcome.why, limitMs)
  const { answer } = outcome
  return {
    // Kysely's type lists the commands that it looks at; others pass as they are.
    command: answer.command as 'SELECT',
    rowCount: answer.rowCount,
    rows: rowsOf(answer),
  }
}

const rowsOf = ({ fields, rows }: Answer): Record<string, unknown>[] => {
  const columns = Array.from(fields, ({ name, oid }) => ({
    name,
    parse: columnTypes.getTypeParser(oid, 'text'),
  }))
  // Array.from, not map: the rows come from the thread's world, and under jest that has another Array.
  return Array.from(rows, (texts) => {
    const row: Record<string, unknown> = {}
    columns.forEach(({ name, parse }, at) => {
      const text = texts[at] ?? null
      row[name] = text === null ? null : parse(text)
    })
    return row
  })
}

/** The same fields as pg's DatabaseError, so that nobody needs to know which database it was. */
const databaseError = ({ message, ...fields }: Failure): Error =>
  Object.assign(new Error(message), { name: 'error' }, fields)

const connectionLost = (): Error =>
  databaseError({
    severity: 'FATAL',
    code: '57P01',
    message: 'the embedded database was begun anew after a statement that took too long',
  })

const cutOff = (why: 'took-too-long' | 'began-anew' | 'dead', limitMs: number): Error => {
  if (why === 'began-anew') return connectionLost()
  return why === 'took-too-long'
    ? databaseError({
        severity: 'ERROR',
        code: '57014',
        message: `canceling statement due to statement timeout (${limitMs} ms)`,
      })
    : databaseError({
        severity: 'FATAL',
        code: '57P02',
        message: 'the embedded database is closed or has died',
      })
}
