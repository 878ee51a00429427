import Taro from '@tarojs/taro'

export type Whereabouts =
  | { is: 'known'; lat: number; lng: number; accuracyM: number }
  | { is: 'refused' }
  | { is: 'unknown' }

/** WeChat needs nothing. */
export const getReadyForPlaces = (): void => undefined

/** Where the phone is, in GCJ-02. People and WeChat may refuse it. */
export const whereAmI = async (): Promise<Whereabouts> => {
  try {
    const { latitude, longitude, accuracy } = await Taro.getLocation({
      type: 'gcj02',
      isHighAccuracy: true,
      highAccuracyExpireTime: 4000,
    })
    return { is: 'known', lat: latitude, lng: longitude, accuracyM: Math.round(accuracy ?? 0) }
  } catch (error) {
    const said = String((error as { errMsg?: string } | null)?.errMsg ?? '') // only read as text
    return { is: /auth|deny|denied|permission|privacy/i.test(said) ? 'refused' : 'unknown' }
  }
}

/** WeChat’s own picker, which needs no permission for one’s whereabouts. */
export const pickPlace:
  null | (() => Promise<{ lat: number; lng: number; name: string } | null>) = async () => {
  try {
    const { latitude, longitude, name, address } = await Taro.chooseLocation({})
    return { lat: latitude, lng: longitude, name: name || address }
  } catch {
    return null // closed without choosing
  }
}
