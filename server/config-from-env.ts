import { resolve } from 'node:path'
import type { Config } from './config'
import { StartError } from './ports/start-error'

type Env = Record<string, string | undefined>

const LOOPBACK = ['127.0.0.1', 'localhost', '::1']
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const

/** The version that people agree to; a change of what we keep or why makes a new one. */
export const NOTICE_VERSION = '2026-12'

/** Reads and checks the environment; README.md lists every variable. */
export const configFromEnv = (env: Env): Config => {
  const host = env.HOST || '127.0.0.1'
  const port = numberIn(env, 'PORT', 8080, 0, 65_535)
  const databaseUrl = env.DATABASE_URL || undefined
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl))
    throw new StartError(
      'DATABASE_URL must be an address like postgres://name:password@host:5432/database',
    )
  const redisUrl = env.REDIS_URL || undefined
  if (redisUrl && !(/^rediss?:\/\//.test(redisUrl) && URL.canParse(redisUrl)))
    throw new StartError('REDIS_URL must be an address like redis://name:password@host:6379')
  if (redisUrl && !databaseUrl)
    throw new StartError(
      'REDIS_URL is for several servers on one PostgreSQL: set DATABASE_URL as well',
    )
  const publicUrl = webAddress(env, 'PUBLIC_URL')?.replace(/\/$/, '')
  const trustProxy = numberIn(env, 'TRUST_PROXY', 0, 0, 10) || false
  // Behind a proxy the server listens on loopback too, while the whole world may come.
  const isReachedFromOutside =
    !LOOPBACK.includes(host) || trustProxy !== false || !isOnThisMachine(publicUrl)
  const isSampleByDefault = !isReachedFromOutside && !databaseUrl
  return {
    host,
    port,
    dataDir: resolve(env.DATA_DIR || 'var'),
    ...(databaseUrl && { databaseUrl }),
    ...(redisUrl && { redisUrl }),
    isSample: oneOf(env, 'SAMPLE', ['0', '1'] as const, isSampleByDefault ? '1' : '0') === '1',
    publicUrl: publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    trustProxy,
    logLevel: oneOf(env, 'LOG_LEVEL', LOG_LEVELS, 'info'),
    notice: {
      version: NOTICE_VERSION,
      controller: env.NOTICE_CONTROLLER || '本社区服务器的开办单位',
      contact: env.NOTICE_CONTACT || '社区居委会办公室',
    },
    ...(env.WECHAT_APPID && { wechat: wechatFrom(env, env.WECHAT_APPID) }),
    gridPlatform: gridFrom(env),
    mapTiles: webAddress(env, 'MAP_TILES') ?? null,
    ...helpFrom(env),
    rate: {
      perAddress: numberIn(env, 'RATE_PER_ADDRESS', 600, 1, 1_000_000),
      perPerson: numberIn(env, 'RATE_PER_PERSON', 300, 1, 1_000_000),
    },
  }
}

const isOnThisMachine = (publicUrl: string | undefined): boolean =>
  !publicUrl || LOOPBACK.includes(new URL(publicUrl).hostname.replace(/[[\]]/g, ''))

const wechatFrom = (env: Env, appId: string): NonNullable<Config['wechat']> => {
  if (!env.WECHAT_SECRET) throw new StartError('WECHAT_APPID is set, but WECHAT_SECRET is not')
  const templates = Object.entries(env)
    .filter(
      (entry): entry is [string, string] =>
        entry[0].startsWith('WECHAT_TEMPLATE_') && Boolean(entry[1]),
    )
    .map(([name, id]): [string, string] => [
      name.slice('WECHAT_TEMPLATE_'.length).toLowerCase().replace(/_/g, '-'),
      id,
    ])
  return {
    appId,
    secret: env.WECHAT_SECRET,
    baseUrl: webAddress(env, 'WECHAT_BASE_URL') ?? 'https://api.weixin.qq.com',
    templates: Object.fromEntries(templates),
    ...(env.WECHAT_PUSH_TOKEN && { pushToken: pushTokenFrom(env.WECHAT_PUSH_TOKEN) }),
  }
}

/** As WeChat's console takes it. */
const pushTokenFrom = (token: string): string => {
  if (!/^[A-Za-z0-9]{3,32}$/.test(token))
    throw new StartError('WECHAT_PUSH_TOKEN must be 3 to 32 letters and digits')
  return token
}

const helpFrom = (env: Env): Pick<Config, 'helpNumbers'> => {
  const water = phoneNumber(env, 'HELP_WATER')
  const gas = phoneNumber(env, 'HELP_GAS')
  return water || gas ? { helpNumbers: { ...(water && { water }), ...(gas && { gas }) } } : {}
}

const phoneNumber = (env: Env, name: string): string | undefined => {
  const text = env[name]
  if (text && !/^\d[\d-]{2,14}$/.test(text))
    throw new StartError(`${name} must be a telephone number of digits and dashes, not "${text}"`)
  return text || undefined
}

const gridFrom = (env: Env): Config['gridPlatform'] => {
  const kind = oneOf(env, 'GRID_PLATFORM', ['builtin', 'open311'] as const, 'builtin')
  if (kind === 'builtin') return { kind }
  const url = webAddress(env, 'GRID_URL')
  if (!url || !env.GRID_KEY)
    throw new StartError('GRID_PLATFORM=open311 needs GRID_URL and GRID_KEY')
  return {
    kind,
    url,
    apiKey: env.GRID_KEY,
    ...(env.GRID_JURISDICTION && { jurisdiction: env.GRID_JURISDICTION }),
    externalIdAttribute: env.GRID_EXTERNAL_ID || 'external_id',
  }
}

/** Kept as it was written: the address of a map's pictures has {z}, {x} and {y} in it. */
const webAddress = (env: Env, name: string): string | undefined => {
  const text = env[name]
  if (!text) return undefined
  if (!/^https?:\/\//.test(text) || !URL.canParse(text.replace(/\{.*?\}/g, '0')))
    throw new StartError(
      `${name} must be an address that begins with http:// or https://, not "${text}"`,
    )
  return text
}

const numberIn = (env: Env, name: string, otherwise: number, min: number, max: number): number => {
  const text = env[name]
  if (!text) return otherwise
  const value = Number(text)
  if (!Number.isInteger(value) || value < min || value > max)
    throw new StartError(`${name} must be a whole number from ${min} to ${max}, not "${text}"`)
  return value
}

const oneOf = <const V extends readonly string[]>(
  env: Env,
  name: string,
  values: V,
  otherwise: V[number],
): V[number] => {
  const text = env[name]
  if (!text) return otherwise
  const found = values.find((value) => value === text)
  if (found === undefined)
    throw new StartError(`${name} must be one of ${values.join(', ')}, not "${text}"`)
  return found
}
