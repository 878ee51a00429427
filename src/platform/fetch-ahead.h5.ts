/** The part of Taro's list of pages that is used here; it is the router's own way to load one. */
interface Route {
  path?: string
  load?: (context: unknown, parameters: unknown) => unknown
}

/** In the browser a page comes when it is first opened, which is too late without a network: these come now. */
export const fetchAhead = (pages: readonly string[]): void => {
  const known = Reflect.get(window, '__taroAppConfig') as { routes?: Route[] } | undefined // as Taro 4 leaves it
  for (const { path, load } of known?.routes ?? [])
    if (load && path && pages.includes(path.replace(/^\//, ''))) void settled(load({}, {}))
}

/** Without a network now, the page is there already or it is not; opening it says so. */
const settled = async (loading: unknown): Promise<void> => {
  try {
    await Promise.all([loading].flat())
  } catch {
    return
  }
}
