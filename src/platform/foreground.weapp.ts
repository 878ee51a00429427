import Taro from '@tarojs/taro'

/** Calls when the app comes back to the front; WeChat cuts sockets while it is away. */
export const onForeground = (listener: () => void): void => Taro.onAppShow(listener)
