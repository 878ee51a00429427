import Taro from '@tarojs/taro'
import { showMsOf } from './toast-time'

export const toast = (words: string): void => {
  void Taro.showToast({ title: words, icon: 'none', duration: showMsOf(words) })
}
