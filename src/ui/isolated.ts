/** What may turn the direction of a line: letters written from right to left, and the signs that say so. */
const TURNS = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/
/** Signs that would end the isolation from within. */
const ENDS = /[\u202a-\u202e\u2066-\u2069]/g

/** Somebody's own words in the middle of a line: they are shown as they are and turn nothing around them. */
export const isolated = (words: string): string =>
  TURNS.test(words) ? `\u2068${words.replace(ENDS, '')}\u2069` : words
