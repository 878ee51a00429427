/** Who comes takes a turn, in the order of coming; the answer ends the turn. */
export const createTurns = (): (() => Promise<() => void>) => {
  let last = Promise.resolve()
  return async () => {
    const before = last
    let end = (): void => undefined
    last = new Promise((resolve) => {
      end = resolve
    })
    await before
    return end
  }
}

/** One after the other for each name; different names do not wait for each other. */
export const createNamedTurns = () => {
  const turns = new Map<string, () => Promise<() => void>>()
  return async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const turn = turns.get(name) ?? createTurns()
    turns.set(name, turn)
    const end = await turn()
    try {
      return await work()
    } finally {
      end()
    }
  }
}
