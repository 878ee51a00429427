import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { useConnection } from '@/stores/connection'
import { useDisplay } from '@/stores/display'
import { useSession } from '@/stores/session'
import { FRAME_TEXT } from './text'

/** Around every page: text size, colours, the warning of a sample town, the word that there is no network. */
export const Frame = ({ isWide, children }: PropsWithChildren<{ isWide?: boolean }>) => {
  const { isElder, theme } = useDisplay()
  const isSample = useSession(({ start }) => start?.isSample ?? false)
  const isOnline = useConnection((state) => state.isOnline)
  const classes = ['page', `page--${theme}`, isElder && 'page--elder', isWide && 'page--wide']
  return (
    <View className={classes.filter(Boolean).join(' ')}>
      {isSample ? <View className="page__sample">{FRAME_TEXT.sample}</View> : null}
      {isOnline ? null : <View className="page__offline">{FRAME_TEXT.offline}</View>}
      {children}
    </View>
  )
}
