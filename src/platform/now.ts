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

/** A moment, and how far the phone's clock was known to be off when it was noted. */
export interface Moment {
  ms: number
  offMs: number
}

export const momentNow = (): Moment => ({ ms: nowMs(), offMs })

/** The moment by what is known of the clock today: noted without a network, it is put right once the server was heard. */
export const momentIso = ({ ms, offMs: offThen }: Moment): string =>
  new Date(ms + offMs - offThen).toISOString()
