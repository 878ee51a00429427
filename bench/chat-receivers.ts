import { WebSocket } from 'ws'
import type { Api } from '../contract/api'
import { LIVE_PATH, type ServerFrame } from '../contract/events'
import type { Output } from '../contract/route'

/**
 * Many phones in one process, apart from the server that is measured. What they are to do comes from the
 * parent, and what they hold goes back to it; nothing here asks the server what it believes to have sent.
 */
export type Order =
  | {
      do: 'open'
      urls: string[]
      tokens: string[]
      communityId: string
      groupId: string
      isBare: boolean
    }
  | { do: 'begin' }
  | { do: 'figures' }
  | { do: 'cut'; perSecond: number }
  | { do: 'calm' }
  | { do: 'holdings' }

export type Report =
  | { is: 'open' }
  | { is: 'figures'; deliveries: number; ms: number; p50: number; p99: number }
  | { is: 'holdings'; seqs: number[][]; doubled: number; cuts: number; reloads: number }

type Page = Output<Api['listMessages']>

interface Phone {
  socket: WebSocket | null
  at: number
  /** The last live event of the community, by which it is told what it missed; null before its first welcome. */
  seen: number | null
  held: Held
}

/** Which messages came, a bit each: thousands of growing sets would spend this program's time on their garbage. */
class Held {
  private bits = new Uint32Array(256)

  /** False when it was there before. */
  add(seq: number): boolean {
    const at = seq >>> 5
    if (at >= this.bits.length) this.grow(at)
    const word = this.bits[at] ?? 0
    const bit = 1 << (seq & 31)
    this.bits[at] = word | bit
    return (word & bit) === 0
  }

  last(): number {
    const at = this.bits.findLastIndex((word) => word !== 0)
    return at < 0 ? 0 : at * 32 + 31 - Math.clz32(this.bits[at] ?? 0)
  }

  list(): number[] {
    const seqs: number[] = []
    this.bits.forEach((word, at) => {
      for (let bit = 0; bit < 32; bit += 1) if (word & (1 << bit)) seqs.push(at * 32 + bit)
    })
    return seqs
  }

  private grow(at: number): void {
    const bits = new Uint32Array(Math.max(at + 1, this.bits.length * 2))
    bits.set(this.bits)
    this.bits = bits
  }
}

/** How often each wait came, by the millisecond: millions of them would have to be kept and sorted otherwise. */
class Waits {
  private times = new Uint32Array(60_000)

  add(ms: number): void {
    const at = Math.min(Math.max(ms, 0), this.times.length - 1)
    this.times[at] = (this.times[at] ?? 0) + 1
  }

  /** The wait that such a part of all did not exceed. */
  at(part: number): number {
    const all = this.times.reduce((sum, times) => sum + times, 0)
    let passed = 0
    return this.times.findIndex((times) => (passed += times) >= all * part)
  }

  clear(): void {
    this.times.fill(0)
  }
}

const phones: Phone[] = []
let order: Extract<Order, { do: 'open' }> | undefined
let since = performance.now()
let deliveries = 0
const waits = new Waits()
let doubled = 0
let cuts = 0
let reloads = 0
let cutting: NodeJS.Timeout | undefined

const tell = (report: Report): void => void process.send?.(report)

/** When a message says in its words when it was sent. */
const note = (words: string): void => {
  deliveries += 1
  const sent = Number(words.slice(0, 13))
  if (sent > 0) waits.add(Date.now() - sent)
}

let lastFrame: { data: Buffer; frame: ServerFrame } | undefined
/** Each phone would read its own frame; here one process plays them all, so what came to many alike is read once. */
const parse = (data: Buffer): ServerFrame => {
  if (!lastFrame?.data.equals(data))
    lastFrame = { data, frame: JSON.parse(data.toString()) as ServerFrame }
  return lastFrame.frame
}

const connect = (phone: Phone, onOpen: () => void): void => {
  if (!order) return
  const { urls, tokens, communityId, isBare } = order
  const url = urls[(phone.at + cuts) % urls.length] ?? ''
  const socket = new WebSocket(isBare ? url : url + LIVE_PATH, { perMessageDeflate: false })
  phone.socket = socket
  socket.on('open', () => {
    if (isBare) return onOpen()
    const after = phone.seen === null ? {} : { [communityId]: phone.seen }
    socket.send(JSON.stringify({ type: 'hello', token: tokens[phone.at], after }))
  })
  socket.on('message', (data: Buffer) => {
    if (isBare) return note(data.subarray(0, 13).toString())
    hear(phone, parse(data), communityId, onOpen)
  })
  socket.on('error', () => undefined) // what follows is its close
  socket.on('close', () => {
    if (phone.socket === socket)
      setTimeout(() => connect(phone, () => undefined), 50 + Math.random() * 300)
  })
}

/** What a phone does that missed too much to be told one by one: it asks for the talk after what it holds. */
const readAnew = async (phone: Phone): Promise<void> => {
  if (!order) return
  reloads += 1
  const { urls, tokens, communityId, groupId } = order
  const base = (urls[phone.at % urls.length] ?? '').replace(/^ws/, 'http')
  for (;;) {
    const after = phone.held.last()
    const answer = await fetch(
      `${base}/v1/communities/${communityId}/groups/${groupId}/messages?after=${after}&limit=100`,
      { headers: { authorization: `Bearer ${tokens[phone.at] ?? ''}` } },
    ).catch(() => null)
    if (!answer?.ok) {
      await new Promise((resolve) => setTimeout(resolve, 300))
      continue
    }
    const page = (await answer.json()) as Page
    for (const { seq } of page.items) phone.held.add(seq)
    if (!page.hasAfter) return
  }
}

const fail = (error: unknown): void => {
  throw error
}

const hear = (phone: Phone, frame: ServerFrame, communityId: string, onOpen: () => void): void => {
  if (frame.type === 'welcome') {
    if (frame.reload.includes(communityId)) readAnew(phone).catch(fail)
    phone.seen = Math.max(phone.seen ?? 0, frame.at[communityId] ?? 0)
    onOpen()
  }
  if (frame.type !== 'events') return
  for (const event of frame.events) {
    if (event.seq <= (phone.seen ?? 0)) continue
    phone.seen = event.seq
    if (event.name !== 'message.changed' || !event.message) continue
    note(event.message.words)
    if (!phone.held.add(event.messageSeq)) doubled += 1
  }
}

process.on('message', (given: Order) => {
  switch (given.do) {
    case 'open': {
      order = given
      let open = 0
      const isOpen = () => {
        open += 1
        if (open === given.tokens.length) tell({ is: 'open' })
      }
      given.tokens.forEach((_, index) => {
        const phone: Phone = { socket: null, at: index, seen: null, held: new Held() }
        phones.push(phone)
        let isTold = false
        connect(phone, () => {
          if (!isTold) isOpen()
          isTold = true
        })
      })
      return
    }
    case 'begin':
      since = performance.now()
      deliveries = 0
      waits.clear()
      return
    case 'figures': {
      const ms = performance.now() - since
      return tell({ is: 'figures', deliveries, ms, p50: waits.at(0.5), p99: waits.at(0.99) })
    }
    case 'cut':
      cutting = setInterval(() => {
        const phone = phones[Math.floor(Math.random() * phones.length)]
        if (phone?.socket?.readyState !== WebSocket.OPEN) return
        cuts += 1
        phone.socket.terminate()
      }, 1000 / given.perSecond)
      return
    case 'calm':
      clearInterval(cutting)
      return
    case 'holdings':
      tell({ is: 'holdings', seqs: phones.map(({ held }) => held.list()), doubled, cuts, reloads })
  }
})
