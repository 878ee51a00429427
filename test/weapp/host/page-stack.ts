import { posix } from 'node:path'
import type { AppProcess } from './app-process'
import type { BuiltPackage } from './built-package'
import type { LogicLayer, Query } from './logic-layer'
import type { DrawnPage, Renderer } from './renderer'
import { WxFailure } from './wx/settle'

export interface OpenPage extends DrawnPage {
  route: string
  query: Query
  title: string
}

export interface PageStack {
  /** Bottom first, as `getCurrentPages()`. */
  readonly open: readonly OpenPage[]
  readonly top: OpenPage
  launch(url: string): void
  navigateTo(url: string, channel?: unknown): void
  redirectTo(url: string): void
  switchTab(url: string): void
  reLaunch(url: string): void
  navigateBack(delta?: number): void
  isTab(route: string): boolean
  closeAll(): void
}

const DEEPEST = 10

/** WeChat's rules of going from page to page. A tab's page stays alive while another tab shows. */
export const createPageStack = (
  built: BuiltPackage,
  process: AppProcess,
  logic: LogicLayer,
  renderer: Renderer,
): PageStack => {
  const stack: OpenPage[] = []
  const tabs = new Map<string, OpenPage>()
  let lastWebviewId = 0
  const isTab = (route: string) => built.tabs.some(({ page }) => page === route)

  const top = (): OpenPage => {
    const page = stack.at(-1)
    if (!page) throw new Error('no page is open')
    return page
  }
  const lifecycle = (page: OpenPage, name: 'onShow' | 'onHide' | 'onReady' | 'onUnload') =>
    process.guard(`${page.route} ${name}`, () => page.instance[name]?.())
  const hide = (page: OpenPage): void => {
    lifecycle(page, 'onHide')
    page.element.hidden = true
  }
  const show = (page: OpenPage): void => {
    page.element.hidden = false
    lifecycle(page, 'onShow')
  }
  const unload = (page: OpenPage): void => {
    lifecycle(page, 'onUnload')
    page.release()
    tabs.delete(page.route)
  }
  const unloadTop = (): void => {
    const page = stack.pop()
    if (page) unload(page)
  }

  const create = (route: string, query: Query, channel?: unknown): void => {
    const drawn = renderer.createPage(route, logic.pageDefinition(route))
    for (const component of built.components) registerOnce(component, route)
    const page: OpenPage = { ...drawn, route, query, title: titleOf(built, route) }
    const webviewId = (lastWebviewId += 1)
    Object.assign(page.instance, {
      route,
      options: query,
      __webviewId__: webviewId,
      getPageId: () => `pageId:${webviewId}`,
      getTabBar: () => null,
      getOpenerEventChannel: () => channel ?? SILENT_CHANNEL,
    })
    if (isTab(route)) tabs.set(route, page)
    stack.push(page)
    process.guard(`${route} onLoad`, () => page.instance.onLoad?.(query))
    page.attach()
    lifecycle(page, 'onShow')
    lifecycle(page, 'onReady')
  }
  const registered = new Set<string>()
  const registerOnce = (component: string, route: string): void => {
    const owner = built.subPackageOf(component)
    const isReachable = owner === null || owner === built.subPackageOf(route)
    if (registered.has(component) || !isReachable) return
    registered.add(component)
    renderer.registerComponent(component, logic.componentDefinition(component))
  }

  const find = (url: string): { route: string; query: Query } => {
    const target = splitUrl(url, stack.at(-1)?.route)
    if (built.pages.has(target.route)) return target
    throw new WxFailure(`page "${target.route}" is not found`)
  }
  const mustNotBeTab = (route: string, how: string): void => {
    if (isTab(route)) throw new WxFailure(`can not ${how} a tabbar page`)
  }

  return {
    get open() {
      return stack
    },
    get top() {
      return top()
    },
    isTab,
    launch: (url) => {
      const { route, query } = find(url)
      create(route, query)
    },
    navigateTo: (url, channel) => {
      const { route, query } = find(url)
      mustNotBeTab(route, 'navigateTo')
      if (stack.length >= DEEPEST) throw new WxFailure(`webview count limit exceed`)
      hide(top())
      create(route, query, channel)
    },
    redirectTo: (url) => {
      const { route, query } = find(url)
      mustNotBeTab(route, 'redirectTo')
      unloadTop()
      create(route, query)
    },
    switchTab: (url) => {
      const { route } = find(url)
      if (!isTab(route)) throw new WxFailure('can not switch to no-tabBar page')
      while (stack.length > 0 && !isTab(top().route)) unloadTop()
      const shown = stack.at(-1)
      if (shown?.route === route) return shown.element.hidden ? show(shown) : undefined
      const wasVisible = shown && !shown.element.hidden
      if (wasVisible) hide(shown)
      stack.length = 0
      const alive = tabs.get(route)
      if (!alive) return create(route, {})
      stack.push(alive)
      show(alive)
    },
    reLaunch: (url) => {
      const { route, query } = find(url)
      while (stack.length > 0) unloadTop()
      for (const page of [...tabs.values()]) unload(page)
      create(route, query)
    },
    navigateBack: (delta = 1) => {
      if (stack.length === 1) throw new WxFailure('cannot navigate back at first page.')
      for (let left = delta; left > 0 && stack.length > 1; left -= 1) unloadTop()
      show(top())
    },
    closeAll: () => {
      for (const page of new Set([...stack, ...tabs.values()])) page.release()
      stack.length = 0
      tabs.clear()
    },
  }
}

const titleOf = (built: BuiltPackage, route: string): string =>
  built.settings.get(route)?.navigationBarTitleText ??
  built.app.window?.navigationBarTitleText ??
  ''

const SILENT_CHANNEL = { on: () => undefined, emit: () => undefined, off: () => undefined }

/**
 * NOTE: WeChat gives a page its query as it stands in the address, still percent-encoded; a page
 * that shows words from it must decode them itself.
 */
const splitUrl = (url: string, from?: string): { route: string; query: Query } => {
  const [path = '', search = ''] = url.split('?')
  const route = path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(from ?? ''), path)
  return { route, query: queryOf(search) }
}

export const queryOf = (search: string): Query =>
  Object.fromEntries(
    search
      .split('&')
      .filter(Boolean)
      .map((part) => {
        const at = part.indexOf('=')
        return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)]
      }),
  )
