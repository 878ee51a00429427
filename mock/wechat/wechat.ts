import { createHash } from 'node:crypto'
import { openFake, type Asked, type Fake, type FakeCall, type Reply } from '../http/fake'
import type { Faults } from '../http/faults'
import { checkWords, createPictureCheck, type PictureCheck } from './content-check'
import { errcode } from './errcodes'
import { isFieldOk } from './field-limits'

const CODE_LIFE_MS = 5 * 60_000
const TOKEN_LIFE_S = 7200
/** A token that was replaced without force stays good a little. */
const OLD_TOKEN_LIFE_MS = 5 * 60_000
const SIGN_INS_A_MINUTE = 100
/** About whom it has not seen for longer the content check says nothing. */
const SEEN_WITHIN_MS = 2 * 3_600_000

export interface SentMessage {
  at: string
  to: string
  templateId: string
  page: string
  fields: Record<string, string>
}

export interface WechatSettings {
  host?: string
  port?: number
  appId: string
  secret: string
  /** Template's id in WeChat's console → its fields. */
  templates: Record<string, readonly string[]>
  /** Pages of the mini-app that there are; absent, any path without a slash before it. */
  pages?: readonly string[]
  faults: Faults
  /** Signs what is pushed; the server is told it too. */
  pushToken: string
  now: () => Date
}

export interface PretendWechat {
  url: string
  heard: Fake['heard']
  messages: readonly SentMessage[]
  /** What wx.login would give this person's phone: good once, for five minutes. */
  codeOf(person: string): string
  /** What WeChat's button for the phone number would give: good once, for five minutes. */
  phoneCodeOf(person: string): string
  openidOf(person: string): string
  /** They use the mini-app now; signing in is a visit too. */
  visit(person: string): void
  /** What it thinks of pictures, and how it says so. */
  pictures: PictureCheck
  /** Whether the person still takes messages; at first everybody does. */
  setAccepts(person: string, accepts: boolean): void
  refusing(): string[]
  /** As when two hours pass, or another program took a token: what we hold is refused from now on. */
  expireTokens(): void
  tokensGiven(): number
  /** What nobody but our server's adapter may ever have seen. */
  sessionKeysGiven(): readonly string[]
  forget(): void
  close(): Promise<void>
}

interface Code {
  person: string
  until: number
  isUsed: boolean
}

interface Memory {
  visits: Map<string, number>
  codes: Map<string, Code>
  phoneCodes: Map<string, Code>
  signIns: Map<string, number[]>
  tokens: Map<string, number>
  tokensGiven: number
  sessionKeys: string[]
  refusing: Set<string>
  messages: SentMessage[]
}

const openidOf = (person: string): string =>
  `oMOCK${createHash('sha256').update(`wechat ${person}`).digest('base64url').slice(0, 23)}`

/** WeChat's servers as ours meet them, with the errcodes that WeChat documents. */
export const openWechat = async (settings: WechatSettings): Promise<PretendWechat> => {
  const memory: Memory = {
    visits: new Map(),
    codes: new Map(),
    phoneCodes: new Map(),
    signIns: new Map(),
    tokens: new Map(),
    tokensGiven: 0,
    sessionKeys: [],
    refusing: new Set(),
    messages: [],
  }
  let codesMade = 0
  const pictures = createPictureCheck(settings)
  /** About whom the content check answers, or why it does not. */
  const refusedPerson = (asked: Asked, openid: unknown): Reply | null => {
    const refusal = refusedToken(settings, memory, asked)
    if (refusal) return refusal
    if (typeof openid !== 'string' || !/^oMOCK[\w-]{23}$/.test(openid)) return errcode(40003)
    const seenAt = memory.visits.get(openid) ?? -Infinity
    return settings.now().getTime() - seenAt < SEEN_WITHIN_MS ? null : errcode(61010)
  }
  const calls: FakeCall[] = [
    {
      name: 'sign-in',
      method: 'GET',
      path: /^\/sns\/jscode2session$/,
      act: ({ query }) => signIn(settings, memory, query),
    },
    {
      name: 'token',
      method: 'POST',
      path: /^\/cgi-bin\/stable_token$/,
      act: (asked) => giveToken(settings, memory, fieldsOf(asked)),
    },
    {
      name: 'token',
      method: 'GET',
      path: /^\/cgi-bin\/token$/,
      // The older address: every call makes a new token, and the one before stays good for a while.
      act: ({ query }) =>
        giveToken(settings, memory, { ...Object.fromEntries(query), renew: true }),
    },
    {
      name: 'phone',
      method: 'POST',
      path: /^\/wxa\/business\/getuserphonenumber$/,
      act: (asked) => tellPhone(settings, memory, asked),
    },
    {
      name: 'send',
      method: 'POST',
      path: /^\/cgi-bin\/message\/subscribe\/send$/,
      act: (asked) => sendMessage(settings, memory, asked),
    },
    {
      name: 'check-words',
      method: 'POST',
      path: /^\/wxa\/msg_sec_check$/,
      act: (asked) => {
        const fields = fieldsOf(asked)
        return refusedPerson(asked, fields.openid) ?? checkWords(fields)
      },
    },
    {
      name: 'check-picture',
      method: 'POST',
      path: /^\/wxa\/media_check_async$/,
      act: (asked) => {
        const fields = fieldsOf(asked)
        return refusedPerson(asked, fields.openid) ?? pictures.ask(fields)
      },
    },
  ]
  const fake = await openFake({
    name: 'wechat',
    host: settings.host ?? '127.0.0.1',
    port: settings.port ?? 0,
    calls,
    now: settings.now,
    faults: settings.faults,
    withErrcode: errcode,
  })
  return {
    url: fake.url,
    heard: fake.heard,
    messages: memory.messages,
    codeOf(person) {
      codesMade += 1
      const code = `wx:${person}:${codesMade}`
      memory.codes.set(code, {
        person,
        until: settings.now().getTime() + CODE_LIFE_MS,
        isUsed: false,
      })
      return code
    },
    phoneCodeOf(person) {
      codesMade += 1
      const code = `phone:${person}:${codesMade}`
      memory.phoneCodes.set(code, {
        person,
        until: settings.now().getTime() + CODE_LIFE_MS,
        isUsed: false,
      })
      return code
    },
    openidOf,
    visit: (person) => void memory.visits.set(openidOf(person), settings.now().getTime()),
    pictures: pictures.check,
    setAccepts(person, accepts) {
      if (accepts) memory.refusing.delete(openidOf(person))
      else memory.refusing.add(openidOf(person))
    },
    refusing: () => [...memory.refusing],
    expireTokens: () => {
      for (const token of memory.tokens.keys()) memory.tokens.set(token, 0)
    },
    tokensGiven: () => memory.tokensGiven,
    sessionKeysGiven: () => memory.sessionKeys,
    forget: () => {
      memory.codes.clear()
      memory.phoneCodes.clear()
      memory.signIns.clear()
      memory.visits.clear()
      pictures.forget()
      memory.refusing.clear()
      memory.messages.length = 0
      fake.heard.length = 0
    },
    close: async () => {
      await pictures.close()
      await fake.close()
    },
  }
}

const isOurApp = (
  { appId, secret }: WechatSettings,
  given: { appid?: unknown; secret?: unknown },
): Reply | null => {
  if (given.appid !== appId) return errcode(40013)
  return given.secret === secret ? null : errcode(40125)
}

const signIn = (settings: WechatSettings, memory: Memory, query: URLSearchParams): Reply => {
  const refusal = isOurApp(settings, Object.fromEntries(query))
  if (refusal) return refusal
  if (query.get('grant_type') !== 'authorization_code') return errcode(40002)
  const code = findCode(settings, memory, query.get('js_code') ?? '')
  const now = settings.now().getTime()
  if (!code || code.until <= now) return errcode(40029)
  if (code.isUsed) return errcode(40163)
  if (code.person.startsWith('risky')) return errcode(40226)
  if (isTooOften(memory, code.person, now)) return errcode(45011)
  code.isUsed = true
  const openid = openidOf(code.person)
  // Base64 of 16 bytes, as WeChat's are; it opens nothing, but must not get any further all the same.
  const session_key = createHash('md5').update(`session ${openid} ${now}`).digest('base64')
  memory.sessionKeys.push(session_key)
  memory.visits.set(openid, now)
  return { status: 200, body: { openid, session_key } }
}

/**
 * Codes given by `codeOf`; besides `wx:NAME:ANYTHING` for whoever has no control call at hand, and
 * what WeChat's developer tools give. Anything else is an invalid code.
 */
const findCode = (settings: WechatSettings, { codes }: Memory, text: string): Code | null => {
  const known = codes.get(text)
  if (known) return known
  const person = /^wx:([^:\s]+)/.exec(text)?.[1] ?? developerOf(text)
  if (!person) return null
  const code = { person, until: settings.now().getTime() + CODE_LIFE_MS, isUsed: false }
  // The tools without an AppID give the same words each time.
  if (text !== TOOLS_WITHOUT_APPID) codes.set(text, code)
  return code
}

const TOOLS_WITHOUT_APPID = 'the code is a mock one'

const developerOf = (text: string): string | null =>
  text === TOOLS_WITHOUT_APPID || /^0[\w-]{31}$/.test(text) ? 'developer' : null

const isTooOften = ({ signIns }: Memory, person: string, now: number): boolean => {
  const lately = (signIns.get(person) ?? []).filter((at) => at > now - 60_000)
  if (lately.length >= SIGN_INS_A_MINUTE) return true
  signIns.set(person, [...lately, now])
  return false
}

const fieldsOf = ({ body }: Asked): Record<string, unknown> => {
  try {
    const said: unknown = JSON.parse(body)
    // Every field is checked where it is used.
    return typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

const giveToken = (
  settings: WechatSettings,
  memory: Memory,
  given: Record<string, unknown>,
): Reply => {
  const refusal = isOurApp(settings, given)
  if (refusal) return refusal
  if (given.grant_type !== 'client_credential') return errcode(40002)
  const now = settings.now().getTime()
  const isForced = given.force_refresh === true
  const current = [...memory.tokens].find(([, until]) => until > now + OLD_TOKEN_LIFE_MS)
  if (current && !isForced && given.renew !== true)
    return tokenReply(current[0], Math.floor((current[1] - now) / 1000))
  for (const [token, until] of memory.tokens)
    memory.tokens.set(token, isForced ? 0 : Math.min(until, now + OLD_TOKEN_LIFE_MS))
  memory.tokensGiven += 1
  const token = `MOCK_${memory.tokensGiven}_${createHash('sha256').update(`${now}`).digest('hex')}`
  memory.tokens.set(token, now + TOKEN_LIFE_S * 1000)
  return tokenReply(token, TOKEN_LIFE_S)
}

const tokenReply = (token: string, seconds: number): Reply => ({
  status: 200,
  body: { access_token: token, expires_in: seconds },
})

const refusedToken = (settings: WechatSettings, memory: Memory, asked: Asked): Reply | null => {
  const token = asked.query.get('access_token')
  if (!token) return errcode(41001)
  const until = memory.tokens.get(token)
  if (until === undefined) return errcode(40001)
  return until <= settings.now().getTime() ? errcode(42001) : null
}

/** The same number for the same person each time, of a range that is nobody's (19900000000 and on). */
const phoneOf = (person: string): string =>
  `199${String(createHash('md5').update(person).digest().readUInt32BE() % 100_000_000).padStart(8, '0')}`

const tellPhone = (settings: WechatSettings, memory: Memory, asked: Asked): Reply => {
  const refusal = refusedToken(settings, memory, asked)
  if (refusal) return refusal
  const { code: text } = fieldsOf(asked)
  const code = typeof text === 'string' ? memory.phoneCodes.get(text) : undefined
  if (!code || code.until <= settings.now().getTime()) return errcode(40029)
  if (code.isUsed) return errcode(40163)
  code.isUsed = true
  const phoneNumber = phoneOf(code.person)
  return {
    status: 200,
    body: {
      errcode: 0,
      errmsg: 'ok',
      phone_info: { phoneNumber, purePhoneNumber: phoneNumber, countryCode: '86' },
    },
  }
}

const sendMessage = (settings: WechatSettings, memory: Memory, asked: Asked): Reply => {
  const refusal = refusedToken(settings, memory, asked)
  if (refusal) return refusal
  const { touser, template_id, page = '', data } = fieldsOf(asked)
  if (typeof touser !== 'string' || !/^oMOCK[\w-]{23}$/.test(touser)) return errcode(40003)
  const fields = typeof template_id === 'string' ? settings.templates[template_id] : undefined
  if (typeof template_id !== 'string' || !fields) return errcode(40037)
  if (typeof page !== 'string' || !isPageOk(settings, page)) return errcode(41030)
  const said = valuesOf(data)
  const wrong = fields.find((field) => !isFieldOk(field, said[field]))
  if (wrong) return errcode(47003, ` data.${wrong}.value invalid`)
  if (memory.refusing.has(touser)) return errcode(43101)
  memory.messages.push({
    at: settings.now().toISOString(),
    to: touser,
    templateId: template_id,
    page,
    fields: Object.fromEntries(fields.map((field) => [field, said[field] ?? ''])),
  })
  return { status: 200, body: { errcode: 0, errmsg: 'ok', msgid: memory.messages.length } }
}

const isPageOk = ({ pages }: WechatSettings, page: string): boolean => {
  if (page === '') return true
  const path = page.split('?')[0] ?? ''
  return pages ? pages.includes(path) : !path.startsWith('/')
}

const valuesOf = (data: unknown): Record<string, string | undefined> => {
  if (typeof data !== 'object' || data === null) return {}
  return Object.fromEntries(
    Object.entries(data).map(([field, one]: [string, unknown]) => [
      field,
      typeof one === 'object' && one !== null && 'value' in one && typeof one.value === 'string'
        ? one.value
        : undefined,
    ]),
  )
}
