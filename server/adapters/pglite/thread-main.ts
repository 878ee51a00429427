/** Runs in a thread of its own and owns the only PGlite there is: a long query must not stop the server. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { PGlite, type Results } from '@electric-sql/pglite'
import { createWhole, DURABLE_START, DurableNodeFs } from './durable-fs'
import type { Answer, Ask, Failure, FromThread, Storage, ToThread } from './messages'

const POSTGRES_VERSION = '18'

const main = async (port: MessagePort, storage: Storage): Promise<void> => {
  const say = (message: FromThread): void => port.postMessage(message)
  let fsyncFailure: string | undefined
  const db = await open(storage, (error) => {
    fsyncFailure = `a file could not be written to disk: ${messageOf(error)}`
  })
  passTextThrough(db)
  const ears = new Map<string, () => Promise<void>>()

  const listen = async (channel: string): Promise<Answer> => {
    const hear = (payload: string): void => say({ is: 'notification', channel, payload })
    if (!ears.has(channel)) ears.set(channel, await db.listen(channel, hear))
    return NOTHING
  }
  const unlisten = async (channel: string): Promise<Answer> => {
    await ears.get(channel)?.()
    ears.delete(channel)
    return NOTHING
  }
  const answer = (ask: Ask): Promise<Answer> => {
    if (ask.do === 'query') return query(db, ask.sql, ask.values)
    if (ask.do === 'listen') return listen(ask.channel)
    if (ask.do === 'unlisten') return unlisten(ask.channel)
    if (ask.do === 'snapshot') return snapshot(db)
    return close(db)
  }

  port.on('message', ({ id, ask }: ToThread) => {
    answer(ask).then(
      (given) => {
        // Nothing is acknowledged whose fsync failed, whatever PostgreSQL made of it.
        if (fsyncFailure) return say({ is: 'broken', message: fsyncFailure })
        say({ is: 'answer', id, answer: given })
      },
      (error: unknown) => {
        const failure = failureOf(error)
        if (fsyncFailure) return say({ is: 'broken', message: fsyncFailure })
        if (isBeyondRepair(failure)) return say({ is: 'broken', message: failure.message })
        say({ is: 'failure', id, failure })
      },
    )
  })
  say({ is: 'ready' })
}

const NOTHING: Answer = { command: '', rowCount: 0, fields: [], rows: [] }

const open = async (storage: Storage, onFsyncFailed: (error: unknown) => void): Promise<PGlite> => {
  if (storage.in === 'memory')
    return PGlite.create({
      ...(storage.snapshot && { loadDataDir: new Blob([new Uint8Array(storage.snapshot)]) }),
    })

  const { directory } = storage
  const openAt = async (at: string): Promise<PGlite> => {
    const said: string[] = []
    try {
      return await PGlite.create({
        fs: new DurableNodeFs(at, onFsyncFailed),
        startParams: DURABLE_START,
        onStderr: (line) => said.push(line) > 0 && false,
      })
    } catch (error) {
      throw new Error(reasonIn(said) ?? messageOf(error), { cause: error })
    }
  }
  if (isNew(directory))
    await createWhole(directory, async (at) => {
      await (await openAt(at)).close()
    })
  // What a query cut off in its middle had put aside; the process that would clear it does not run here.
  rmSync(join(directory, 'base', 'pgsql_tmp'), { recursive: true, force: true })
  return openAt(directory)
}

const isNew = (directory: string): boolean => {
  if (!existsSync(directory)) return true
  const version = join(directory, 'PG_VERSION')
  if (existsSync(version)) {
    const found = readFileSync(version, 'utf8').trim()
    if (found === POSTGRES_VERSION) return false
    throw new Error(`it was made by PostgreSQL ${found}, not ${POSTGRES_VERSION}`)
  }
  if (readdirSync(directory).length > 0) throw new Error('it holds files that are no database')
  return true
}

const reasonIn = (said: readonly string[]): string | undefined =>
  said.map((line) => /(?:FATAL|PANIC): +(.+)/.exec(line)?.[1]).find((reason) => reason)

/** Both sides of a value stay PostgreSQL's own text here; one table for both databases reads and writes it. */
const passTextThrough = (db: PGlite): void => {
  const asText = <Text>(text: Text): Text => text
  const everyType = { get: () => asText }
  db.parsers = new Proxy({}, everyType)
  db.serializers = new Proxy({}, everyType)
}

const query = async (
  db: PGlite,
  sql: string,
  values: readonly (string | null)[],
): Promise<Answer> => {
  // As pg does it: without values the simple protocol, which takes several statements at once.
  if (values.length > 0) return answerOf(await db.query(sql, [...values], { rowMode: 'array' }))
  const results = await db.exec(sql, { rowMode: 'array' })
  const only = results.length === 1 ? results[0] : undefined
  return only ? answerOf(only) : NOTHING
}

const answerOf = (results: Results): Answer => ({
  command: results.command ?? '',
  rowCount: results.affectedRows ?? 0,
  fields: results.fields.map(({ name, dataTypeID }) => ({ name, oid: dataTypeID })),
  // rowMode 'array' and the pass-through parsers make every row a list of texts.
  rows: results.rows as unknown as (string | null)[][],
})

const snapshot = async (db: PGlite): Promise<Answer> => {
  const tar = await db.dumpDataDir('none')
  return { ...NOTHING, snapshot: new Uint8Array(await tar.arrayBuffer()) }
}

const close = async (db: PGlite): Promise<Answer> => {
  await db.close()
  return NOTHING
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

const FIELDS = [
  'severity',
  'code',
  'detail',
  'hint',
  'position',
  'where',
  'schema',
  'table',
  'column',
  'constraint',
] as const

const failureOf = (error: unknown): Failure => {
  const failure: Failure = { message: messageOf(error) }
  if (typeof error !== 'object' || error === null) return failure
  for (const field of FIELDS) {
    const value: unknown = Reflect.get(error, field)
    if (typeof value === 'string') failure[field] = value
  }
  return failure
}

/** PostgreSQL's refusals carry a code; anything else is the engine itself failing. */
const isBeyondRepair = ({ code, severity }: Failure): boolean =>
  code === undefined || severity === 'FATAL' || severity === 'PANIC'

if (parentPort) {
  const port = parentPort
  // Given by whoever started the thread, in open-thread.ts.
  main(port, workerData as Storage).catch((error: unknown) => {
    const unusable: FromThread = { is: 'unusable', message: messageOf(error) }
    port.postMessage(unusable)
  })
}
