import { useEffect, useId } from 'react'

/** What has a focus: elements of the browser. WeChat's have none, and its screen reader finds a sheet by itself. */
interface Focusable {
  focus?: () => void
}

/** Moves the keyboard into what has just opened, and back when it closes. The answer is the element’s id. */
export const useFocusInside = (): string => {
  const id = useId()
  useEffect(() => {
    // eslint-disable-next-line no-restricted-globals -- Taro gives WeChat a document of its own, with both of these
    const before = document.activeElement as Focusable | null // an element that can hold the focus has `focus`
    // eslint-disable-next-line no-restricted-globals -- as above
    const inside: Focusable | null = document.getElementById(id)
    inside?.focus?.()
    return () => before?.focus?.()
  }, [id])
  return id
}
