import { posix } from 'node:path'
import type { AppProcess } from './app-process'
import type { BuiltPackage } from './built-package'
import type { Wx } from './wx/surface'

export interface AppObject {
  onLaunch?(options: LaunchOptions): void
  onShow?(options: LaunchOptions): void
  onHide?(): void
  onError?(text: string): void
  onPageNotFound?(result: { path: string; query: Query; isEntryPage: boolean }): void
  onThemeChange?(result: { theme: string }): void
}

export type Query = Record<string, string>

export interface LaunchOptions {
  path: string
  query: Query
  scene: number
  shareTicket: undefined
  referrerInfo: Record<string, never>
}

/** What a page file hands to `Page()`, or a component file to `Component()`. */
export type Definition = Record<string, unknown>

export interface LogicLayer {
  readonly app: AppObject
  start(): void
  /** Runs a page's file once and returns what it gave to `Page()`. */
  pageDefinition(page: string): Definition
  componentDefinition(component: string): Definition
}

/**
 * Everything that a browser or Node has and WeChat's logic layer has not (or not on every phone),
 * and what belongs to the test. Code that touches one of these finds `undefined`, as on the phone.
 */
const MISSING_IN_WECHAT =
  'window document self global globalThis location navigator history screen XMLHttpRequest WebSocket fetch Headers Request Response localStorage sessionStorage indexedDB Element Node HTMLElement Event EventTarget CustomEvent MutationObserver IntersectionObserver process Buffer TextEncoder TextDecoder URL URLSearchParams AbortController AbortSignal structuredClone MessageChannel MessagePort BroadcastChannel setImmediate clearImmediate queueMicrotask requestAnimationFrame cancelAnimationFrame Blob File FormData FileReader Image crypto btoa atob performance Intl WebAssembly SharedArrayBuffer Atomics jest expect describe test it beforeAll beforeEach afterAll afterEach __dirname __filename'.split(
    ' ',
  )

/** NOTE: WeChat refuses to make code from text; that the name exists keeps `instanceof Function` working. */
const NO_FUNCTION_FROM_TEXT = new Proxy(Function, {
  construct: () => {
    throw new Error('new Function is not allowed in WeChat')
  },
  apply: () => {
    throw new Error('Function() is not allowed in WeChat')
  },
})

type Module = { exports: unknown }

/**
 * Runs app.js and the pages' files as WeChat's logic layer does: own `require`, `wx`, `App`, `Page`
 * and `Component`, and none of the browser.
 *
 * NOTE: `new Function`, not a vm context: glass-easel compares property types with `===`
 * (`type: Object`), so both must share one realm.
 */
export const createLogicLayer = (
  built: BuiltPackage,
  process: AppProcess,
  wx: Wx,
  currentPages: () => unknown[],
): LogicLayer => {
  const modules = new Map<string, Module>()
  const definitions = new Map<string, Definition>()
  const loadedSubPackages = new Set<string>()
  let app: AppObject | undefined
  let registered: Definition | undefined
  const register = (definition: Definition): void => {
    registered = definition
  }
  const given: Record<string, unknown> = {
    ...process.globals,
    wx,
    App: (object: AppObject) => {
      app = object
    },
    getApp: () => app,
    getCurrentPages: currentPages,
    Page: register,
    Component: register,
    Behavior: (definition: Definition) => definition,
    Function: NO_FUNCTION_FROM_TEXT,
    __wxConfig: { global: {} },
  }
  const names = [...Object.keys(given), ...MISSING_IN_WECHAT]

  const load = (file: string): unknown => {
    const found = modules.get(file)
    if (found) return found.exports
    mustBeReachable(file)
    const module: Module = { exports: {} }
    modules.set(file, module)
    const source = `${built.script(file)}\n//# sourceURL=${posix.join(built.dist, file)}`
    const run = new Function('require', 'module', 'exports', ...names, source)
    const requireFrom = (path: string) =>
      load(posix.join(posix.dirname(file), path.endsWith('.js') ? path : `${path}.js`))
    run(requireFrom, module, module.exports, ...Object.values(given))
    return module.exports
  }
  /** NOTE: a sub-package is there only once one of its pages was opened (`preloadRule` is a hint that a slow network ignores), so nobody else may lean on it. */
  const mustBeReachable = (file: string): void => {
    const owner = built.subPackageOf(file)
    if (owner !== null && !loadedSubPackages.has(owner))
      throw new Error(`${file} belongs to the sub-package "${owner}", which is not loaded yet`)
    if (!built.has(file)) throw new Error(`module "${file}" is not in the package`)
  }
  const definitionOf = (path: string, by: 'Page' | 'Component'): Definition => {
    const found = definitions.get(path)
    if (found) return found
    const owner = built.subPackageOf(path)
    if (owner !== null) loadedSubPackages.add(owner)
    registered = undefined
    load(`${path}.js`)
    if (!registered) throw new Error(`${path}.js did not call ${by}()`)
    definitions.set(path, registered)
    return registered
  }

  return {
    get app() {
      if (!app) throw new Error('app.js did not call App()')
      return app
    },
    start: () => {
      load('app.js')
    },
    pageDefinition: (page) => definitionOf(page, 'Page'),
    componentDefinition: (component) => definitionOf(component, 'Component'),
  }
}
