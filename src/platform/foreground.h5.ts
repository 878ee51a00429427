/** Calls when the page comes back to the front. */
export const onForeground = (listener: () => void): void =>
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') listener()
  })
