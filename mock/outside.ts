import { createFaults, type Faults } from './http/faults'
import { openGridPlatform, type PretendPlatform } from './grid-platform/grid-platform'
import type { Service } from './grid-platform/requests'
import { openWechat, type PretendWechat } from './wechat/wechat'

export const WECHAT_APP = { appId: 'wxmock0000000000', secret: 'mock-secret' } as const
export const PUSH_TOKEN = 'mockPushToken'
export const GRID_KEY = 'mock-grid-key'
export const GRID_JURISDICTION = 'mock.beijing.example'

/** Our name for a message → its template; the fields that `server/modules/inbox` fills. */
export const TEMPLATES = {
  'to-do': 'MOCK-TEMPLATE-TO-DO',
  progress: 'MOCK-TEMPLATE-PROGRESS',
  'to-confirm': 'MOCK-TEMPLATE-TO-CONFIRM',
} as const
const TEMPLATE_FIELDS = ['thing1', 'thing2']

/** Everything outside our server, pretended. */
export interface Outside {
  faults: Faults
  wechat: PretendWechat
  grid: PretendPlatform
  close(): Promise<void>
}

export interface OutsideSettings {
  host?: string
  /** 0, or left out: any free one. */
  ports?: { wechat?: number; grid?: number }
  services: readonly Service[]
  pages?: readonly string[]
  now: () => Date
}

export const openOutside = async (settings: OutsideSettings): Promise<Outside> => {
  const { host, ports, services, pages, now } = settings
  const faults = createFaults(now)
  const wechat = await openWechat({
    ...WECHAT_APP,
    host,
    port: ports?.wechat,
    templates: Object.fromEntries(Object.values(TEMPLATES).map((id) => [id, TEMPLATE_FIELDS])),
    ...(pages && { pages }),
    faults,
    pushToken: PUSH_TOKEN,
    now,
  })
  try {
    const grid = await openGridPlatform({
      host,
      port: ports?.grid,
      services,
      apiKeys: [GRID_KEY],
      jurisdiction: GRID_JURISDICTION,
      faults,
      now,
    })
    return {
      faults,
      wechat,
      grid,
      close: async () => {
        await Promise.all([wechat.close(), grid.close()])
      },
    }
  } catch (error) {
    await wechat.close()
    throw error
  }
}
