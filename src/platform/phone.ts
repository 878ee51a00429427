import Taro from '@tarojs/taro'

export const callNumber = (number: string): void => {
  void Taro.makePhoneCall({ phoneNumber: number }).catch(() => undefined) // closed without calling
}

export const copyText = (text: string): Promise<unknown> => Taro.setClipboardData({ data: text })
