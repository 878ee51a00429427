/** What goes over the wire, the same for WeChat and the browser. */

export interface HttpRequest {
  method: 'GET' | 'POST'
  url: string
  data?: unknown
  header: Record<string, string>
}

/** `lost`: no answer came, and nobody knows whether the server acted. */
export type HttpAnswer =
  | { is: 'answered'; status: number; data: unknown }
  | { is: 'lost'; why: 'offline' | 'timeout' | 'no-answer' }

export interface Upload {
  url: string
  /** A path of WeChat's, or a blob address in the browser. */
  filePath: string
  name: string
  fields: Record<string, string>
  header: Record<string, string>
  onProgress?: (part: number) => void
}

export interface Socket {
  send(text: string): void
  close(): void
}

export interface SocketListeners {
  onOpen(): void
  onMessage(text: string): void
  /** Told once, also when the connection never came about. */
  onClose(code: number): void
}

export const REQUEST_TIMEOUT_MS = 20_000
export const UPLOAD_TIMEOUT_MS = 60_000
/** What the server takes of one picture. */
export const PHOTO_BYTES_AT_MOST = 20 * 1024 * 1024

/** A gateway's page instead of our answer is read like an error without a code. */
export const parseAnswer = (text: unknown): unknown => {
  if (typeof text !== 'string') return text
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
