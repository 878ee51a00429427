import { create } from 'zustand'
import { readStored, store } from '@/platform/storage'

/** How large and how plain: `elder` is 关怀版. Dark follows the phone unless chosen. */
export interface Display {
  isElder: boolean
  theme: 'auto' | 'light' | 'dark'
}
const KEY = 'display'
const isDisplay = (value: unknown): value is Display =>
  typeof value === 'object' && value !== null && 'isElder' in value && 'theme' in value

export const useDisplay = create<Display>(
  () => readStored(KEY, isDisplay) ?? { isElder: false, theme: 'auto' },
)

export const setDisplay = (change: Partial<Display>): void => {
  useDisplay.setState(change)
  store(KEY, useDisplay.getState())
}
