import { useEffect, useRef, useState } from 'react'

/**
 * What has come into a list since it was first shown, newest last. `name` says which list: with
 * another one nothing is new. `null` while the list is not there yet.
 */
export const useArrivals = (
  name: string,
  ids: readonly string[] | null,
): { fresh: readonly string[]; seen: (id?: string) => void } => {
  const known = useRef<{ name: string; ids: Set<string> } | null>(null)
  const [fresh, setFresh] = useState<readonly string[]>([])
  const key = ids?.join() ?? null
  useEffect(() => {
    if (!ids) return
    if (known.current?.name !== name) {
      known.current = { name, ids: new Set(ids) }
      setFresh([])
      return
    }
    const { ids: old } = known.current
    const come = ids.filter((id) => !old.has(id))
    for (const id of come) old.add(id)
    setFresh((before) => {
      const still = before.filter((id) => ids.includes(id))
      return come.length === 0 && still.length === before.length ? before : [...still, ...come]
    })
  }, [name, key]) // eslint-disable-line react-hooks/exhaustive-deps -- `key` stands for the ids
  const seen = (id?: string) => setFresh((before) => (id ? before.filter((one) => one !== id) : []))
  return { fresh, seen }
}
