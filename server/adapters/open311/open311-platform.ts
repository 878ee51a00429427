import gcoord from 'gcoord'
import type { FilingOutcome, GridPlatform, TicketToFile } from '../../ports/grid-platform'

const TIMEOUT_MS = 10_000
/** Of a description, by the standard. */
const WORDS_LIMIT = 4000
/** Nothing was filed before it was reported, as far as clocks agree. */
const CLOCKS_DIFFER_MS = 10 * 60_000
/** Our own look-up reaches a little before the report, for clocks that differ. */
const LOOK_BACK_MS = 24 * 3_600_000

interface Settings {
  url: string
  apiKey: string
  jurisdiction?: string
  externalIdAttribute: string
  /** How long the platform may take. */
  timeoutMs?: number
}

interface Found {
  service_request_id?: unknown
  description?: unknown
  address?: unknown
  requested_datetime?: unknown
  attributes?: Record<string, unknown>
}

/** The city's platform by Open311 GeoReport v2, JSON both ways. */
export const createOpen311Platform = (settings: Settings): GridPlatform => ({
  kind: 'open311',
  async fileTicket(ticket) {
    // A job may come here again after an answer was lost, so it first looks whether the ticket is there.
    const known = await findFiled(settings, ticket)
    if (known.is === 'found') return { is: 'filed', outsideId: known.outsideId }
    if (known.is === 'failed') return { is: 'try-later', why: 'look-up failed' }
    if (known.is === 'unclear') return { is: 'uncertain', why: known.why }
    const answer = await post(settings, ticket)
    if (answer) return answer
    // Lost on the way there or on the way back: only the platform knows, and it is asked again before
    // anything is sent again.
    const after = await findFiled(settings, ticket)
    if (after.is === 'found') return { is: 'filed', outsideId: after.outsideId }
    if (after.is === 'unclear') return { is: 'uncertain', why: after.why }
    return { is: 'try-later', why: 'no answer to the report' }
  },
})

const post = async (settings: Settings, ticket: TicketToFile): Promise<FilingOutcome | null> => {
  const form = new URLSearchParams({
    api_key: settings.apiKey,
    service_code: ticket.serviceCode,
    description: ticket.words.slice(0, WORDS_LIMIT),
    address_string: ticket.placeText,
    [`attribute[${settings.externalIdAttribute}]`]: ticket.ticketId,
    ...(settings.jurisdiction && { jurisdiction_id: settings.jurisdiction }),
    ...wgs84(ticket),
  })
  const answer = await ask(settings, `${settings.url}/requests.json`, form)
  if (!answer) return null
  if (answer.status === 429 || answer.status >= 500)
    return answer.status === 503 || answer.status === 429
      ? { is: 'try-later', why: String(answer.status) }
      : null
  if (answer.status >= 400) return { is: 'refused', why: String(answer.status) }
  const id = idIn(answer.body)
  return id ? { is: 'filed', outsideId: id } : null
}

/** Open311 speaks WGS-84; our points are GCJ-02 and turned here, once. */
const wgs84 = ({ point }: TicketToFile): Record<string, string> => {
  if (!point) return {}
  const [lng, lat] = gcoord.transform([point.lng, point.lat], gcoord.GCJ02, gcoord.WGS84)
  return { lat: lat.toFixed(6), long: lng.toFixed(6) }
}

type LookUp =
  | { is: 'found'; outsideId: string }
  | { is: 'absent' }
  | { is: 'failed' }
  /** Something like it is there, or there may be: a person has to look. */
  | { is: 'unclear'; why: string }

/** The standard's limit of one answer; a list so long may lack what we look for. */
const MOST_IN_A_LIST = 1000

const findFiled = async (settings: Settings, ticket: TicketToFile): Promise<LookUp> => {
  const query = new URLSearchParams({
    service_code: ticket.serviceCode,
    start_date: new Date(ticket.reportedAt.getTime() - LOOK_BACK_MS).toISOString(),
    [`attribute[${settings.externalIdAttribute}]`]: ticket.ticketId,
    ...(settings.jurisdiction && { jurisdiction_id: settings.jurisdiction }),
  })
  const answer = await ask(settings, `${settings.url}/requests.json?${query}`)
  if (!answer || answer.status >= 400 || !Array.isArray(answer.body)) return { is: 'failed' }
  const list = answer.body as Found[] // each field is checked below
  const mine = list.filter(
    (one) => one.attributes?.[settings.externalIdAttribute] === ticket.ticketId,
  )
  if (mine.length > 0) return foundIn(mine)
  const alike = list.filter((one) => isAlike(settings, one, ticket))
  // Pictures without words look alike wherever they are of.
  if (alike.length > 0) return ticket.words ? foundIn(alike) : unclear(alike.length)
  return list.length < MOST_IN_A_LIST
    ? { is: 'absent' }
    : { is: 'unclear', why: 'too many requests to look through' }
}

/** A platform that shows no ids of ours is known by service and time, which the list is cut to, words and place. */
const isAlike = ({ externalIdAttribute }: Settings, one: Found, ticket: TicketToFile): boolean =>
  one.attributes?.[externalIdAttribute] === undefined &&
  one.description === ticket.words.slice(0, WORDS_LIMIT) &&
  one.address === ticket.placeText &&
  typeof one.requested_datetime === 'string' &&
  Date.parse(one.requested_datetime) >= ticket.reportedAt.getTime() - CLOCKS_DIFFER_MS

const unclear = (count: number): LookUp => ({
  is: 'unclear',
  why: `${count} requests look like ours`,
})

const foundIn = (candidates: readonly Found[]): LookUp => {
  const ids = new Set(
    candidates.map(({ service_request_id: id }) =>
      typeof id === 'string' || typeof id === 'number' ? String(id) : '',
    ),
  )
  const [id] = ids
  return id && ids.size === 1 ? { is: 'found', outsideId: id } : unclear(ids.size)
}

const ask = async (
  { timeoutMs = TIMEOUT_MS }: Settings,
  url: string,
  form?: URLSearchParams,
): Promise<{ status: number; body: unknown } | null> => {
  try {
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { accept: 'application/json' },
      ...(form && { body: form }),
    })
    const text = await answer.text()
    return { status: answer.status, body: text ? JSON.parse(text) : null }
  } catch {
    return null // no answer, or one that is no JSON: both leave open what happened
  }
}

const idIn = (body: unknown): string | null => {
  const first: unknown = Array.isArray(body) ? body[0] : body
  if (typeof first !== 'object' || first === null || !('service_request_id' in first)) return null
  const id = first.service_request_id
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null
}
