import { textOf, type AppProcess } from '../app-process'

/** How nearly every function of `wx` takes its answer. */
export interface Callbacks<Result> {
  success?(result: Result & { errMsg: string }): void
  fail?(failure: Failure): void
  complete?(result: { errMsg: string }): void
}

export interface Failure {
  errMsg: string
  errCode?: number
  errno?: number
}

/** Why WeChat refuses; becomes `name:fail reason`. */
export class WxFailure extends Error {
  constructor(
    readonly reason: string,
    readonly codes: { errCode?: number; errno?: number } = {},
  ) {
    super(reason)
  }
}

export type AsyncApi<Options, Result> = (
  options?: Options & Callbacks<Result>,
) => Promise<Result & { errMsg: string }> | undefined

/**
 * A function of `wx`: it answers in a later turn through `success`, `fail` and `complete`, or by a
 * promise where none of them is given.
 */
export const asyncApi =
  (process: AppProcess, calls: WxCall[]) =>
  <Options extends object, Result extends object | void>(
    name: string,
    act: (options: Options) => Result | Promise<Result>,
  ): AsyncApi<Options, Result extends void ? object : Result> =>
  (options) => {
    const given = (options ?? {}) as Options & Callbacks<object> // every option of every call is optional to WeChat
    calls.push({ name, options: given })
    const done = process.wait(name)
    const answer = Promise.resolve()
      .then(() => act(given))
      .then(
        (result): Settled => ({ isOk: true, result: { errMsg: `${name}:ok`, ...result } }),
        (error: unknown): Settled => ({ isOk: false, failure: failureOf(name, error) }),
      )
    const isSilent = !given.success && !given.fail && !given.complete
    type Answer = (Result extends void ? object : Result) & { errMsg: string }
    if (isSilent)
      return answer.then((settled) => {
        done()
        if (!process.isAlive) return new Promise<Answer>(() => undefined) // nobody is there to hear it
        if (settled.isOk) return settled.result as Answer // made from a Result above
        throw settled.failure
      })
    void answer.then((settled) => {
      done()
      process.guard(`wx.${name}`, () => {
        if (settled.isOk) given.success?.(settled.result)
        else given.fail?.(settled.failure)
        given.complete?.(settled.isOk ? settled.result : settled.failure)
      })
    })
    return undefined
  }

/** What the app asked of WeChat, in order. */
export interface WxCall {
  name: string
  options: object
}

type Settled = { isOk: true; result: { errMsg: string } } | { isOk: false; failure: Failure }

export const failureOf = (name: string, error: unknown): Failure =>
  error instanceof WxFailure
    ? { errMsg: `${name}:fail ${error.reason}`, ...error.codes }
    : { errMsg: `${name}:fail ${textOf(error)}` }

/** `wx.onX` and `wx.offX`. */
export interface Listeners<Event> {
  on(listener: (event: Event) => void): void
  off(listener?: (event: Event) => void): void
  tell(event: Event): void
}

export const createListeners = <Event>(process: AppProcess, name: string): Listeners<Event> => {
  const all = new Set<(event: Event) => void>()
  return {
    on: (listener) => {
      all.add(listener)
    },
    off: (listener) => {
      if (listener) all.delete(listener)
      else all.clear()
    },
    tell: (event) => {
      for (const listen of [...all]) process.guard(name, () => listen(event))
    },
  }
}
