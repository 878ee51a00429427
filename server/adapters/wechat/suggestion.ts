const SUGGESTIONS = ['pass', 'review', 'risky'] as const
type Suggestion = (typeof SUGGESTIONS)[number]

/** `result` of both content checks; what it holds is checked here. */
export interface Result {
  suggest?: unknown
}

export const suggestionIn = (result: Result | undefined): Suggestion | null =>
  SUGGESTIONS.find((one) => one === result?.suggest) ?? null
