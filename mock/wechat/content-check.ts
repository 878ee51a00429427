import { createHash, randomUUID } from 'node:crypto'
import type { Reply } from '../http/fake'
import type { Faults } from '../http/faults'
import { errcode } from './errcodes'

const CHARACTERS_AT_MOST = 2500
const PICTURE_BYTES_AT_MOST = 10 * 1024 * 1024
/** 1 profile, 2 comment, 3 forum, 4 social log. */
const SCENES = [1, 2, 3, 4]
const PICTURE = 2
/** WeChat takes five seconds between its tries; here nobody wants to wait so long. */
const TRY_AGAIN_MS = 200
const TRIES = 4
const LATE_MS = 10_000
/** As WeChat says when it could not fetch a picture. */
const NOT_FETCHED = -1008

/** What it may think of a picture; `failed` says only that it could not check, `silence` nothing at all. */
export const SUGGESTIONS = ['pass', 'review', 'risky', 'failed', 'silence'] as const

export interface PictureHabits {
  suggests: (typeof SUGGESTIONS)[number]
  /** How long it thinks. */
  afterMs: number
  writes: 'json' | 'xml'
}

interface AskedPicture {
  traceId: string
  url: string
  openid: string
  /** Whether the picture could be fetched, once that was tried. */
  wasFetched: boolean | null
}

export interface PictureCheck {
  habits: PictureHabits
  asked: readonly AskedPicture[]
  /** Where the public address of the server leads to: pictures are fetched there, and answers pushed. */
  reach(url: string): void
  /** Tells what it thinks of one picture, now. Answers with the status of the server. */
  tell(traceId: string, suggests: PictureHabits['suggests']): Promise<number | null>
}

type Fields = Record<string, unknown>

const wrongIn = ({ version, scene }: Fields): Reply | null => {
  if (version !== 2) return errcode(47001)
  return SCENES.includes(Number(scene)) ? null : errcode(40129)
}

/** WeChat's own words for trying it out, and ours. */
const DOUBTFUL = [
  { suggest: 'risky', label: 20001, in: /特3456书yuuo莞6543李zxcz蒜7782法fgnv级|mock:risky/ },
  { suggest: 'review', label: 10001, in: /mock:review/ },
]

export const checkWords = (fields: Fields): Reply => {
  const { content } = fields
  const wrong = wrongIn(fields)
  if (wrong) return wrong
  if (typeof content !== 'string' || content.length > CHARACTERS_AT_MOST) return errcode(47001)
  if (content === '') return errcode(44002)
  const { suggest, label } = DOUBTFUL.find((one) => one.in.test(content)) ?? PASS
  return {
    status: 200,
    body: {
      errcode: 0,
      errmsg: 'ok',
      result: { suggest, label },
      detail: [{ strategy: 'content_model', errcode: 0, suggest, label, prob: 90 }],
      trace_id: traceOf(),
    },
  }
}

const PASS = { suggest: 'pass', label: 100 }
const LABELS: Record<string, number> = { pass: 100, review: 20006, risky: 20002 }

const traceOf = (): string => {
  const [a = '', b = '', c = ''] = randomUUID().split('-')
  return `${a}-${b}${c}-${a}`
}

interface Settings {
  appId: string
  pushToken: string
  faults: Faults
  now: () => Date
}

/** The check of pictures: takes an address at once, fetches it and pushes what it thinks later. */
export const createPictureCheck = (settings: Settings) => {
  const asked: AskedPicture[] = []
  const habits: PictureHabits = { suggests: 'pass', afterMs: 0, writes: 'json' }
  const end = new AbortController()
  const atWork = new Set<Promise<unknown>>()
  let server: string | null = null

  const think = async (picture: AskedPicture): Promise<void> => {
    const { suggests, afterMs } = habits
    await waitFor(afterMs, end.signal)
    picture.wasFetched = await canFetch(serverAddress(server, picture.url), end.signal)
    await tell(picture, picture.wasFetched ? suggests : 'failed')
  }
  const tell = async (
    picture: AskedPicture,
    suggests: PictureHabits['suggests'],
  ): Promise<number | null> => {
    if (suggests === 'silence' || !server) return null
    const body = eventOf(settings, picture, suggests)
    const text = habits.writes === 'xml' ? asXml(body) : JSON.stringify(body)
    const fault = settings.faults.next('wechat', 'push', text)
    if (fault?.fault === 'down') return null
    if (fault?.fault === 'late' || fault?.fault === 'out-of-order')
      await waitFor(fault.ms ?? LATE_MS, end.signal)
    const url = `${server}/hooks/wechat?${proofOf(settings)}`
    const push = () => post(url, text, end.signal)
    if (fault?.fault === 'duplicate') await push()
    const status = await push()
    // Its own line was cut: it does not know that it was heard.
    return fault?.fault === 'lost-answer' ? push() : status
  }
  const keep = (work: Promise<unknown>): void => {
    const kept = work.catch(() => undefined).finally(() => atWork.delete(kept))
    atWork.add(kept)
  }
  const check: PictureCheck = {
    habits,
    asked,
    reach: (url) => {
      server = url
    },
    tell: async (traceId, suggests) => {
      const picture = asked.find((one) => one.traceId === traceId)
      return picture ? tell(picture, suggests) : null
    },
  }
  return {
    check,
    ask: (fields: Fields): Reply => {
      const { media_url: url, media_type: type, openid } = fields
      const wrong = wrongIn(fields)
      if (wrong) return wrong
      if (type !== PICTURE || typeof url !== 'string' || !/^https?:\/\//.test(url))
        return errcode(47001)
      const picture = { traceId: traceOf(), url, openid: String(openid), wasFetched: null }
      asked.push(picture)
      keep(think(picture))
      return { status: 200, body: { errcode: 0, errmsg: 'ok', trace_id: picture.traceId } }
    },
    forget: () => {
      asked.length = 0
      Object.assign(habits, { suggests: 'pass', afterMs: 0, writes: 'json' })
    },
    close: async () => {
      end.abort()
      await Promise.all(atWork)
    },
  }
}

/** Nobody resolves the public name of a pretended server: what it leads to is known. */
const serverAddress = (server: string | null, publicUrl: string): string => {
  const { pathname, search, origin } = new URL(publicUrl)
  return `${server ?? origin}${pathname}${search}`
}

const canFetch = async (url: string, signal: AbortSignal): Promise<boolean> => {
  try {
    const answer = await fetch(url, { signal })
    const { byteLength } = await answer.arrayBuffer()
    const type = answer.headers.get('content-type') ?? ''
    return answer.ok && type.startsWith('image/') && byteLength <= PICTURE_BYTES_AT_MOST
  } catch {
    return false // whatever stood in the way, WeChat only knows that it has no picture
  }
}

const proofOf = ({ pushToken, now }: Settings): URLSearchParams => {
  const timestamp = String(Math.floor(now().getTime() / 1000))
  const nonce = String(Number.parseInt(randomUUID().slice(0, 8), 16))
  const words = [pushToken, timestamp, nonce].sort().join('')
  const signature = createHash('sha1').update(words).digest('hex')
  return new URLSearchParams({ signature, timestamp, nonce })
}

const eventOf = (
  { appId, now }: Settings,
  { traceId, openid }: AskedPicture,
  suggests: PictureHabits['suggests'],
) => {
  const envelope = {
    ToUserName: 'gh_mock',
    FromUserName: openid,
    CreateTime: Math.floor(now().getTime() / 1000),
    MsgType: 'event',
    Event: 'wxa_media_check',
    appid: appId,
    trace_id: traceId,
    version: 2,
  }
  if (suggests === 'failed')
    return { ...envelope, detail: [], errcode: NOT_FETCHED, errmsg: 'download media failed' }
  const result = { suggest: suggests, label: LABELS[suggests] }
  const detail = [{ strategy: 'content_model', errcode: 0, ...result, prob: 90 }]
  return { ...envelope, detail, errcode: 0, errmsg: 'ok', result }
}

const asXml = (event: Record<string, unknown>): string => `<xml>${inXml(event)}</xml>`

const inXml = (fields: object): string =>
  Object.entries(fields)
    .flatMap(([name, value]: [string, unknown]) =>
      (Array.isArray(value) ? (value as unknown[]) : [value]).map((one) => {
        if (typeof one === 'object' && one !== null) return `<${name}>${inXml(one)}</${name}>`
        return typeof one === 'number'
          ? `<${name}>${one}</${name}>`
          : `<${name}><![CDATA[${String(one)}]]></${name}>`
      }),
    )
    .join('\n')

/** Sends again what was not taken, as WeChat does; with the same proof. */
const post = async (url: string, body: string, signal: AbortSignal): Promise<number | null> => {
  let status: number | null = null
  for (let tried = 0; tried < TRIES && !signal.aborted; tried += 1) {
    if (tried > 0) await waitFor(TRY_AGAIN_MS, signal)
    status = await postOnce(url, body, signal)
    if (status !== null && status < 500) return status
  }
  return status
}

const postOnce = async (url: string, body: string, signal: AbortSignal): Promise<number | null> => {
  try {
    const headers = { 'content-type': body.startsWith('<') ? 'text/xml' : 'application/json' }
    return (await fetch(url, { method: 'POST', body, headers, signal })).status
  } catch {
    return null // nobody there
  }
}

const waitFor = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (ms === 0 || signal.aborted) return resolve()
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
