import { randomUUID } from 'node:crypto'
import { posix } from 'node:path'
import type { Files } from './files'
import type { Aborter, Line, Reply } from './http'
import type { Kit } from './kit'
import { WxFailure, createListeners, type Callbacks } from './settle'

type Header = Record<string, string>

interface RequestOptions {
  url: string
  data?: string | ArrayBuffer | Record<string, unknown>
  header?: Header
  method?: string
  timeout?: number
  dataType?: string
  responseType?: 'text' | 'arraybuffer'
}

interface UploadOptions {
  url: string
  filePath: string
  name: string
  header?: Header
  formData?: Record<string, unknown>
  timeout?: number
}

interface DownloadOptions {
  url: string
  header?: Header
  timeout?: number
  filePath?: string
}

interface Progress {
  progress: number
  totalBytesSent: number
  totalBytesExpectedToSend: number
}

const METHODS = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT']
const DEFAULT_TIMEOUT_MS = 60_000
const UPLOAD_LIMIT_BYTES = 10 * 1024 * 1024

export interface Network {
  wx: Record<string, unknown>
  change(to: 'wifi' | 'none'): void
}

export const createNetwork = (kit: Kit, line: Line, files: Files): Network => {
  const { api, process } = kit
  const changed = createListeners<{ isConnected: boolean; networkType: string }>(
    process,
    'onNetworkStatusChange',
  )
  const networkType = () => (line.isUp ? 'wifi' : 'none')

  /** A task can be aborted before and after its request has left. */
  const task = <Options extends object, Result extends object>(
    name: string,
    act: (
      options: Options,
      onAborter: (aborter: Aborter) => void,
      task: TaskEnd,
    ) => Promise<Result>,
  ) => {
    return (options: Options & Callbacks<Result>) => {
      let aborter: Aborter | undefined
      let isAborted = false
      const end: TaskEnd = { onProgress: () => undefined, onHeaders: () => undefined }
      const run = api(name, (given: Options) => {
        if (isAborted) throw new WxFailure('abort')
        const keep = (one: Aborter) => {
          aborter = one
        }
        return act(given, keep, end)
      })
      // A rejected promise would be nobody's: a task's answer comes by callbacks only.
      void run({ ...options, complete: (result) => options.complete?.(result) })
      return {
        abort: () => {
          isAborted = true
          aborter?.abort('abort')
        },
        onHeadersReceived: (listener: (event: { header: object }) => void) => {
          end.onHeaders = (header) => process.guard(name, () => listener({ header }))
        },
        offHeadersReceived: () => undefined,
        onProgressUpdate: (listener: (event: Progress) => void) => {
          end.onProgress = (event) => process.guard(name, () => listener(event))
        },
        offProgressUpdate: () => undefined,
      }
    }
  }

  const request = task<RequestOptions, object>('request', async (options, onAborter, end) => {
    const method = (options.method ?? 'GET').toUpperCase()
    if (!METHODS.includes(method)) throw new WxFailure(`method "${method}" is invalid`)
    const headers = headersOf(options.header, { 'content-type': 'application/json' })
    const url = line.resolve(options.url, 'http:')
    const isInAddress = method === 'GET' || method === 'HEAD'
    if (isInAddress) addQuery(url, options.data)
    const reply = await line.send(
      {
        method,
        url,
        headers,
        body: isInAddress ? undefined : bodyOf(options.data, headers['content-type'] ?? ''),
        timeoutMs: options.timeout ?? DEFAULT_TIMEOUT_MS,
      },
      onAborter,
    )
    end.onHeaders(reply.headers)
    return { ...answerOf(reply), data: dataOf(reply, options) }
  })

  const uploadFile = task<UploadOptions, object>('uploadFile', async (options, onAborter, end) => {
    const file = files.read(options.filePath)
    if (file.length > UPLOAD_LIMIT_BYTES) throw new WxFailure('file size exceeds 10 MB')
    const form = multipart(options, file)
    const reply = await line.send(
      {
        method: 'POST',
        url: line.resolve(options.url, 'http:'),
        headers: headersOf(options.header, {}, form.contentType),
        body: form.body,
        timeoutMs: options.timeout ?? DEFAULT_TIMEOUT_MS,
        onUploaded: (sent, total) =>
          end.onProgress({
            progress: 100,
            totalBytesSent: sent,
            totalBytesExpectedToSend: total,
          }),
      },
      onAborter,
    )
    // NOTE: unlike request, uploadFile never parses: `data` is text whatever the server says.
    return { ...answerOf(reply), data: reply.body.toString('utf8') }
  })

  const downloadFile = task<DownloadOptions, object>(
    'downloadFile',
    async (options, onAborter, end) => {
      const url = line.resolve(options.url, 'http:')
      const reply = await line.send(
        {
          method: 'GET',
          url,
          headers: headersOf(options.header),
          timeoutMs: options.timeout ?? DEFAULT_TIMEOUT_MS,
        },
        onAborter,
      )
      end.onHeaders(reply.headers)
      const ending = posix.extname(url.pathname)
      if (options.filePath) files.write(options.filePath, reply.body)
      const place = options.filePath
        ? { filePath: options.filePath }
        : { tempFilePath: files.keepTemporary(`download${ending}`, reply.body) }
      // NOTE: a 404 is a successful download of the error's text: look at statusCode.
      return { ...place, ...answerOf(reply) }
    },
  )

  return {
    wx: {
      request,
      uploadFile,
      downloadFile,
      getNetworkType: api('getNetworkType', () => ({
        networkType: networkType(),
        isConnected: line.isUp,
      })),
      onNetworkStatusChange: changed.on,
      offNetworkStatusChange: changed.off,
    },
    change: (to) => {
      if (to === networkType()) return
      if (to === 'none') line.down()
      else line.up()
      changed.tell({ isConnected: line.isUp, networkType: to })
    },
  }
}

interface TaskEnd {
  onProgress: (event: Progress) => void
  onHeaders: (header: object) => void
}

const headersOf = (given: Header = {}, base: Header = {}, contentType?: string): Header => ({
  'user-agent': 'MicroMessenger/8.0.50 Language/zh_CN',
  referer: 'https://servicewechat.com/touristappid/devtools/page-frame.html',
  ...base,
  ...Object.fromEntries(
    Object.entries(given)
      .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
      // WeChat sets the referer itself.
      .filter(([name]) => name !== 'referer'),
  ),
  ...(contentType && { 'content-type': contentType }),
})

const addQuery = (url: URL, data: RequestOptions['data']): void => {
  if (typeof data !== 'object' || data instanceof ArrayBuffer) return
  for (const [name, value] of Object.entries(data)) url.searchParams.append(name, String(value))
}

const bodyOf = (data: RequestOptions['data'], contentType: string): Buffer | undefined => {
  if (data === undefined || data === null) return undefined
  if (data instanceof ArrayBuffer) return Buffer.from(data)
  if (typeof data === 'string') return Buffer.from(data)
  if (!contentType.includes('application/x-www-form-urlencoded'))
    return Buffer.from(JSON.stringify(data))
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(data)) form.append(name, String(value))
  return Buffer.from(form.toString())
}

const answerOf = ({ status, headers }: Reply) => ({
  statusCode: status,
  header: headers,
  cookies: headers['set-cookie'] ?? [],
})

const dataOf = ({ body }: Reply, { responseType, dataType = 'json' }: RequestOptions): unknown => {
  if (responseType === 'arraybuffer') return Uint8Array.from(body).buffer
  const text = body.toString('utf8')
  if (dataType !== 'json') return text
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text // as WeChat does: what is no JSON stays text
  }
}

const CONTENT_TYPES: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.mp4': 'video/mp4',
}

const multipart = (
  { name, filePath, formData = {} }: UploadOptions,
  file: Uint8Array,
): { contentType: string; body: Buffer } => {
  const boundary = `----jinlin${randomUUID()}`
  const fileName = posix.basename(filePath)
  const fields = Object.entries(formData).map(
    ([field, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${String(value)}\r\n`,
  )
  const type = CONTENT_TYPES[posix.extname(fileName).toLowerCase()] ?? 'application/octet-stream'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: ${type}\r\n\r\n`
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([
      Buffer.from(fields.join('') + head),
      file,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  }
}
