import { create } from 'zustand'
import { onLiveState, wakeLive } from '@/api/live'
import { isOnlineNow, onNetwork } from '@/platform/network'

/** Whether the phone has a network, and whether the server's word comes through at once. */
export const useConnection = create<{ isOnline: boolean; isLive: boolean }>(() => ({
  isOnline: true,
  isLive: false,
}))

const comebacks = new Set<() => void>()
/** Called when the network or the app is back. */
export const onComeback = (listener: () => void) => {
  comebacks.add(listener)
  return () => {
    comebacks.delete(listener)
  }
}

export const comeBack = (): void => {
  wakeLive()
  for (const listener of comebacks) listener()
}

export const watchConnection = async (): Promise<void> => {
  onLiveState((state) => useConnection.setState({ isLive: state === 'on' }))
  onNetwork((isOnline) => {
    useConnection.setState({ isOnline })
    if (isOnline) comeBack()
  })
  useConnection.setState({ isOnline: await isOnlineNow() })
}
