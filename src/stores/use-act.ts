import { useRef, useState } from 'react'
import { textOf } from '@/api/api-error'
import { toast } from '@/platform/dialogs'

/** Runs one act at a time and says in words when it did not work. */
export const useAct = () => {
  const [isBusy, setBusy] = useState(false)
  const running = useRef(false)
  const act = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (running.current) return false
    running.current = true
    setBusy(true)
    try {
      await work()
      return true
    } catch (error) {
      toast(textOf(error))
      return false
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { isBusy, act }
}
