const LONG = 15

/** Long words stay long enough to be read. */
export const showMsOf = (words: string): number => (words.length > LONG ? 4000 : 2200)
