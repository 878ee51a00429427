import { useEffect, useRef } from 'react'

/** What each key does; a function that answers false leaves the key to the browser. */
export type Keys = Record<string, () => void | false>

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

const isCovered = (): boolean => document.querySelector('dialog[open], .sheet') !== null

/** Listens to keys while the page is shown, but never while somebody writes or a sheet lies over the page. */
export const useKeys = (keys: Keys, isOn: boolean): void => {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    if (!isOn) return
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      // Somebody else's key: a field, a sheet over the page, a button that has taken it already.
      if (event.defaultPrevented || isWriting(event.target) || isCovered()) return
      const act = latest.current[event.key]
      if (act && act() !== false) event.preventDefault()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [isOn])
}

const TAKES_KEYS = 'input, textarea, [tabindex]'

/** Brings what carries this id into view, and with `isFocused` gives it, or the first in it that can take it, the keyboard. */
export const showElement = (id: string, isFocused = false): void => {
  const found = document.getElementById(id)
  if (!found) return
  found.scrollIntoView({ block: 'nearest' })
  const target = found.matches(TAKES_KEYS) ? found : found.querySelector<HTMLElement>(TAKES_KEYS)
  if (isFocused) target?.focus({ preventScroll: true })
}

/** Whether the keyboard is with what carries this id, or inside it. */
export const hasKeyboard = (id: string): boolean =>
  document.getElementById(id)?.contains(document.activeElement) ?? false
