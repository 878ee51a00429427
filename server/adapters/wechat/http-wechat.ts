import type { Clock } from '../../ports/clock'
import type { SubscribeOutcome, WeChat } from '../../ports/wechat'
import { createPush } from './push'
import { suggestionIn, type Result } from './suggestion'

const TIMEOUT_MS = 8_000
/** A token is renewed a little before WeChat ends it. */
const RENEW_BEFORE_MS = 5 * 60_000

/** WeChat's errcodes that a later try may mend: system busy, too often, quota of the minute. */
const BUSY = [-1, 44991, 45009, 45011]
const STALE_TOKEN = [40001, 40014, 42001]
const REFUSED_BY_USER = 43101
/** Not in the mini-app within two hours, or nobody of this mini-app at all. */
const NOT_SEEN = [61010, 40003]
/** Of the content check: what group talk is nearest to (1 profile, 2 comment, 3 forum, 4 social log). */
const FORUM = 3
const PICTURE = 2

interface Reply {
  errcode?: number
  openid?: string
  unionid?: string
  access_token?: string
  expires_in?: number
  phone_info?: { phoneNumber?: string }
  result?: Result
  trace_id?: string
}

interface Settings {
  baseUrl: string
  appId: string
  secret: string
  /** Of the console's page 消息推送; without it nothing that is pushed is believed. */
  pushToken?: string
  clock: Clock
  /** How long WeChat may take. */
  timeoutMs?: number
}

/** WeChat over HTTP. Neither addresses nor bodies are logged: they carry the secret, codes and openids. */
export const createHttpWechat = ({
  baseUrl,
  appId,
  secret,
  pushToken,
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
    async checkWords({ openid, words }) {
      const asked = { openid, scene: FORUM, version: 2, content: words }
      const reply = await withToken('/wxa/msg_sec_check', asked)
      const suggests = suggestionIn(reply?.result)
      return suggests && !reply?.errcode ? { is: 'checked', suggests } : notChecked(reply)
    },
    async checkPicture({ openid, url }) {
      const asked = { openid, scene: FORUM, version: 2, media_url: url, media_type: PICTURE }
      const reply = await withToken('/wxa/media_check_async', asked)
      return reply?.trace_id && !reply.errcode
        ? { is: 'asked', traceId: reply.trace_id }
        : notChecked(reply)
    },
    push: createPush({ token: pushToken, clock }),
  }
}

const notChecked = (
  reply: Reply | null,
):
  | { is: 'not-seen' }
  | { is: 'wrong' | 'try-later'; errcode: number }
  | { is: 'try-later'; errcode: null } => {
  // Neither an answer nor an errcode: a gateway's, as good as none.
  if (!reply?.errcode) return { is: 'try-later', errcode: null }
  const { errcode } = reply
  if (NOT_SEEN.includes(errcode)) return { is: 'not-seen' }
  const isPassing = BUSY.includes(errcode) || STALE_TOKEN.includes(errcode)
  return { is: isPassing ? 'try-later' : 'wrong', errcode }
}
