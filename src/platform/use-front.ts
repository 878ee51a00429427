import { useDidHide, useDidShow } from '@tarojs/taro'
import { useState } from 'react'

/** Whether this page is the one in front: in the browser those beneath it live on and hear the same keys. */
export const useFront = (): boolean => {
  const [isFront, setFront] = useState(true)
  useDidShow(() => setFront(true))
  useDidHide(() => setFront(false))
  return isFront
}
