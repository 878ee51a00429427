/** Everything that the environment decides, read once in `main.ts`. */
export interface Config {
  host: string
  port: number
  dataDir: string
  /** Absent: the embedded database in `dataDir`. */
  databaseUrl?: string
  /** Tells several processes of each other instead of PostgreSQL's NOTIFY. */
  redisUrl?: string
  isSample: boolean
  /** Where people reach this server, without a slash at the end; links and QR pictures carry it. */
  publicUrl: string
  /** How many proxies stand in front of this server: of the forwarded addresses only those that they added are believed. */
  trustProxy: number | false
  /** The folder of the built browser app; absent in tests. */
  webRoot?: string
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'
  notice: { version: string; controller: string; contact: string }
  wechat?: {
    appId: string
    secret: string
    baseUrl: string
    /** Our name for a message → the template's id in WeChat's console. */
    templates: Record<string, string>
    /** The token under 消息推送 in WeChat's console; without it WeChat is asked about words only. */
    pushToken?: string
  }
  gridPlatform:
    | { kind: 'builtin' }
    | {
        kind: 'open311'
        url: string
        apiKey: string
        jurisdiction?: string
        externalIdAttribute: string
      }
  mapTiles: string | null
  /** Whom to ring for water and gas, which differs from city to city. */
  helpNumbers?: { water?: string; gas?: string }
  /** Requests a minute from one address, and from one person. */
  rate: { perAddress: number; perPerson: number }
}
