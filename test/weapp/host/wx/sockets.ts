import { WebSocket } from 'ws'
import { NO_NETWORK, type Line } from './http'
import type { Kit } from './kit'
import { WxFailure, createListeners, type Callbacks, type Listeners } from './settle'

interface ConnectOptions {
  url: string
  header?: Record<string, string>
  protocols?: string[]
  timeout?: number
}

interface SocketEvents {
  open: { header: object }
  message: { data: string | ArrayBuffer }
  close: { code: number; reason: string }
  error: { errMsg: string }
}

export interface Sockets {
  wx: Record<string, unknown>
  readonly openCount: number
  /** The network is gone, or WeChat froze the app: every socket ends without a goodbye. */
  cut(why: string): void
}

const MOST_SOCKETS = 5
const ABNORMAL = 1006

/** `wx.connectSocket` over a real WebSocket. */
export const createSockets = ({ api, process }: Kit, line: Line): Sockets => {
  const open = new Set<{ cut(why: string): void }>()
  const cut = (why: string): void => {
    for (const one of [...open]) one.cut(why)
  }
  process.onKill(() => cut('interrupted'))

  const connectSocket = (options: ConnectOptions & Callbacks<object>) => {
    const task = createTask()
    const connect = api('connectSocket', (given: ConnectOptions) => {
      if (open.size >= MOST_SOCKETS) throw new WxFailure('exceed max socket connections')
      task.connect(given)
    })
    void connect({ ...options, complete: (result) => options.complete?.(result) })
    return task.api
  }

  const createTask = () => {
    const told: { [Name in keyof SocketEvents]: Listeners<SocketEvents[Name]> } = {
      open: createListeners(process, 'socket open'),
      message: createListeners(process, 'socket message'),
      close: createListeners(process, 'socket close'),
      error: createListeners(process, 'socket error'),
    }
    let socket: WebSocket | undefined
    let isOver = false
    const end = (code: number, reason: string): void => {
      if (isOver) return
      isOver = true
      open.delete(entry)
      told.close.tell({ code, reason })
    }
    const fail = (why: string): void => {
      if (isOver) return
      told.error.tell({ errMsg: why })
      end(ABNORMAL, 'abnormal closure')
    }
    const entry = {
      cut: (why: string) => {
        socket?.terminate()
        fail(why)
      },
    }
    const connect = ({ url, header, protocols, timeout }: ConnectOptions): void => {
      const target = line.resolve(url, 'ws:')
      open.add(entry)
      if (!line.isUp) return process.later('socket error', () => fail(NO_NETWORK))
      socket = new WebSocket(target, protocols ?? [], {
        headers: header,
        handshakeTimeout: timeout ?? 60_000,
      })
      socket.on('open', () => told.open.tell({ header: {} }))
      socket.on('message', (data, isBinary) => {
        const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer) // fragments, or one buffer
        told.message.tell({
          data: isBinary ? Uint8Array.from(bytes).buffer : bytes.toString('utf8'),
        })
      })
      socket.on('close', (code, reason) => end(code, reason.toString('utf8')))
      socket.on('error', (error) => fail(error.message))
    }

    return {
      connect,
      api: {
        CONNECTING: WebSocket.CONNECTING,
        OPEN: WebSocket.OPEN,
        CLOSING: WebSocket.CLOSING,
        CLOSED: WebSocket.CLOSED,
        get readyState() {
          return isOver ? WebSocket.CLOSED : (socket?.readyState ?? WebSocket.CONNECTING)
        },
        send: api('sendSocketMessage', ({ data }: { data: string | ArrayBuffer }) => {
          if (socket?.readyState !== WebSocket.OPEN)
            throw new WxFailure('SocketTask.readyState is not OPEN')
          socket.send(data)
        }),
        close: api(
          'closeSocket',
          ({ code = 1000, reason = '' }: { code?: number; reason?: string }) => {
            if (isOver) throw new WxFailure('Socket is closed')
            socket?.close(code, reason)
          },
        ),
        onOpen: told.open.on,
        onMessage: told.message.on,
        onClose: told.close.on,
        onError: told.error.on,
      },
    }
  }

  return {
    wx: { connectSocket },
    get openCount() {
      return open.size
    },
    cut,
  }
}
