/** Everything came with the package. */
export const whenCalm = (): Promise<void> => Promise.resolve()
