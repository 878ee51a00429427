import { useEffect, useId } from 'react'

/** Whatever has a focus: an element of the browser. WeChat's have none, and keep their own. */
const focus = (element: unknown): void => {
  if (typeof element === 'object' && element !== null && 'focus' in element)
    if (typeof element.focus === 'function') element.focus()
}

/** Moves the keyboard into what has just opened, and back when it closes. The answer is the element’s id. */
export const useFocusInside = (): string => {
  const id = useId()
  useEffect(() => {
    const before = document.activeElement
    focus(document.getElementById(id))
    return () => focus(before)
  }, [id])
  return id
}
