import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FaultOrder, Faults } from './faults'

const BODY_LIMIT = 1024 * 1024
const LATE_MS = 10_000
const HELD_MS = 3_000

export interface Asked {
  /** Of the path's pattern, by name. */
  params: Record<string, string>
  query: URLSearchParams
  body: string
  path: string
}

export interface Reply {
  status: number
  body: unknown
  headers?: Record<string, string>
}

export interface FakeCall {
  /** By which a fault names it. */
  name: string
  method: 'GET' | 'POST' | 'DELETE'
  /** With named groups for what varies. */
  path: RegExp
  act(asked: Asked): Reply | Promise<Reply>
}

/** One call as the fake met it: what a test looks at to see how often something was tried. */
export interface Heard {
  at: string
  call: string
  fault: FaultOrder['fault'] | null
  /** Null when no answer was sent. */
  status: number | null
}

export interface FakeSettings {
  name: string
  host: string
  port: number
  calls: readonly FakeCall[]
  now: () => Date
  /** Absent for what never fails: the control. */
  faults?: Faults
  /** How an answer is written; JSON unless told. */
  write?: (asked: Asked, reply: Reply) => { type: string; text: string }
  unknown?: (asked: Asked) => Reply
  /** What the outside answers with a code of its own in place of acting. */
  withErrcode?: (errcode: number) => Reply
}

export interface Fake {
  url: string
  heard: Heard[]
  close(): Promise<void>
}

const asJson = (_: Asked, { body }: Reply) => ({
  type: 'application/json; charset=utf-8',
  text: `${JSON.stringify(body, null, 1)}\n`,
})

/** Something outside, played over HTTP, that fails on demand. */
export const openFake = async (settings: FakeSettings): Promise<Fake> => {
  const heard: Heard[] = []
  const held = new Set<() => void>()
  const waits = new Set<() => void>()
  const server = createServer((request, response) => {
    serve(settings, { heard, held, waits }, request, response).catch((error: unknown) => {
      process.stderr.write(`mock ${settings.name}: ${String(error)}\n`)
      response.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.port, settings.host, resolve)
  })
  const { port } = server.address() as AddressInfo // listening on TCP, so its address is one of TCP
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host
  return {
    url: `http://${host}:${port}`,
    heard,
    close: () =>
      new Promise((resolve) => {
        for (const end of waits) end()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface Life {
  heard: Heard[]
  /** Calls that wait for a later one to be served first. */
  held: Set<() => void>
  /** Everything that waits, so that closing need not. */
  waits: Set<() => void>
}

const serve = async (
  settings: FakeSettings,
  life: Life,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const body = await readBody(request)
  if (body === null) return send(settings, response, emptyAsked, { status: 413, body: {} })
  const url = new URL(request.url ?? '/', 'http://outside')
  const found = findCall(settings.calls, request.method ?? 'GET', url.pathname)
  const asked: Asked = {
    params: found?.params ?? {},
    query: url.searchParams,
    body,
    path: url.pathname,
  }
  const call = found?.call
  const fault = call ? faultOf(settings, call, asked) : null
  const heard: Heard = {
    at: settings.now().toISOString(),
    call: call?.name ?? 'unknown',
    fault: fault?.fault ?? null,
    status: null,
  }
  life.heard.push(heard)
  const reply = call
    ? await actWith(settings, life, call, asked, fault)
    : (settings.unknown?.(asked) ?? { status: 404, body: { error: 'no such address' } })
  for (const letGo of life.held) letGo()
  if (!reply) return void response.destroy()
  heard.status = reply.status
  send(settings, response, asked, reply)
}

const faultOf = (
  { name, faults }: FakeSettings,
  call: FakeCall,
  { query, body }: Asked,
): FaultOrder | null =>
  faults?.next(name, call.name, `${query.toString()} ${body}`.replace(/%3A/gi, ':')) ?? null

/** Null: the connection is cut. */
const actWith = async (
  settings: FakeSettings,
  life: Life,
  call: FakeCall,
  asked: Asked,
  fault: FaultOrder | null,
): Promise<Reply | null> => {
  switch (fault?.fault) {
    case undefined:
      return call.act(asked)
    case 'down':
      return null
    case '500':
      return { status: 500, body: [{ code: '500', description: 'mock fault' }] }
    case 'errcode':
      return settings.withErrcode?.(fault.errcode ?? -1) ?? call.act(asked)
    case 'lost-answer':
      await call.act(asked)
      return null
    case 'late': {
      const reply = await call.act(asked)
      await waitFor(life.waits, fault.ms ?? LATE_MS)
      return reply
    }
    case 'duplicate': {
      await call.act(asked)
      const reply = await call.act(asked)
      return call.method === 'GET'
        ? listed(reply, (list) => list.flatMap((one) => [one, one]))
        : reply
    }
    case 'out-of-order': {
      if (call.method === 'GET') return listed(await call.act(asked), (list) => [...list].reverse())
      await waitFor(life.waits, fault.ms ?? HELD_MS, life.held)
      return call.act(asked)
    }
  }
}

const listed = (reply: Reply, change: (list: unknown[]) => unknown[]): Reply =>
  Array.isArray(reply.body) && reply.status === 200 ? { ...reply, body: change(reply.body) } : reply

const waitFor = (waits: Set<() => void>, ms: number, held?: Set<() => void>): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      waits.delete(end)
      held?.delete(end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    waits.add(end)
    held?.add(end)
  })

const findCall = (
  calls: readonly FakeCall[],
  method: string,
  path: string,
): { call: FakeCall; params: Record<string, string> } | null => {
  for (const call of calls) {
    const match = call.method === method ? call.path.exec(path) : null
    if (!match) continue
    const groups = Object.entries(match.groups ?? {})
    // A group that is absent in this path is undefined, whatever its type says.
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- as the line above says
    const named = groups.filter((entry): entry is [string, string] => entry[1] !== undefined)
    return {
      call,
      params: Object.fromEntries(named.map(([name, text]) => [name, decodeURIComponent(text)])),
    }
  }
  return null
}

const emptyAsked: Asked = { params: {}, query: new URLSearchParams(), body: '', path: '/' }

const send = (
  { write = asJson }: FakeSettings,
  response: ServerResponse,
  asked: Asked,
  reply: Reply,
): void => {
  if (response.destroyed) return
  const { type, text } = write(asked, reply)
  response.writeHead(reply.status, { 'content-type': type, ...reply.headers })
  response.end(text)
}

const readBody = async (request: IncomingMessage): Promise<string | null> => {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    const bytes = part as Buffer // no encoding is set, so the parts are bytes
    length += bytes.length
    if (length > BODY_LIMIT) return null
    parts.push(bytes)
  }
  return Buffer.concat(parts).toString('utf8')
}
