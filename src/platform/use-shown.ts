import Taro, { useDidShow, usePullDownRefresh } from '@tarojs/taro'

/** Reads anew whenever the page comes to the front, and when it is pulled down. */
export const useShown = (read: () => Promise<unknown>): void => {
  useDidShow(() => {
    void read()
  })
  usePullDownRefresh(() => {
    void read().finally(() => Taro.stopPullDownRefresh())
  })
}
