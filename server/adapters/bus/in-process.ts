import type { Bus } from '../../ports/bus'

/** For one server process: whoever tells is also the only one to hear. */
export const createInProcessBus = (): Bus => {
  const listeners: ((communityIds: readonly string[]) => void)[] = []
  return {
    tell: (communityIds) => {
      for (const hear of listeners) hear(communityIds)
    },
    hear: (listener) => {
      listeners.push(listener)
    },
    close: () => Promise.resolve(),
  }
}
