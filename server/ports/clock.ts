/** The only source of "now" in the server; tests make it stand still. */
export interface Clock {
  now(): Date
}

// eslint-disable-next-line no-restricted-syntax -- the one place that asks the machine for the time
export const systemClock: Clock = { now: () => new Date() }
