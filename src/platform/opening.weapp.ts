/** WeChat shows its own opening until the first page is drawn. */
export const endOpening = (): void => undefined
