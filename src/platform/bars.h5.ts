/** In the browser the bars are part of the page, and take its colours. */
export const paintBars = (_: 'auto' | 'light' | 'dark'): void => undefined
