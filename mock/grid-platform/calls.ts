import type { Asked, FakeCall, Reply } from '../http/fake'
import type { Act, RequestStore, ServiceRequest } from './requests'

export const BASE = '/open311/v2'
const DAY_MS = 24 * 3_600_000
const LONGEST_SPAN_MS = 90 * DAY_MS
const MOST = 1000
const USUAL_PAGE = 50
const WORDS_LIMIT = 4000

/** What an operator of the platform may set, because platforms differ. */
export interface PlatformHabits {
  /** Answers a report with a token at first, and with the number only later. */
  answersWithToken: boolean
  /** Shows the sender's own id among a request's attributes, and searches by it. */
  showsExternalId: boolean
}

export interface CallSettings {
  store: RequestStore
  habits: PlatformHabits
  apiKeys: readonly string[]
  jurisdiction: string
  now: () => Date
}

/** An error as the standard writes it. */
export const refusal = (status: number, description: string): Reply => ({
  status,
  body: [{ code: String(status), description }],
})

const ok = (body: unknown): Reply => ({ status: 200, body })

/** GeoReport v2, with the updates extension, each in JSON and XML. */
export const platformCalls = (settings: CallSettings): FakeCall[] => {
  const call = (
    name: string,
    method: 'GET' | 'POST',
    path: string,
    act: (settings: CallSettings, asked: Asked, form: URLSearchParams) => Reply,
  ): FakeCall => ({
    name,
    method,
    path: new RegExp(`^${BASE}/${path}\\.(?<format>json|xml)$`),
    act: (asked) => {
      const form = new URLSearchParams(asked.body)
      return wrongJurisdiction(settings, asked, form) ?? act(settings, asked, form)
    },
  })
  return [
    call('discovery', 'GET', 'discovery', discover),
    call('services', 'GET', 'services', ({ store }) => ok(store.services.map(serviceView))),
    call('service', 'GET', 'services/(?<code>[^/]+)', defineService),
    call('list', 'GET', 'requests', listRequests),
    call('file', 'POST', 'requests', fileRequest),
    call('request', 'GET', 'requests/(?<id>[^/]+)', getRequest),
    call('token', 'GET', 'tokens/(?<token>[^/]+)', getToken),
    call('updates', 'GET', 'servicerequestupdates', listUpdates),
    call('update', 'POST', 'servicerequestupdates', postUpdate),
  ]
}

const wrongJurisdiction = (
  { jurisdiction }: CallSettings,
  { query }: Asked,
  form: URLSearchParams,
): Reply | null => {
  const asked = query.get('jurisdiction_id') ?? form.get('jurisdiction_id')
  return asked === null || asked === jurisdiction
    ? null
    : refusal(404, `jurisdiction_id ${asked} is not served here`)
}

const mayWrite = ({ apiKeys }: CallSettings, form: URLSearchParams): boolean =>
  apiKeys.includes(form.get('api_key') ?? '')

const discover = ({ now }: CallSettings): Reply =>
  ok({
    changeset: now().toISOString(),
    contact: '示例城市网格平台（模拟）',
    key_service: '测试用，不发放真实密钥',
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: BASE,
        changeset: now().toISOString(),
        type: 'test',
        formats: ['application/json', 'text/xml'],
      },
    ],
  })

const serviceView = (service: RequestStore['services'][number]) => ({
  service_code: service.service_code,
  service_name: service.service_name,
  description: service.service_name,
  metadata: 'true',
  type: 'realtime',
  keywords: service.keywords ?? '',
  group: service.group,
})

const defineService = ({ store }: CallSettings, { params }: Asked): Reply => {
  if (!store.services.some(({ service_code }) => service_code === params.code))
    return refusal(404, `service_code ${params.code} was not found`)
  return ok({
    service_code: params.code,
    attributes: [
      {
        variable: 'true',
        code: 'external_id',
        datatype: 'string',
        required: 'false',
        datatype_description: '报送单位自己的编号',
        order: 1,
        description: '外部编号',
      },
    ],
  })
}

const fileRequest = (settings: CallSettings, _: Asked, form: URLSearchParams): Reply => {
  const { store, habits } = settings
  if (!mayWrite(settings, form)) return refusal(403, 'api_key is missing or unknown')
  const problem = whatIsWrong(settings, form)
  if (problem) return refusal(400, problem)
  const request = store.add(
    {
      service_code: form.get('service_code') ?? '',
      description: form.get('description') ?? '',
      address: form.get('address_string') ?? '',
      address_id: form.get('address_id') ?? '',
      lat: numberIn(form, 'lat'),
      long: numberIn(form, 'long'),
      media_url: form.get('media_url') ?? '',
      attributes: attributesIn(form),
      account_id: form.get('account_id') ?? '',
    },
    { isTokenOnly: habits.answersWithToken },
  )
  const { service_request_id, token, service_notice, account_id } = request
  return ok([
    token === null
      ? { service_request_id, service_notice, account_id }
      : { token, service_notice, account_id },
  ])
}

const whatIsWrong = ({ store }: CallSettings, form: URLSearchParams): string | null => {
  const code = form.get('service_code')
  if (!code) return 'service_code is required'
  if (!store.services.some(({ service_code }) => service_code === code))
    return `service_code ${code} is unknown`
  if ((form.get('description') ?? '').length > WORDS_LIMIT)
    return `description is longer than ${WORDS_LIMIT} characters`
  const lat = numberIn(form, 'lat')
  const long = numberIn(form, 'long')
  const hasPoint = lat !== null && long !== null
  if (hasPoint && (Math.abs(lat) > 90 || Math.abs(long) > 180)) return 'lat or long is out of range'
  return hasPoint || form.get('address_string') || form.get('address_id')
    ? null
    : 'one of lat and long, address_string, address_id is required'
}

const numberIn = (form: URLSearchParams, name: string): number | null => {
  const text = form.get(name)
  if (text === null || text.trim() === '') return null
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}

/** `attribute[code]=…`, or `attribute[code][]=…` for several. */
const attributesIn = (form: URLSearchParams): ServiceRequest['attributes'] => {
  const attributes: ServiceRequest['attributes'] = {}
  for (const [name, value] of form) {
    const match = /^attribute\[([^\]]+)\](\[\])?$/.exec(name)
    if (!match?.[1]) continue
    const known = attributes[match[1]]
    attributes[match[1]] = match[2] ? [...(Array.isArray(known) ? known : []), value] : value
  }
  return attributes
}

/** Nobody sees a request by its number before its token was turned into one; the account stays here. */
const requestView = (
  { habits }: CallSettings,
  { token: _, account_id: __, attributes, ...request }: ServiceRequest,
) => ({ ...request, ...(habits.showsExternalId && { attributes }) })

const getRequest = (settings: CallSettings, { params }: Asked): Reply => {
  const request = settings.store.find(params.id ?? '')
  return request
    ? ok([requestView(settings, request)])
    : refusal(404, `service_request_id ${params.id} was not found`)
}

const getToken = ({ store }: CallSettings, { params }: Asked): Reply => {
  const request = store.findByToken(params.token ?? '')
  return request
    ? ok([{ service_request_id: request.service_request_id, token: request.token }])
    : refusal(404, `token ${params.token} was not found`)
}

const listRequests = (settings: CallSettings, { query }: Asked): Reply => {
  const { store } = settings
  const ids = query.get('service_request_id')
  if (ids !== null) {
    const wanted = ids.split(',')
    return ok(
      store
        .all()
        .filter(({ service_request_id }) => wanted.includes(service_request_id))
        .map((one) => requestView(settings, one)),
    )
  }
  const span = spanOf(settings, query)
  if ('problem' in span) return refusal(400, span.problem)
  const statuses = query.get('status')?.split(',')
  const codes = query.get('service_code')?.split(',')
  const found = store
    .all()
    .filter(({ requested_datetime }) => isWithin(span, requested_datetime))
    .filter(({ status }) => !statuses || statuses.includes(status))
    .filter(({ service_code }) => !codes || codes.includes(service_code))
    .filter((one) => hasAttributes(settings, one, query))
    .sort((one, other) => other.requested_datetime.localeCompare(one.requested_datetime))
  return ok(pageOf(found, query).map((one) => requestView(settings, one)))
}

/** A platform that does not know the extension passes over what it does not know. */
const hasAttributes = (
  { habits }: CallSettings,
  { attributes }: ServiceRequest,
  query: URLSearchParams,
): boolean =>
  !habits.showsExternalId ||
  Object.entries(attributesIn(query)).every(([code, value]) => attributes[code] === value)

interface Span {
  from: number
  to: number
}

const spanOf = ({ now }: CallSettings, query: URLSearchParams): Span | { problem: string } => {
  const start = query.get('start_date')
  const end = query.get('end_date')
  const to = end ? Date.parse(end) : start ? Infinity : now().getTime()
  const from = start ? Date.parse(start) : Math.min(to, now().getTime()) - LONGEST_SPAN_MS
  if (Number.isNaN(from) || Number.isNaN(to))
    return { problem: 'start_date and end_date must be W3C times' }
  if (start && end && to - from > LONGEST_SPAN_MS)
    return { problem: 'start_date and end_date may be 90 days apart at most' }
  return { from, to: Math.min(to, from + LONGEST_SPAN_MS) }
}

const isWithin = ({ from, to }: Span, time: string): boolean =>
  // The city writes whole seconds.
  Date.parse(time) >= Math.floor(from / 1000) * 1000 && Date.parse(time) <= to

const pageOf = <One>(list: readonly One[], query: URLSearchParams): One[] => {
  const page = Math.max(1, numberIn(query, 'page') ?? 1)
  const isPaged = query.has('page') || query.has('page_size')
  const size = Math.min(MOST, numberIn(query, 'page_size') ?? (isPaged ? USUAL_PAGE : MOST))
  return list.slice((page - 1) * size, page * size)
}

const listUpdates = (settings: CallSettings, { query }: Asked): Reply => {
  const span = spanOf(settings, query)
  if ('problem' in span) return refusal(400, span.problem)
  return ok(
    settings.store
      .updates()
      .filter(({ updated_datetime }) => isWithin(span, updated_datetime))
      .map(({ by: _, ...update }) => update),
  )
}

/** Words of FixMyStreet's extension that mean the same as one of the standard's two. */
const STATUS_OF: Record<string, Act['status']> = {
  OPEN: 'open',
  INVESTIGATING: 'open',
  IN_PROGRESS: 'open',
  REOPENED: 'open',
  CLOSED: 'closed',
  FIXED: 'closed',
}

const postUpdate = (settings: CallSettings, _: Asked, form: URLSearchParams): Reply => {
  if (!mayWrite(settings, form)) return refusal(403, 'api_key is missing or unknown')
  const id = form.get('service_request_id') ?? ''
  if (!settings.store.find(id)) return refusal(404, `service_request_id ${id} was not found`)
  const asked = form.get('status')
  const status = asked === null ? undefined : STATUS_OF[asked.toUpperCase()]
  if (asked !== null && !status) return refusal(400, `status ${asked} is unknown`)
  const at = form.get('updated_datetime')
  if (at !== null && Number.isNaN(Date.parse(at)))
    return refusal(400, 'updated_datetime must be a W3C time')
  const update = settings.store.act(
    id,
    {
      ...(status && { status }),
      description: form.get('description') ?? '',
      media_url: form.get('media_url') ?? '',
      ...(at !== null && { updated_datetime: at }),
    },
    form.get('api_key') ?? '',
  )
  return ok([{ update_id: update?.update_id }])
}
