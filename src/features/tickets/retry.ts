const FIRST_RETRY_MS = 5_000
const LONGEST_RETRY_MS = 300_000

/** A weak network counts as one while answers get lost on it, so nobody says that it is back: tried again with growing waits. */
export const growingWaits = (again: () => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  return {
    tryLater: (): void => {
      clearTimeout(timer)
      timer = setTimeout(again, Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures))
      failures += 1
    },
    worked: (): void => {
      clearTimeout(timer)
      failures = 0
    },
  }
}
