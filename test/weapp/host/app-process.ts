/** Something that would be a red line in the developer's tools, or a crash in a neighbour's hand. */
export interface Problem {
  kind: 'error' | 'console' | 'renderer' | 'rule'
  text: string
}

/**
 * The life of the app between opening and closing: its timers, what it waits for, and what went
 * wrong. When it is closed nothing of it runs any more, as when WeChat destroys a mini-app.
 */
export interface AppProcess {
  readonly isAlive: boolean
  readonly problems: Problem[]
  /** Calls of the outside that have not come back. */
  readonly waiting: ReadonlySet<string>
  report(kind: Problem['kind'], text: string): void
  /** Runs the app's code; what it throws is a problem, not the test's end. */
  guard(where: string, run: () => void): void
  /** Runs it in a later turn, if the app is still open then. */
  later(where: string, run: () => void, afterMs?: number): void
  /** Names something that is under way; the returned function says that it is over. */
  wait(name: string): () => void
  onError(listener: (text: string) => void): void
  onKill(listener: () => void): void
  kill(): void
  /** What the app sees as its own timers and clock. */
  globals: {
    setTimeout: (run: () => void, ms?: number, ...rest: unknown[]) => number
    clearTimeout: (id?: number) => void
    setInterval: (run: () => void, ms?: number, ...rest: unknown[]) => number
    clearInterval: (id?: number) => void
    console: Record<'log' | 'info' | 'debug' | 'warn' | 'error', (...words: unknown[]) => void>
    Date: DateConstructor
  }
}

export const createProcess = (now?: () => number): AppProcess => {
  const problems: Problem[] = []
  const waiting = new Set<string>()
  const timers = new Map<number, NodeJS.Timeout>()
  const errorListeners: ((text: string) => void)[] = []
  const killListeners: (() => void)[] = []
  let isAlive = true
  let timerId = 0
  let waitId = 0

  const report = (kind: Problem['kind'], text: string): void => {
    problems.push({ kind, text })
  }
  const guard = (where: string, run: () => void): void => {
    if (!isAlive) return
    try {
      run()
    } catch (error) {
      const text = textOf(error)
      report('error', `${where}: ${text}`)
      for (const listen of errorListeners) listen(text)
    }
  }
  const start =
    (repeats: boolean) =>
    (run: () => void, ms = 0, ...rest: unknown[]) => {
      const id = (timerId += 1)
      const tick = () => {
        if (!repeats) timers.delete(id)
        guard('timer', () => Reflect.apply(run, undefined, rest))
      }
      timers.set(id, repeats ? setInterval(tick, ms) : setTimeout(tick, ms))
      return id
    }
  const stop = (id?: number): void => {
    if (id === undefined) return
    clearTimeout(timers.get(id))
    timers.delete(id)
  }
  const startOnce = start(false)

  return {
    get isAlive() {
      return isAlive
    },
    problems,
    waiting,
    report,
    guard,
    later: (where, run, afterMs = 0) => {
      startOnce(() => guard(where, run), afterMs)
    },
    wait: (name) => {
      const token = `${name} #${(waitId += 1)}`
      waiting.add(token)
      return () => waiting.delete(token)
    },
    onError: (listener) => errorListeners.push(listener),
    onKill: (listener) => killListeners.push(listener),
    kill: () => {
      isAlive = false
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
      waiting.clear()
      for (const listen of killListeners) listen()
    },
    globals: {
      setTimeout: startOnce,
      clearTimeout: stop,
      setInterval: start(true),
      clearInterval: stop,
      console: {
        log: () => undefined,
        info: () => undefined,
        debug: () => undefined,
        warn: (...words) => report('console', `warn: ${words.map(textOf).join(' ')}`),
        error: (...words) => report('console', `error: ${words.map(textOf).join(' ')}`),
      },
      Date: now ? dateAt(now) : Date,
    },
  }
}

export const textOf = (thing: unknown): string => {
  if (thing instanceof Error) return thing.stack ?? thing.message
  if (typeof thing === 'string') return thing
  try {
    return JSON.stringify(thing) ?? String(thing)
  } catch {
    return String(thing)
  }
}

/** The phone's clock stands where the test says. */
const dateAt = (now: () => number): DateConstructor =>
  new Proxy(Date, {
    construct: (target, given: [], self) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, self) as Date,
    get: (target, name, self) =>
      name === 'now' ? now : (Reflect.get(target, name, self) as unknown),
  })
