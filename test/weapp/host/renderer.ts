import {
  CurrentWindowBackendContext,
  Event,
  addGlobalErrorListener,
  addGlobalWarningListener,
  removeGlobalErrorListener,
  removeGlobalWarningListener,
  type ComponentOptions,
  type Element as EaselElement,
  type GeneralBackendElement,
  type GeneralComponent,
} from 'glass-easel'
import { MiniProgramEnv, type CodeSpace } from 'glass-easel-miniprogram-adapter'
import { textOf, type AppProcess } from './app-process'
import type { BuiltPackage } from './built-package'
import type { Definition, Query } from './logic-layer'

/** A page as its own code sees it (`this`), with the lifecycle that WeChat calls. */
export interface PageInstance {
  readonly is: string
  data: Record<string, unknown>
  route: string
  options: Query
  __webviewId__: number
  getPageId(): string
  getTabBar(): null
  getOpenerEventChannel(): unknown
  setData(data: Record<string, unknown>, callback?: () => void): void
  createSelectorQuery(): unknown
  onLoad?(query: Query): void
  onShow?(): void
  onReady?(): void
  onHide?(): void
  onUnload?(): void
  onPullDownRefresh?(): void
  onReachBottom?(): void
  onPageScroll?(event: { scrollTop: number }): void
  onTabItemTap?(event: { index: number; pagePath: string; text: string }): void
  onShareAppMessage?(event: { from: 'menu' | 'button'; target?: unknown }): unknown
}

export interface DrawnPage {
  instance: PageInstance
  /** The page's own part of the screen. */
  element: HTMLElement
  attach(): void
  release(): void
}

/** One crossing of the bridge between logic and screen: what WeChat is slow at. */
export interface SetDataCall {
  page: string
  bytes: number
  keys: string[]
}

export interface Renderer {
  createPage(page: string, definition: Definition): DrawnPage
  registerComponent(component: string, definition: Definition): void
  close(): void
}

const SET_DATA_LIMIT_BYTES = 1024 * 1024

/** WeChat's own component framework, drawing on jsdom. */
export const createRenderer = (
  built: BuiltPackage,
  process: AppProcess,
  screen: HTMLElement,
  onSetData: (call: SetDataCall) => void,
): Renderer => {
  const env = new MiniProgramEnv()
  const space = env.createCodeSpace('', true)
  keepIds(space)
  countSetData(space, process, onSetData)
  for (const [path, content] of built.templates) space.addCompiledTemplate(path, content)
  for (const [path, settings] of built.settings)
    if (path !== 'app') space.addComponentStaticConfig(path, settings)
  const backend = env.associateBackend(new CurrentWindowBackendContext())
  const registered = new Set<string>()
  const stopListening = hearComplaints(space, process)

  return {
    createPage: (page, definition) => {
      if (!registered.has(page))
        space.componentEnv(page, ({ Page }) => Page(definition as Parameters<typeof Page>[0])) // app code, checked by the framework
      registered.add(page)
      const root = backend.createRoot('page', space, page)
      const element = document.createElement('phone-page')
      element.setAttribute('route', page)
      return {
        instance: root.get() as unknown as PageInstance, // a caller with the methods of its definition
        element,
        attach: () => {
          const placeholder = document.createElement('div')
          element.append(placeholder)
          screen.append(element)
          // jsdom's nodes are what the DOM backend is made for; its types only name another subset.
          root.attach(
            element as unknown as GeneralBackendElement,
            placeholder as unknown as GeneralBackendElement,
          )
        },
        release: () => {
          element.remove()
          root.release()
        },
      }
    },
    registerComponent: (component, definition) =>
      space.componentEnv(component, ({ Component }) => Component(definition)),
    close: stopListening,
  }
}

/** What `Element.prototype` carries besides the standard: its glass-easel twin. */
interface DrawnNode {
  __wxElement?: EaselElement
}

export const easelOf = (node: Node): EaselElement | null => {
  for (let at: Node | null = node; at; at = at.parentNode) {
    const twin = (at as Node & DrawnNode).__wxElement
    if (twin) return twin
  }
  return null
}

/** The value as the template gave it, before the DOM made text of it. */
export const rawAttribute = (element: Element, name: string): unknown =>
  (element as Element & DrawnNode).__wxElement?.getAttribute(name)

/** NOTE: the user's own doing (typing, ticking) must go through glass-easel's element, or it and the DOM disagree at the next update. */
export const writeAttribute = (element: Element, name: string, value: unknown): void =>
  (element as Element & DrawnNode).__wxElement?.setAttribute(name, value)

export interface Fired {
  bubbles: boolean
  extra?: Record<string, unknown>
}

/** Sends an event as WeChat's own components do; `bind` and `catch` in the templates decide how far it goes. */
export const fire = (
  element: Element,
  type: string,
  detail: Record<string, unknown>,
  { bubbles, extra = {} }: Fired,
): void => {
  const target = easelOf(element)
  if (!target) throw new Error(`<${element.tagName.toLowerCase()}> is not drawn by the app`)
  Event.triggerEvent(target, type, detail, { bubbles, composed: bubbles, extraFields: extra })
}

/** NOTE: ids are prefixed and not written to the DOM by default; `#id` would find nothing. The hook is internal to the adapter, hence not in its types. */
const keepIds = (space: CodeSpace): void => {
  const inside = space as unknown as {
    prepareComponentOptions(is: string, options?: unknown): [ComponentOptions, unknown]
  }
  const prepare = inside.prepareComponentOptions.bind(space)
  inside.prepareComponentOptions = (is, options) => {
    const [prepared, isolation] = prepare(is, options)
    return [{ ...prepared, writeIdToDOM: true, idPrefixGenerator: null }, isolation]
  }
}

interface Caller {
  is: string
  _$: GeneralComponent
  setData(data: Record<string, unknown>, callback?: () => void): void
}

/** Every page and component gets a `setData` that is weighed, and that carries only what JSON can carry, as between two threads. */
const countSetData = (
  space: CodeSpace,
  process: AppProcess,
  onSetData: (call: SetDataCall) => void,
): void => {
  const counted = space
    .getComponentSpace()
    .define()
    .lifetime('created', function () {
      const caller = this as unknown as Caller // lifetimes run on the adapter's caller
      const draw = caller.setData.bind(caller)
      caller.setData = (data, callback) => {
        if (!process.isAlive) return
        const text = JSON.stringify(data)
        const bytes = Buffer.byteLength(text)
        const page = pageOf(caller)
        if (bytes > SET_DATA_LIMIT_BYTES)
          process.report('rule', `setData of ${bytes} bytes on ${page}: WeChat takes 1 MB at most`)
        onSetData({ page, bytes, keys: Object.keys(data) })
        draw(
          JSON.parse(text) as Record<string, unknown>, // what JSON makes of an object is an object
          callback && (() => process.guard('setData callback', callback)),
        )
      }
    })
    .registerBehavior()
  space.setOverallBehavior(counted)
}

const pageOf = ({ is, _$ }: Caller): string => {
  const element = _$.getBackendElement() as unknown as Element | null // the DOM backend's elements
  return element?.closest('phone-page')?.getAttribute('route') ?? is
}

/** NOTE: glass-easel tells of errors and warnings globally; with several phones open each must hear only of its own. */
const hearComplaints = (space: CodeSpace, process: AppProcess): (() => void) => {
  const isMine = (component?: GeneralComponent | string): boolean =>
    typeof component !== 'object' ||
    component.getRootBehavior().ownerSpace === space.getComponentSpace()
  const onWarning = (message: string, component: GeneralComponent | string): boolean => {
    // Taro's templates loop over `cn` before a node has children.
    if (isMine(component) && !message.includes('for-list data is neither'))
      process.report('renderer', message)
    return false
  }
  const onError = (error: unknown, method?: string, component?: GeneralComponent | string) => {
    if (isMine(component))
      process.guard(method ?? 'renderer', () => {
        throw error instanceof Error ? error : new Error(textOf(error))
      })
    return false
  }
  addGlobalWarningListener(onWarning)
  addGlobalErrorListener(onError)
  return () => {
    removeGlobalWarningListener(onWarning)
    removeGlobalErrorListener(onError)
  }
}
