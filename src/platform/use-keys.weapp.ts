export type Keys = Record<string, () => void | false>

/** Phones have no keys to listen to. */
export const useKeys = (_keys: Keys, _isOn: boolean): void => undefined

export const showElement = (_id: string, _isFocused = false): void => undefined

export const hasKeyboard = (_id: string): boolean => false
