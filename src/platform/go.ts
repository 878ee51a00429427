import Taro from '@tarojs/taro'

const TABS = ['pages/group/index', 'pages/report/index', 'pages/nearby/index', 'pages/me/index']
/** WeChat keeps at most ten pages on top of each other. */
const STACK_LIMIT = 9

export type Query = Record<string, string | undefined>

const withQuery = (page: string, query: Query = {}): string => {
  const asked = Object.entries(query)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&')
  return `/${page}${asked && `?${asked}`}`
}

/** Opens a page by its path, whether a tab or on top. */
export const go = (page: string, query?: Query): void => {
  if (TABS.includes(page)) return void Taro.switchTab({ url: `/${page}` })
  const url = withQuery(page, query)
  void (Taro.getCurrentPages().length >= STACK_LIMIT
    ? Taro.redirectTo({ url })
    : Taro.navigateTo({ url }))
}

export const goInstead = (page: string, query?: Query): void => {
  if (TABS.includes(page)) return void Taro.switchTab({ url: `/${page}` })
  void Taro.redirectTo({ url: withQuery(page, query) })
}

/** The page on top, without what it was asked for. */
export const currentPage = (): string => {
  const top: { route?: string; path?: string } | undefined = Taro.getCurrentPages().at(-1)
  return (top?.route ?? top?.path ?? '').replace(/^\//, '').replace(/\?.*$/, '')
}

/** Back to a page that lies below, opened with these parameters; false when there is none. */
export const backTo = (page: string, query: Query): boolean => {
  // `options` is WeChat's; in the browser Taro keeps what a page was asked for under a name of its own.
  const pages: { route?: string; path?: string; options?: Query; $taroParams?: Query }[] =
    Taro.getCurrentPages()
  const isThere = pages.map(
    ({ route, path = '', options = {}, $taroParams: asked = options }) =>
      (route ?? path).replace(/^\//, '').replace(/\?.*$/, '') === page &&
      Object.entries(query).every(([key, value]) => asked[key] === value),
  )
  const at = isThere.lastIndexOf(true)
  if (at < 0 || at === pages.length - 1) return false
  void Taro.navigateBack({ delta: pages.length - 1 - at })
  return true
}

/** Back, or to a tab where there is nothing to go back to: a page opened by a link. */
export const back = (): void => {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else void Taro.switchTab({ url: '/pages/group/index' })
}
