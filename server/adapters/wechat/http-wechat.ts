import type { Clock } from '../../ports/clock'
import type { SubscribeOutcome, WeChat } from '../../ports/wechat'

const TIMEOUT_MS = 8_000
/** A token is renewed a little before WeChat ends it. */
const RENEW_BEFORE_MS = 5 * 60_000

/** WeChat's errcodes that a later try may mend: system busy, too often, quota of the minute. */
const BUSY = [-1, 45009, 45011]
const STALE_TOKEN = [40001, 40014, 42001]
const REFUSED_BY_USER = 43101

interface Reply {
  errcode?: number
  openid?: string
  unionid?: string
  access_token?: string
  expires_in?: number
  phone_info?: { phoneNumber?: string }
}

interface Settings {
  baseUrl: string
  appId: string
  secret: string
  clock: Clock
  /** How long WeChat may take. */
  timeoutMs?: number
}

/** WeChat over HTTP. Neither addresses nor bodies are logged: they carry the secret, codes and openids. */
export const createHttpWechat = ({
  baseUrl,
  appId,
  secret,
  clock,
  timeoutMs = TIMEOUT_MS,
}: Settings): WeChat => {
  let token: { value: string; until: number } | null = null
  let renewing: Promise<string | null> | null = null

  const ask = async (path: string, body?: unknown): Promise<Reply | null> => {
    try {
      const answer = await fetch(baseUrl + path, {
        method: body === undefined ? 'GET' : 'POST',
        signal: AbortSignal.timeout(timeoutMs),
        ...(body !== undefined && {
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }),
      })
      // WeChat answers 200 with an errcode inside; anything else is a gateway in between.
      return answer.ok ? ((await answer.json()) as Reply) : null // every field of Reply is checked where it is used
    } catch {
      return null // no answer in time: the same as busy, and told so by every caller
    }
  }

  const renew = async (isForced: boolean): Promise<string | null> => {
    const now = clock.now().getTime()
    const reply = await ask('/cgi-bin/stable_token', {
      grant_type: 'client_credential',
      appid: appId,
      secret,
      force_refresh: isForced,
    })
    if (!reply?.access_token) return null
    token = {
      value: reply.access_token,
      until: now + (reply.expires_in ?? 7200) * 1000 - RENEW_BEFORE_MS,
    }
    return token.value
  }

  /** A forced renewal ends the token before it, so however many need one at once, it is asked for once. */
  const accessToken = (refused?: string): Promise<string | null> => {
    if (token && token.value !== refused && token.until > clock.now().getTime())
      return Promise.resolve(token.value)
    renewing ??= renew(refused !== undefined).finally(() => {
      renewing = null
    })
    return renewing
  }

  const withToken = async (path: string, body: unknown): Promise<Reply | null> => {
    const first = await accessToken()
    if (!first) return null
    const reply = await ask(`${path}?access_token=${encodeURIComponent(first)}`, body)
    if (!reply?.errcode || !STALE_TOKEN.includes(reply.errcode)) return reply
    const second = await accessToken(first)
    return second ? ask(`${path}?access_token=${encodeURIComponent(second)}`, body) : null
  }

  return {
    async signIn(code) {
      const query = new URLSearchParams({
        appid: appId,
        secret,
        js_code: code,
        grant_type: 'authorization_code',
      })
      const reply = await ask(`/sns/jscode2session?${query}`)
      if (!reply || BUSY.includes(reply.errcode ?? 0)) return { is: 'busy' }
      if (reply.errcode || !reply.openid) return { is: 'refused' }
      return {
        is: 'signed-in',
        openid: reply.openid,
        ...(reply.unionid && { unionid: reply.unionid }),
      }
    },
    async phoneNumber(code) {
      const reply = await withToken('/wxa/business/getuserphonenumber', { code })
      if (!reply || BUSY.includes(reply.errcode ?? 0)) return { is: 'busy' }
      const number = reply.phone_info?.phoneNumber
      return reply.errcode || !number ? { is: 'refused' } : { is: 'known', number }
    },
    async sendSubscribeMessage({ openid, templateId, page, fields }): Promise<SubscribeOutcome> {
      const reply = await withToken('/cgi-bin/message/subscribe/send', {
        touser: openid,
        template_id: templateId,
        page,
        lang: 'zh_CN',
        data: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }])),
      })
      if (!reply) return { is: 'try-later', errcode: null }
      if (!reply.errcode) return { is: 'sent' }
      if (reply.errcode === REFUSED_BY_USER) return { is: 'refused-by-user' }
      return BUSY.includes(reply.errcode)
        ? { is: 'try-later', errcode: reply.errcode }
        : { is: 'wrong', errcode: reply.errcode }
    },
  }
}
