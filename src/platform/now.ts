// eslint-disable-next-line no-restricted-syntax -- the one place that asks the phone for the time
export const nowMs = (): number => Date.now()
