/** Browsers take `role` and `aria-…` as they are. */
export const speak = (): void => undefined
