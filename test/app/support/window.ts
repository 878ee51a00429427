/** How wide the browser's window is; jsdom has no layout to ask. */
export const openWindow = (size: 'phone' | 'desktop'): void => {
  const query = {
    matches: size === 'desktop',
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }
  window.matchMedia = () => query as unknown as MediaQueryList // what our hook reads of it
  Element.prototype.scrollIntoView = () => undefined
}
