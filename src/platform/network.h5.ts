export const isOnlineNow = (): Promise<boolean> => Promise.resolve(navigator.onLine)

export const onNetwork = (listener: (isOnline: boolean) => void): void => {
  window.addEventListener('online', () => listener(true))
  window.addEventListener('offline', () => listener(false))
}
