import type { PhoneMemory } from '../memory'
import { WxFailure, failureOf } from './settle'
import type { Kit } from './kit'

const KEY_LIMIT_BYTES = 1024 * 1024
const TOTAL_LIMIT_BYTES = 10 * 1024 * 1024

const sizeOf = (text: string): number => Buffer.byteLength(text)

export const createStorage = ({ api, memory: { storage } }: Kit) => {
  const total = () => [...storage.values()].reduce((sum, text) => sum + sizeOf(text), 0)

  const write = (key: string, data: unknown): void => {
    // NOTE: JSON is all that survives: functions and undefined fields are gone after a restart.
    const text = JSON.stringify(data ?? '')
    if (sizeOf(text) > KEY_LIMIT_BYTES) throw new WxFailure('entry size limit reached')
    const grown = total() + sizeOf(text) - sizeOf(storage.get(key) ?? '')
    if (grown > TOTAL_LIMIT_BYTES) throw new WxFailure('exceed storage max size 10Mb')
    storage.set(key, text)
  }
  const read = (key: string): unknown => readJson(storage, key)
  const info = () => ({
    keys: [...storage.keys()],
    currentSize: Math.ceil(total() / 1024),
    limitSize: TOTAL_LIMIT_BYTES / 1024,
  })

  return {
    setStorageSync: (key: string, data: unknown) =>
      orThrow('setStorageSync', () => write(key, data)),
    getStorageSync: (key: string) => (storage.has(key) ? read(key) : ''),
    removeStorageSync: (key: string) => void storage.delete(key),
    clearStorageSync: () => storage.clear(),
    getStorageInfoSync: info,
    setStorage: api('setStorage', ({ key, data }: { key: string; data: unknown }) =>
      write(key, data),
    ),
    getStorage: api('getStorage', ({ key }: { key: string }) => {
      if (!storage.has(key)) throw new WxFailure('data not found')
      return { data: read(key) }
    }),
    removeStorage: api('removeStorage', ({ key }: { key: string }) => void storage.delete(key)),
    clearStorage: api('clearStorage', () => storage.clear()),
    getStorageInfo: api('getStorageInfo', info),
  }
}

export const readJson = (storage: PhoneMemory['storage'], key: string): unknown => {
  const text = storage.get(key)
  return text === undefined ? undefined : (JSON.parse(text) as unknown)
}

/** WeChat's `…Sync` functions throw an error that carries `errMsg`. */
export const orThrow = <Result>(name: string, act: () => Result): Result => {
  try {
    return act()
  } catch (error) {
    const failure = failureOf(name, error)
    throw Object.assign(new Error(failure.errMsg), failure)
  }
}
