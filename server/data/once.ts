/** Does the work at the first call, and gives the same answer ever after. */
export const once = <Result>(work: () => Result): (() => Result) => {
  let kept: { result: Result } | undefined
  return () => (kept ??= { result: work() }).result
}
