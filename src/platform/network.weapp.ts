import Taro from '@tarojs/taro'

export const isOnlineNow = async (): Promise<boolean> =>
  (await Taro.getNetworkType()).networkType !== 'none'

export const onNetwork = (listener: (isOnline: boolean) => void): void =>
  Taro.onNetworkStatusChange(({ isConnected }) => listener(isConnected))
