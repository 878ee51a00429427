import { showMsOf } from './toast-time'
import './toast.scss'

let hide: ReturnType<typeof setTimeout> | undefined

/** A word over the page, which screen readers say too; a new one takes the place of the old. */
export const toast = (words: string): void => {
  clearTimeout(hide)
  const box = boxOf()
  box.textContent = words
  box.classList.add('toast--on')
  hide = setTimeout(() => box.classList.remove('toast--on'), showMsOf(words))
}

/** It is there before it has words: a screen reader only says what changes. */
const boxOf = (): HTMLElement => {
  const known = document.getElementById('toast')
  if (known) return known
  const box = document.createElement('div')
  box.id = 'toast'
  box.className = 'toast'
  box.setAttribute('role', 'status')
  document.body.append(box)
  return box
}
