/** What a test names on the screen: words that people read, or a selector where there are none (`.like`, `#top`, `[data-x]`). */
export type Target = string | RegExp | Element

const isSelector = (target: string): boolean => /^[.#[]/.test(target)

const tidy = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ').trim()

export const isVisible = (element: Element): boolean =>
  !element.closest('[hidden]') &&
  !element.closest('[style*="display: none"], [style*="display:none"]')

/** Also what is written on a field before anything is typed, and what a screen reader would say. */
const wordsOf = (element: Element): string[] =>
  [element.textContent, element.getAttribute('placeholder'), element.getAttribute('aria-label')]
    .map(tidy)
    .filter(Boolean)

const matches = (element: Element, target: string | RegExp, isExact: boolean): boolean =>
  wordsOf(element).some((words) => {
    if (target instanceof RegExp) return target.test(words)
    return isExact ? words === target : words.includes(target)
  })

/** The innermost visible elements for the target; those that say exactly it, if any do. */
export const findAll = (scope: ParentNode, target: Target): Element[] => {
  if (typeof target === 'object' && 'nodeType' in target) return [target]
  const visible = (found: Iterable<Element>) => [...found].filter(isVisible)
  if (typeof target === 'string' && isSelector(target))
    return visible(scope.querySelectorAll(target))
  const all = visible(scope.querySelectorAll('*'))
  const exact = innermost(all.filter((element) => matches(element, target, true)))
  return exact.length > 0 ? exact : innermost(all.filter((one) => matches(one, target, false)))
}

const innermost = (elements: Element[]): Element[] =>
  elements.filter((one) => !elements.some((other) => other !== one && one.contains(other)))

/** Of several, those that share the smallest part of the page with the words given. */
export const nearest = (scope: ParentNode, found: Element[], near: Target): Element[] => {
  const anchors = findAll(scope, near)
  const together = (element: Element) =>
    Math.max(-1, ...anchors.map((anchor) => depthOf(commonAncestor(element, anchor))))
  const deepest = Math.max(-1, ...found.map(together))
  return deepest < 0 ? [] : found.filter((element) => together(element) === deepest)
}

const commonAncestor = (one: Element, other: Element): Element | null => {
  for (let at: Element | null = one; at; at = at.parentElement) if (at.contains(other)) return at
  return null
}

const depthOf = (element: Element | null): number => {
  let depth = -1
  for (let at = element; at; at = at.parentElement) depth += 1
  return depth
}

/** The field that a label belongs to: named by itself, or standing nearest to the label's words. */
export const findFields = (scope: ParentNode, label: Target, fields: string): Element[] => {
  const labelled = findAll(scope, label)
  const direct = labelled.filter((element) => element.matches(fields))
  if (direct.length > 0) return direct
  const all = [...scope.querySelectorAll(fields)].filter(isVisible)
  return nearest(scope, all, label)
}

/** Every piece of text on the screen, from top to bottom. */
export const textsOf = (scope: ParentNode): string[] =>
  [...scope.querySelectorAll('*')]
    .filter((element) => isVisible(element) && hasOwnText(element))
    .map((element) => tidy(element.textContent))

const hasOwnText = (element: Element): boolean =>
  [...element.childNodes].some((node) => node.nodeType === 3 && tidy(node.textContent) !== '')
