/** Lets at most so many pieces of work run at once; the others wait in line. */
export const atMost = (limit: number) => {
  const waiting: (() => void)[] = []
  let running = 0

  const leave = () => {
    // Whoever waits takes over the place, so `running` falls only when nobody does.
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }

  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running < limit) running += 1
    else await new Promise<void>((enter) => waiting.push(enter))
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
