const BELIEVED_FOR_MS = 366 * 24 * 3_600_000
/** A clock so little ahead is as good as right. */
const AHEAD_MS = 5 * 60_000

/** What a phone says of when something was, its clock being perhaps wrong: only a moment of the past year is worth keeping. */
export const believed = (said: string | undefined, now: Date): Date | null => {
  if (!said) return null
  const at = new Date(said)
  const age = now.getTime() - at.getTime() // not a number for a leap second, which Date does not know
  if (age < 0 && age >= -AHEAD_MS) return now
  return age >= 0 && age <= BELIEVED_FOR_MS ? at : null
}
