/** What the platform knows of one request, in its own words: Open311's, not ours. */
export interface ServiceRequest {
  service_request_id: string
  token: string | null
  status: 'open' | 'closed'
  status_notes: string
  service_code: string
  service_name: string
  description: string
  agency_responsible: string
  service_notice: string
  requested_datetime: string
  updated_datetime: string
  expected_datetime: string
  address: string
  address_id: string
  lat: number | null
  long: number | null
  media_url: string
  attributes: Record<string, string | string[]>
  account_id: string
}

export interface RequestUpdate {
  update_id: string
  service_request_id: string
  status: string
  updated_datetime: string
  description: string
  media_url: string
  /** Who said it: an operator of the platform, or a client with this key. */
  by: string
}

export interface Service {
  service_code: string
  service_name: string
  group: string
  keywords?: string
}

export interface NewRequest {
  service_code: string
  description: string
  address?: string
  address_id?: string
  lat?: number | null
  long?: number | null
  media_url?: string
  attributes?: ServiceRequest['attributes']
  account_id?: string
}

export interface Act {
  status?: 'open' | 'closed'
  /** The field's own word for where it is: 已受理, 处置中, 已办结 … */
  status_notes?: string
  description?: string
  media_url?: string
  agency_responsible?: string
  /** When the operator says it was; absent, now. */
  updated_datetime?: string
}

export interface RequestStore {
  services: readonly Service[]
  all(): ServiceRequest[]
  updates(): RequestUpdate[]
  find(id: string): ServiceRequest | undefined
  findByToken(token: string): ServiceRequest | undefined
  add(asked: NewRequest, by: { isTokenOnly: boolean }): ServiceRequest
  /** Somebody acts on a request: it changes, and an update tells of it. */
  act(id: string, act: Act, by: string): RequestUpdate | undefined
  forget(): void
}

const DAY_MS = 24 * 3_600_000
/** Three days, as such a platform might promise for most things. */
const EXPECTED_AFTER_MS = 3 * DAY_MS
const AGENCY = '示例街道城市管理指挥中心'

/** W3C time with Beijing's zone, as the city writes it. */
export const cityTime = (date: Date): string =>
  `${new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`

export const createRequestStore = (services: readonly Service[], now: () => Date): RequestStore => {
  let requests: ServiceRequest[] = []
  let updates: RequestUpdate[] = []
  let lastNumber = 0
  let lastUpdate = 0
  const find = (id: string) => requests.find((one) => one.service_request_id === id)
  return {
    services,
    all: () => requests,
    updates: () => updates,
    find,
    findByToken: (token) => requests.find((one) => one.token === token),
    add(asked, { isTokenOnly }) {
      const at = now()
      lastNumber += 1
      // Digits only: clients that read it as a number lose its zeros, and are found out.
      const id = `00${cityTime(at).slice(0, 10).replaceAll('-', '')}${String(lastNumber).padStart(4, '0')}`
      const request: ServiceRequest = {
        service_request_id: id,
        token: isTokenOnly ? `T${id}` : null,
        status: 'open',
        status_notes: '已受理',
        service_code: asked.service_code,
        service_name:
          services.find(({ service_code }) => service_code === asked.service_code)?.service_name ??
          '',
        description: asked.description,
        agency_responsible: AGENCY,
        service_notice: '',
        requested_datetime: cityTime(at),
        updated_datetime: cityTime(at),
        expected_datetime: cityTime(new Date(at.getTime() + EXPECTED_AFTER_MS)),
        address: asked.address ?? '',
        address_id: asked.address_id ?? '',
        lat: asked.lat ?? null,
        long: asked.long ?? null,
        media_url: asked.media_url ?? '',
        attributes: asked.attributes ?? {},
        account_id: asked.account_id ?? '',
      }
      requests = [...requests, request]
      return request
    },
    act(id, act, by) {
      const request = find(id)
      if (!request) return undefined
      lastUpdate += 1
      const at = act.updated_datetime ?? cityTime(now())
      const { updated_datetime: _, description, media_url, ...change } = act
      Object.assign(request, change, { updated_datetime: at })
      const update: RequestUpdate = {
        update_id: String(lastUpdate),
        service_request_id: id,
        status: request.status,
        updated_datetime: at,
        description: description ?? act.status_notes ?? '',
        media_url: media_url ?? '',
        by,
      }
      updates = [...updates, update]
      return update
    },
    forget() {
      requests = []
      updates = []
    },
  }
}
