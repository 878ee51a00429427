import { useState } from 'react'
import { whereAmI, type Whereabouts } from '@/platform/place'

export type Here = { is: 'not-asked' } | { is: 'asking' } | Whereabouts

/** Where the worker stands, asked for only on their tap; it never leaves the phone. */
export const useHere = (): { here: Here; ask: () => Promise<void> } => {
  const [here, setHere] = useState<Here>({ is: 'not-asked' })
  const ask = async () => {
    // While asking again, what was known stays.
    setHere((old) => (old.is === 'known' ? old : { is: 'asking' }))
    setHere(await whereAmI())
  }
  return { here, ask }
}
