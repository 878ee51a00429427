import { View } from '@tarojs/components'

/** Drawn in `styles/icons.scss`. */
export type IconName =
  | 'camera'
  | 'picture'
  | 'pen'
  | 'horn'
  | 'people'
  | 'pin'
  | 'here'
  | 'building'
  | 'phone'
  | 'way'
  | 'clock'
  | 'search'
  | 'list'
  | 'draft'
  | 'star'
  | 'check'

export const Icon = ({ name }: { name: IconName }) => (
  <View className={`icon icon--${name}`} aria-hidden />
)
