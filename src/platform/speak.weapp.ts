import { mergeInternalComponents } from '@tarojs/shared'
import { SPOKEN_ATTRIBUTES } from './spoken-attributes'

/** Must run before anything is drawn: Taro numbers the attributes of a component once. */
export const speak = (): void => {
  mergeInternalComponents(SPOKEN_ATTRIBUTES)
}
