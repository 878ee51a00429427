/** For pictures in a long list: loaded once they are nearly in view. */
export const LOAD_LATE = { lazyLoad: true } as const
