import { View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import { useEffect, type PropsWithChildren } from 'react'
import { paintBars } from '@/platform/bars'
import { endOpening } from '@/platform/opening'
import { showUnreadAgain } from '@/platform/tab-badge'
import { useConnection } from '@/stores/connection'
import { useDisplay } from '@/stores/display'
import { useSession } from '@/stores/session'
import { FRAME_TEXT } from './text'

interface Props {
  isWide?: boolean
  /** Exactly as high as the window: what is inside scrolls by itself. */
  isFull?: boolean
}

/** Around every page: text size, colours, the warning of a sample town, the word that there is no network. */
export const Frame = ({ isWide, isFull, children }: PropsWithChildren<Props>) => {
  const { isElder, theme } = useDisplay()
  const isSample = useSession(({ start }) => start?.isSample ?? false)
  useDidShow(() => {
    showUnreadAgain()
    paintBars(theme)
  })
  useEffect(() => paintBars(theme), [theme])
  useEffect(endOpening, [])
  const isOnline = useConnection((state) => state.isOnline)
  const classes = [
    'page',
    `page--${theme}`,
    isElder && 'page--elder',
    isWide && 'page--wide',
    isFull && 'page--full',
  ]
  return (
    <View className={classes.filter(Boolean).join(' ')}>
      {isSample ? <View className="page__sample">{FRAME_TEXT.sample}</View> : null}
      {isOnline ? null : <View className="page__offline">{FRAME_TEXT.offline}</View>}
      {children}
    </View>
  )
}
