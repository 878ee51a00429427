import { useRef } from 'react'
import { newCommandId } from '@/platform/ids'

/**
 * Sends something under an id that stays the same until it was answered: pressed again after a lost answer it
 * is one act. With other words it is another, and so is the same once more, after it was done.
 */
export const useCommand = () => {
  const ids = useRef(new Map<string, string>())
  return async <T>(
    what: readonly string[],
    send: (commandId: string) => Promise<T>,
  ): Promise<T> => {
    const key = what.join('/')
    const id = ids.current.get(key) ?? newCommandId()
    ids.current.set(key, id)
    const answer = await send(id)
    ids.current.delete(key)
    return answer
  }
}
