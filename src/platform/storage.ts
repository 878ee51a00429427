import Taro from '@tarojs/taro'

/** One key holds at most 1 MB in WeChat; what does not fit is told, never cut. */
export class StorageFull extends Error {}

/** Reads what this phone has kept; what an older version of the app left in another shape reads as nothing. */
export const readStored = <T>(key: string, isIt: (value: unknown) => value is T): T | null => {
  const value: unknown = Taro.getStorageSync(`jinlin.${key}`)
  return isIt(value) ? value : null
}

export const store = (key: string, value: unknown): void => {
  try {
    Taro.setStorageSync(`jinlin.${key}`, value)
  } catch (error) {
    throw new StorageFull(error instanceof Error ? error.message : 'storage')
  }
}

export const removeStored = (key: string): void => Taro.removeStorageSync(`jinlin.${key}`)
