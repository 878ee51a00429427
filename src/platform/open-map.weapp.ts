import Taro from '@tarojs/taro'

/** Hands the way to WeChat's map. */
export const openMap = ({ lat, lng, name }: { lat: number; lng: number; name: string }): void => {
  void Taro.openLocation({ latitude: lat, longitude: lng, name })
}
