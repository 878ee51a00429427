import Taro from '@tarojs/taro'
import type { Socket, SocketListeners } from './wire'

const LOST = 1006

export const openSocket = (
  url: string,
  { onOpen, onMessage, onClose }: SocketListeners,
): Socket => {
  let task: Taro.SocketTask | null = null
  let isOver = false
  const end = (code: number): void => {
    if (isOver) return
    isOver = true
    onClose(code)
  }
  Promise.resolve(Taro.connectSocket({ url }))
    .then((opened) => {
      task = opened
      if (isOver) return opened.close({})
      opened.onOpen(() => onOpen())
      opened.onMessage(({ data }: { data: unknown }) => onMessage(String(data)))
      opened.onError(() => end(LOST))
      opened.onClose((result) => end(result?.code ?? LOST))
    })
    .catch(() => end(LOST))
  return {
    send: (text) => {
      // A frame that cannot be sent is followed by onClose, and the client comes back.
      if (!isOver) Promise.resolve(task?.send({ data: text })).catch(() => undefined)
    },
    close: () => {
      isOver = true
      task?.close({})
    },
  }
}
