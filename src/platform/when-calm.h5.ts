const FIRST_PAGE_MS = 2_000

/** In the browser, once the first page has had the network to itself. */
export const whenCalm = (): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, FIRST_PAGE_MS))
