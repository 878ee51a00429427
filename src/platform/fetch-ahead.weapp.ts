/** WeChat fetches whole sub-packages ahead: `preloadRule` in `app.config.ts`. */
export const fetchAhead = (_: readonly string[]): void => undefined
