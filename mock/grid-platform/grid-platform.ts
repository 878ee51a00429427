import { openFake, type Asked, type Fake, type Reply } from '../http/fake'
import type { Faults } from '../http/faults'
import { BASE, platformCalls, refusal, type PlatformHabits } from './calls'
import { createRequestStore, type RequestStore, type Service } from './requests'
import { writeXml } from './write-xml'

export interface PlatformSettings {
  host?: string
  port?: number
  services: readonly Service[]
  apiKeys: readonly string[]
  jurisdiction: string
  faults: Faults
  now: () => Date
}

export interface PretendPlatform {
  /** What a client is configured with: up to `/open311/v2`. */
  url: string
  heard: Fake['heard']
  store: RequestStore
  habits: PlatformHabits
  forget(): void
  close(): Promise<void>
}

/** The city's own ticket system as a client of Open311 meets it. */
export const openGridPlatform = async (settings: PlatformSettings): Promise<PretendPlatform> => {
  const store = createRequestStore(settings.services, settings.now)
  const habits: PlatformHabits = { answersWithToken: false, showsExternalId: true }
  const fake = await openFake({
    name: 'grid',
    host: settings.host ?? '127.0.0.1',
    port: settings.port ?? 0,
    calls: platformCalls({ ...settings, store, habits }),
    now: settings.now,
    faults: settings.faults,
    unknown: () => refusal(404, 'no such resource'),
    write: writeInItsFormat,
  })
  return {
    url: fake.url + BASE,
    heard: fake.heard,
    store,
    habits,
    forget: () => {
      store.forget()
      fake.heard.length = 0
    },
    close: fake.close,
  }
}

const ROOTS: readonly (readonly [RegExp, string])[] = [
  [/\/discovery\./, 'discovery'],
  [/\/services\./, 'services'],
  [/\/services\//, 'service_definition'],
  [/\/requests[./]/, 'service_requests'],
  [/\/tokens\//, 'service_requests'],
  [/\/servicerequestupdates\./, 'service_request_updates'],
]

const writeInItsFormat = ({ path }: Asked, { status, body }: Reply) => {
  if (!path.endsWith('.xml'))
    return { type: 'application/json; charset=utf-8', text: JSON.stringify(body) }
  const root = ROOTS.find(([pattern]) => pattern.test(path))?.[1] ?? 'errors'
  return {
    type: 'text/xml; charset=utf-8',
    text: writeXml(status === 200 ? root : 'errors', body),
  }
}
