import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { api, type Api, type RouteName } from '../../contract/api'
import type { Input, Output } from '../../contract/route'
import { ROUTES } from '../../contract/route-table'
import type { FaultOrder } from '../../mock/http/faults'
import type { PretendPlatform } from '../../mock/grid-platform/grid-platform'
import { startMock as start, type MockOptions } from '../../mock/start'
import type { PretendWechat } from '../../mock/wechat/wechat'
import type { RunningServer } from '../../server/start'
import { testDatabase } from './database'

export interface Mock {
  /** Of the app and its API, on a port of its own. */
  url: string
  server: RunningServer
  wechat: PretendWechat
  grid: PretendPlatform
  /** The address of `/__mock`, and the same by function. */
  control: { url: string; fault(order: FaultOrder): void; clear(): void }
  /** Moves the time of the server and of the outside; the machine's timers go on as they do. */
  pass(ms: number): void
  now(): Date
  close(): Promise<void>
}

type Options = Pick<MockOptions, 'platform' | 'pages' | 'webRoot' | 'config'> & {
  /** Tells the sample town, which takes some seconds. */
  town?: boolean
  /** The time at the start; the real one unless told. From there it runs on. */
  startsAt?: Date
}

/** The mock in this process, quick: a copy of a new database in memory, free ports, and time that can be moved. */
export const startMock = async ({
  town = false,
  startsAt,
  ...options
}: Options = {}): Promise<Mock> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'jinlin-mock-'))
  let ahead = startsAt ? startsAt.getTime() - Date.now() : 0
  const now = () => new Date(Date.now() + ahead)
  const mock = await start({
    ...options,
    town,
    dataDir,
    logLevel: 'silent',
    clock: { now },
    openDatabase: testDatabase,
    config: { rate: { perAddress: 1_000_000, perPerson: 1_000_000 }, ...options.config },
  })
  const { wechat, grid, faults } = mock.outside
  return {
    url: mock.url,
    server: mock.server,
    wechat,
    grid,
    control: {
      url: mock.control.url,
      fault: (order) => void faults.add(order),
      clear: () => void faults.clear(),
    },
    pass: (ms) => {
      ahead += ms
    },
    now,
    close: async () => {
      await mock.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

const AT_MOST_MS = 15_000
const LOOK_EVERY_MS = 25

/** Waits until something that runs by itself has come to pass. */
export const eventually = async (
  isSo: () => boolean | Promise<boolean>,
  what = 'what was waited for',
): Promise<void> => {
  const until = Date.now() + AT_MOST_MS
  while (!(await isSo())) {
    if (Date.now() > until) throw new Error(`${what} did not happen in ${AT_MOST_MS} ms`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

export interface Answer<K extends RouteName> {
  status: number
  /** What came back; of a refusal, use `code`. */
  body: Output<Api[K]>
  code: string | undefined
  text: string
}

/** Asks the mock's server over HTTP, as whoever holds the token. */
export type Speak = <K extends RouteName>(name: K, input?: Loose<K>) => Promise<Answer<K>>

/** A command id is made where none is given. */
type Loose<K extends RouteName> =
  Input<Api[K]> extends { body: infer B }
    ? Omit<Input<Api[K]>, 'body'> & { body?: Omit<B, 'commandId'> & { commandId?: string } }
    : Partial<Input<Api[K]>>

export const speakerAt =
  (url: string, token: string | null, hear: (text: string) => void = () => undefined): Speak =>
  async (name, input) => {
    const [method, path] = ROUTES[name]
    // Every Input is made of these.
    const { params, query, body } = (input ?? {}) as {
      params?: Record<string, string>
      query?: Record<string, unknown>
      body?: Record<string, unknown>
    }
    const words = Object.entries(query ?? {}).map(([key, value]) => [key, String(value)])
    const answer = await fetch(
      `${url}${path.replace(/:(\w+)/g, (_, key: string) => params?.[key] ?? '')}?${new URLSearchParams(words)}`,
      {
        method,
        headers: {
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...(method === 'POST' && JSON_BODY),
        },
        ...(method === 'POST' && {
          body: JSON.stringify({
            ...('command' in api[name] && { commandId: randomUUID() }),
            ...body,
          }),
        }),
      },
    )
    const text = await answer.text()
    hear(text)
    const said = JSON.parse(text) as Output<Api[typeof name]> & { code?: string } // as the contract has it
    return { status: answer.status, body: said, text, code: answer.ok ? undefined : said.code }
  }

const JSON_BODY = { 'content-type': 'application/json' }

/** As somebody of the sample town, by the name in its list. */
export const speakAs = async (url: string, name: string): Promise<Speak> => {
  const nobody = speakerAt(url, null)
  const { items } = (await nobody('listSamplePeople')).body
  const person = items.find((one) => one.name === name)
  if (!person) throw new Error(`nobody in the sample town is called ${name}`)
  const { body } = await nobody('signInAsSample', { body: { personId: person.personId } })
  return speakerAt(url, body.token)
}
