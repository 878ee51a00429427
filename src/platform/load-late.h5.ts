/** For pictures in a long list. Taro's own way here fails when one is gone before it came into view; the browser has a better one. */
export const LOAD_LATE = { imgProps: { loading: 'lazy' } } as const
