import { View, type ViewProps } from '@tarojs/components'
import type { KeyboardEvent, PropsWithChildren } from 'react'

type Props = PropsWithChildren<{
  onTap: () => void
  className?: string
  /** What a screen reader says when the words inside do not. */
  label?: string
  role?: 'button' | 'link' | 'tab' | 'radio' | 'switch' | 'checkbox'
  isOn?: boolean
  isOff?: boolean
  id?: string
}>

/** WeChat has no keys; what is said there about them would only make every screen heavier. */
const HAS_KEYS = process.env.TARO_ENV !== 'weapp'

/** Anything that can be tapped: also by Enter and Space, and known as a button to screen readers. */
export const Tap = ({
  onTap,
  className = '',
  label,
  role = 'button',
  isOn,
  isOff,
  id,
  children,
}: Props) => {
  const keys = HAS_KEYS && {
    tabIndex: isOff ? -1 : 0,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      if (!isOff) onTap()
    },
  }
  const said = {
    role,
    ...(label && { 'aria-label': label }),
    ...(isOff && { 'aria-disabled': 'true' }),
    // As words: WeChat drops an attribute that is false, and then nobody hears that it is off.
    ...(isOn !== undefined && {
      [role === 'tab' ? 'aria-selected' : 'aria-checked']: String(isOn),
    }),
  }
  // ViewProps knows neither keys nor aria; both reach the element in the browser, and WeChat reads role and aria.
  const more = { ...said, ...keys } as ViewProps
  return (
    <View {...more} id={id} className={`tap ${className}`} onClick={() => !isOff && onTap()}>
      {children}
    </View>
  )
}
