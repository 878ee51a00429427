import { useRef } from 'react'
import { newCommandId } from '@/platform/ids'

/** One id for one thing that is done, however often it is sent; with other words it is another. */
export const useCommandId = (): ((...what: string[]) => string) => {
  const ids = useRef(new Map<string, string>())
  return (...what) => {
    const key = what.join('/')
    const id = ids.current.get(key) ?? newCommandId()
    ids.current.set(key, id)
    return id
  }
}
