/** An answer may be so late, or a clock so little off, that it makes no difference. */
const NO_DIFFERENCE_MS = 30_000
let offMs = 0

// eslint-disable-next-line no-restricted-syntax -- the one place that asks the phone for the time
const phoneMs = (): number => Date.now()

/** What time it is at the server: its word holds where the phone's clock is wrong. */
export const hearServerClock = (date: string | null | undefined): void => {
  const off = new Date(date ?? '').getTime() - phoneMs()
  if (Number.isNaN(off)) return
  offMs = Math.abs(off) > NO_DIFFERENCE_MS ? off : 0
}

export const nowMs = (): number => phoneMs() + offMs
