import type { Socket, SocketListeners } from './wire'

export const openSocket = (
  url: string,
  { onOpen, onMessage, onClose }: SocketListeners,
): Socket => {
  const socket = new WebSocket(url)
  let isOver = false
  socket.onopen = () => onOpen()
  socket.onmessage = ({ data }: MessageEvent<unknown>) => onMessage(String(data))
  // An error is always followed by this.
  socket.onclose = ({ code }) => {
    if (!isOver) onClose(code)
    isOver = true
  }
  return {
    // A frame that cannot be sent is followed by onClose, and the client comes back.
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    close: () => {
      isOver = true
      socket.close()
    },
  }
}
