import { createHash, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../ports/clock'
import type { Pushed, PushProof, WeChatPush } from '../../ports/wechat'
import { suggestionIn, type Result } from './suggestion'

/** WeChat tries again within seconds; the rest is for clocks that disagree. */
const GOOD_FOR_MS = 5 * 60_000

/**
 * The signature proves that whoever calls knows our token; it does not cover the body, which is why the address
 * must be https, and why a proof is good once and not for long. Kept by this process alone: another one would
 * take a repetition for new, and find that its answer was applied.
 */
export const createPush = ({
  token,
  clock,
}: {
  token: string | undefined
  clock: Clock
}): WeChatPush => {
  const settled = new Map<string, number>()
  const nameOf = ({ timestamp, nonce }: PushProof): string => `${timestamp} ${nonce}`
  const forgetOld = (now: number): void => {
    for (const [name, until] of settled) if (until < now) settled.delete(name)
  }
  return {
    isGenuine(proof) {
      if (!token || !isSigned(token, proof)) return false
      const now = clock.now().getTime()
      forgetOld(now)
      const isLate = !(Math.abs(now - Number(proof.timestamp) * 1000) <= GOOD_FOR_MS)
      return !isLate && !settled.has(nameOf(proof))
    },
    settle(proof) {
      settled.set(nameOf(proof), clock.now().getTime() + 2 * GOOD_FOR_MS)
    },
    read: readPush,
  }
}

const isSigned = (token: string, { timestamp, nonce, signature }: PushProof): boolean => {
  const expected = createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest()
  const given = Buffer.from(signature, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

interface Event {
  Encrypt?: unknown
  Event?: unknown
  trace_id?: unknown
  errcode?: unknown
  result?: Result
}

const readPush = (body: string): Pushed => {
  const event = body.trimStart().startsWith('<') ? fromXml(body) : fromJson(body)
  // In 兼容模式 the plain text stands beside the encrypted one.
  if (event.Encrypt && !event.Event) return { is: 'encrypted' }
  const { trace_id: traceId } = event
  if (event.Event !== 'wxa_media_check' || typeof traceId !== 'string') return { is: 'other' }
  const suggests = Number(event.errcode ?? 0) === 0 ? suggestionIn(event.result) : null
  // An errcode, or no result at all, as when WeChat could not fetch the picture.
  return { is: 'picture-checked', traceId, outcome: suggests ?? 'failed' }
}

const fromJson = (body: string): Event => {
  try {
    const event: unknown = JSON.parse(body)
    return typeof event === 'object' && event !== null ? event : {}
  } catch {
    return {} // what is no JSON says nothing to us
  }
}

/** The few fields that we need, by their names: WeChat's XML is flat, and nothing in it is resolved or expanded. */
const fromXml = (body: string): Event => {
  const withoutDetail = body.replace(/<detail>[\s\S]*<\/detail>/, '')
  const text = (name: string, within = withoutDetail): string | undefined => {
    const found = new RegExp(
      `<${name}>\\s*(?:<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>|([^<]*))\\s*</${name}>`,
    ).exec(within)
    return found?.[1] ?? found?.[2]
  }
  const result = /<result>([\s\S]*?)<\/result>/.exec(withoutDetail)?.[1]
  return {
    Encrypt: text('Encrypt'),
    Event: text('Event'),
    trace_id: text('trace_id'),
    errcode: text('errcode'),
    ...(result !== undefined && { result: { suggest: text('suggest', result) } }),
  }
}
