import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import type { AppProcess } from '../app-process'
import { WxFailure } from './settle'

export interface Exchange {
  method: string
  url: URL
  headers: Record<string, string>
  body?: Buffer
  timeoutMs: number
  onUploaded?: (sentBytes: number, totalBytes: number) => void
}

export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

export interface Aborter {
  abort(why: string): void
}

/** The phone's radio, and the one server that its requests reach. */
export interface Line {
  readonly isUp: boolean
  /** The test's server for an address of the app. */
  resolve(url: string, plain: 'http:' | 'ws:'): URL
  send(exchange: Exchange, onAborter: (aborter: Aborter) => void): Promise<Reply>
  /** The next answer to such a request gets lost on the way back: the server acted, the app hears a timeout. */
  loseNextAnswer(path: RegExp): void
  up(): void
  down(): void
  /** Cuts what is under way, as when WeChat freezes the app in the background. */
  interrupt(why: string): void
}

export const NO_NETWORK =
  'errcode:-106 cronet_error_code:-106 error_msg:net::ERR_INTERNET_DISCONNECTED'

/**
 * The built package knows one server address, chosen when it was built. Whatever it is, the phone
 * brings its requests to `server`; a second address is refused, as a domain that is missing from
 * WeChat's list would be.
 */
export const createLine = (server: string, process: AppProcess): Line => {
  const agent = new Agent({ keepAlive: true })
  const underWay = new Set<Aborter>()
  const toLose: RegExp[] = []
  const serverUrl = new URL(server)
  let domain: string | undefined
  let isUp = true
  process.onKill(() => {
    interrupt('interrupted')
    agent.destroy()
  })
  const interrupt = (why: string): void => {
    for (const one of [...underWay]) one.abort(why)
  }

  return {
    get isUp() {
      return isUp
    },
    up: () => {
      isUp = true
    },
    down: () => {
      isUp = false
      interrupt(NO_NETWORK)
    },
    interrupt,
    loseNextAnswer: (path) => toLose.push(path),
    resolve: (url, plain) => {
      const target = parse(url, plain)
      if (target.host !== serverUrl.host) {
        domain ??= target.host
        if (target.host !== domain) {
          process.report('rule', `the app calls a second server: ${target.host} besides ${domain}`)
          throw new WxFailure('url not in domain list')
        }
      }
      target.protocol = plain
      target.host = serverUrl.host
      target.port = serverUrl.port
      return target
    },
    send: async (exchange, onAborter) => {
      if (!isUp) throw new WxFailure(NO_NETWORK, { errno: 600001 })
      const reply = await transfer(agent, exchange, underWay, onAborter)
      const at = toLose.findIndex((path) => path.test(exchange.url.pathname))
      if (at < 0) return reply
      toLose.splice(at, 1)
      throw new WxFailure('timeout', { errno: 5 })
    },
  }
}

const parse = (url: string, plain: 'http:' | 'ws:'): URL => {
  const schemes = [plain, plain === 'http:' ? 'https:' : 'wss:']
  const target = URL.canParse(url) ? new URL(url) : null
  if (!target || !schemes.includes(target.protocol)) throw new WxFailure(`invalid url "${url}"`)
  return target
}

const transfer = (
  agent: Agent,
  { method, url, headers, body, timeoutMs, onUploaded }: Exchange,
  underWay: Set<Aborter>,
  onAborter: (aborter: Aborter) => void,
): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers, agent })
    let whyAborted: string | undefined
    const aborter: Aborter = {
      abort: (why) => {
        whyAborted ??= why
        request.destroy(new Error(why))
      },
    }
    const timer = setTimeout(() => aborter.abort('timeout'), timeoutMs)
    const over = () => {
      clearTimeout(timer)
      underWay.delete(aborter)
    }
    const failed = (error: Error) => {
      over()
      reject(
        new WxFailure(whyAborted ?? error.message, whyAborted === 'timeout' ? { errno: 5 } : {}),
      )
    }
    underWay.add(aborter)
    onAborter(aborter)
    request.on('error', failed)
    request.on('response', (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', failed)
      response.on('end', () => {
        over()
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts),
        })
      })
    })
    if (!body) return void request.end()
    request.setHeader('content-length', body.length)
    request.end(body, () => onUploaded?.(body.length, body.length))
  })
