import type { Api, RouteName } from '../../../contract/api'
import type { ErrorCode } from '../../../contract/errors'
import { statusOf } from '../../../contract/errors'
import type { LiveChange } from '../../../contract/events'
import type { Input, Output } from '../../../contract/route'
import { ROUTES } from '../../../contract/route-table'

/** The server as the phone sees it: a test says what it answers; the contract's types watch that it could. */

type Answer<K extends RouteName> =
  Output<Api[K]> | ((input: Input<Api[K]>) => Output<Api[K]> | Promise<Output<Api[K]>>)

interface Asked {
  name: RouteName
  input: { params: Record<string, string>; query: Record<string, string>; body: unknown }
  token: string | null
}

class Refused extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details?: unknown,
  ) {
    super(code)
  }
}

const answers = new Map<RouteName, (input: never) => unknown>()
let asked: Asked[] = []
let isDown = false
let socket: FakeSocket | null = null
let seq = 0
/** What a test forgot to say, or said wrongly. The client takes it for a lost answer, so it is told at the test's end. */
let mistakes: unknown[] = []

export const server = {
  answers: <K extends RouteName>(name: K, answer: Answer<K>): void => {
    const answerTo = typeof answer === 'function' ? answer : () => answer
    answers.set(name, answerTo)
  },
  refuses: (name: RouteName, code: ErrorCode, details?: unknown): void => {
    answers.set(name, () => {
      throw new Refused(code, details)
    })
  },
  /** To be thrown by an answer that decides for itself. */
  refusal: (code: ErrorCode, details?: unknown): Error => new Refused(code, details),
  /** Within an answer: refuses this one time. */
  refusing: (code: ErrorCode): never => {
    throw new Refused(code)
  },
  /** Until `comesBack`, nothing is answered. */
  goesDown: (): void => {
    isDown = true
  },
  comesBack: (): void => {
    isDown = false
  },
  /** What the phone has asked for, in order. */
  asked: <K extends RouteName>(name: K): Input<Api[K]>[] =>
    asked.filter((one) => one.name === name).map(({ input }) => input as Input<Api[K]>), // recorded under that name
  tokens: (name: RouteName): (string | null)[] =>
    asked.filter((one) => one.name === name).map(({ token }) => token),
  /** Tells the open screen that something changed. */
  announces: (communityId: string, change: LiveChange): void => {
    seq += 1
    socket?.hear({ type: 'events', communityId, events: [{ seq, ...change }] })
  },
  welcomes: (communityIds: readonly string[], reload: readonly string[] = []): void => {
    const at = Object.fromEntries(communityIds.map((id) => [id, seq]))
    socket?.hear({ type: 'welcome', personId: '', at, reload })
  },
  /** Frames that the phone has sent over its socket. */
  get frames(): readonly string[] {
    return socket?.sent ?? []
  },
}

export const forgetServer = (): void => {
  answers.clear()
  asked = []
  isDown = false
  const [mistake] = mistakes
  mistakes = []
  if (mistake) throw mistake
}

/** As over the wire: nothing is shared between the two sides. */
const copyOf = (value: unknown): unknown =>
  value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown)

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`)
const routes = Object.entries(ROUTES).map(([name, [method, path]]) => ({
  name: name as RouteName, // the table's own keys
  method,
  pattern: patternOf(path),
}))

/** Taro.request, as far as our client uses it. */
export const answerOf = async ({
  method,
  url,
  data,
  header = {},
}: {
  method: string
  url: string
  data?: unknown
  header?: Record<string, string>
}): Promise<{ statusCode: number; data: unknown }> => {
  if (isDown) throw Object.assign(new Error('down'), { errMsg: 'request:fail' })
  const [path = '', search = ''] = url.split('?')
  const route = routes.find((one) => one.method === method && one.pattern.test(path))
  if (!route) throw mistaken(new Error(`no route for ${method} ${path}`))
  const input = {
    params: decoded(route.pattern.exec(path)?.groups ?? {}),
    query: Object.fromEntries(new URLSearchParams(search)),
    body: data,
  }
  const token = /^Bearer (.+)$/.exec(header.authorization ?? '')?.[1] ?? null
  asked.push({ name: route.name, input, token })
  const answer = answers.get(route.name)
  if (!answer) throw mistaken(new Error(`this test does not say what ${route.name} answers`))
  try {
    return { statusCode: 200, data: copyOf(await answer(input as never)) } // typed where it was given
  } catch (error) {
    if (!(error instanceof Refused)) throw mistaken(error)
    const { code, details } = error
    return { statusCode: statusOf(code), data: { code, message: code, details } }
  }
}

const mistaken = (error: unknown): unknown => {
  mistakes.push(error)
  return error
}

const decoded = (groups: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([key, value]) => [key, decodeURIComponent(value)]))

interface FakeSocket {
  sent: string[]
  hear(frame: unknown): void
}

/** Taro's SocketTask, as far as our client uses it. */
export const openFakeSocket = () => {
  let onMessage: (message: { data: string }) => void = () => undefined
  const sent: string[] = []
  socket = { sent, hear: (frame) => onMessage({ data: JSON.stringify(frame) }) }
  return {
    onOpen: (listener: () => void) => queueMicrotask(listener),
    onMessage: (listener: typeof onMessage) => {
      onMessage = listener
    },
    onError: () => undefined,
    onClose: () => undefined,
    send: ({ data }: { data: string }) => {
      sent.push(data)
      return Promise.resolve({})
    },
    close: () => Promise.resolve({}),
  }
}
