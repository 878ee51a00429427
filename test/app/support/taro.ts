import { useEffect, useRef } from 'react'
import { answerOf, openFakeSocket } from './server'

/** A phone in place of Taro: it keeps what is stored, remembers where one went, and asks the pretend server. */

type Hook = () => void

const storage = new Map<string, unknown>()
const shown = new Set<Hook>()
const pulled = new Set<Hook>()
let stack: string[] = ['/pages/group/index']
let params: Record<string, string> = {}

/** What happened on this phone, for tests to look at. */
export const phone = {
  toasts: [] as string[],
  copied: [] as string[],
  badge: null as string | null,
  /** The page on top, with its query. */
  get page(): string {
    return stack.at(-1) ?? ''
  },
  get stack(): readonly string[] {
    return stack
  },
  stored: (key: string): unknown => storage.get(`jinlin.${key}`),
  store: (key: string, value: unknown): void => void storage.set(`jinlin.${key}`, value),
  /** Opens the app at a page, as a link does. */
  openAt: (url: string): void => {
    stack = [url]
    params = paramsOf(url)
  },
  /** As if these had been opened before the page on top. */
  pushBelow: (...urls: string[]): void => {
    stack = [...stack.slice(0, -1), ...urls, ...stack.slice(-1)]
  },
  comeToFront: (): void => shown.forEach((hook) => hook()),
  pullDown: (): void => pulled.forEach((hook) => hook()),
}

export const forgetPhone = (): void => {
  storage.clear()
  shown.clear()
  pulled.clear()
  stack = ['/pages/group/index']
  params = {}
  phone.toasts = []
  phone.copied = []
  phone.badge = null
}

const paramsOf = (url: string): Record<string, string> =>
  Object.fromEntries(
    (url.split('?')[1] ?? '')
      .split('&')
      .filter(Boolean)
      .map((part) => part.split('='))
      .map(([key = '', value = '']) => [key, decodeURIComponent(value)]),
  )

const goTo = (next: string[]) => {
  stack = next
  params = paramsOf(stack.at(-1) ?? '')
  return Promise.resolve({})
}

export const useRouter = () => ({ path: phone.page.split('?')[0] ?? '', params })

/** Runs when the page first appears, and again on `phone.comeToFront()`. */
const useHook = (hooks: Set<Hook>, work: Hook, isRunNow: boolean): void => {
  const latest = useRef(work)
  latest.current = work
  useEffect(() => {
    const run = () => latest.current()
    hooks.add(run)
    if (isRunNow) run()
    return () => {
      hooks.delete(run)
    }
  }, [hooks, isRunNow])
}
export const useDidShow = (work: Hook): void => useHook(shown, work, true)
export const usePullDownRefresh = (work: Hook): void => useHook(pulled, work, false)
export const useLaunch = useDidShow
export const useLoad = (work: (query: Record<string, string>) => void): void => {
  const latest = useRef(work)
  useEffect(() => latest.current(params), [])
}
export const useUnload = (work: Hook): void => {
  const latest = useRef(work)
  latest.current = work
  useEffect(() => () => latest.current(), [])
}
export const useDidHide = useUnload
export const useReachBottom = (_: Hook): void => undefined
export const useShareAppMessage = (_: unknown): void => undefined

const done = () => Promise.resolve({})

const Taro = {
  getStorageSync: (key: string) => storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) =>
    void storage.set(key, JSON.parse(JSON.stringify(value))),
  removeStorageSync: (key: string) => void storage.delete(key),
  request: answerOf,
  connectSocket: () => Promise.resolve(openFakeSocket()),
  navigateTo: ({ url }: { url: string }) => goTo([...stack, url]),
  redirectTo: ({ url }: { url: string }) => goTo([...stack.slice(0, -1), url]),
  switchTab: ({ url }: { url: string }) => goTo([url]),
  reLaunch: ({ url }: { url: string }) => goTo([url]),
  navigateBack: ({ delta = 1 }: { delta?: number } = {}) => goTo(stack.slice(0, -delta)),
  getCurrentPages: () =>
    stack.map((url) => ({
      route: (url.split('?')[0] ?? '').replace(/^\//, ''),
      path: url,
      options: paramsOf(url),
    })),
  showToast: ({ title }: { title: string }) => {
    phone.toasts.push(title)
    return done()
  },
  setClipboardData: ({ data }: { data: string }) => {
    phone.copied.push(data)
    return done()
  },
  setTabBarBadge: ({ text }: { text: string }) => {
    phone.badge = text
    return done()
  },
  removeTabBarBadge: () => {
    phone.badge = null
    return done()
  },
  setNavigationBarTitle: done,
  stopPullDownRefresh: () => undefined,
  pageScrollTo: done,
  makePhoneCall: done,
  getSystemInfoSync: () => ({ windowWidth: 390 }),
  useRouter,
  useDidShow,
}

export default Taro
