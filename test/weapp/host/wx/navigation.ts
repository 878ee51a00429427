import type { PageStack } from '../page-stack'
import type { Kit } from './kit'

interface UrlOptions {
  url: string
  events?: Record<string, (data: unknown) => void>
}

/** NOTE: WeChat changes pages in a later turn, never inside the tap that asked for it. */
export const createNavigation = (
  { api, process }: Kit,
  pages: () => PageStack,
): Record<string, unknown> => {
  const soon = <Result>(act: () => Result): Promise<Result> =>
    new Promise((resolve, reject) => {
      process.later('navigation', () => {
        try {
          resolve(act())
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      })
    })

  return {
    navigateTo: api('navigateTo', ({ url, events }: UrlOptions) =>
      soon(() => {
        const channel = createChannel(events)
        pages().navigateTo(url, channel)
        return { eventChannel: channel }
      }),
    ),
    redirectTo: api('redirectTo', ({ url }: UrlOptions) => soon(() => pages().redirectTo(url))),
    switchTab: api('switchTab', ({ url }: UrlOptions) => soon(() => pages().switchTab(url))),
    reLaunch: api('reLaunch', ({ url }: UrlOptions) => soon(() => pages().reLaunch(url))),
    navigateBack: api('navigateBack', ({ delta }: { delta?: number }) =>
      soon(() => pages().navigateBack(delta)),
    ),
  }
}

/** Between the page that opens and the page that is opened. */
const createChannel = (opener: UrlOptions['events'] = {}) => {
  const listeners = new Map<string, ((data: unknown) => void)[]>()
  for (const [name, listen] of Object.entries(opener)) listeners.set(name, [listen])
  return {
    on: (name: string, listen: (data: unknown) => void) => {
      listeners.set(name, [...(listeners.get(name) ?? []), listen])
    },
    off: (name: string) => listeners.delete(name),
    emit: (name: string, data: unknown) => {
      for (const listen of listeners.get(name) ?? []) listen(data)
    },
  }
}
