import type { Bus, News } from '../../ports/bus'

/** For one server process: whoever tells is also the only one to hear. */
export const createInProcessBus = (): Bus => {
  const listeners: ((news: News) => void)[] = []
  return {
    tell: (news) => {
      for (const hear of listeners) hear(news)
    },
    hear: (listener) => {
      listeners.push(listener)
    },
    close: () => Promise.resolve(),
  }
}
