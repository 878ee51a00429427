import { configFromEnv } from '../server/config-from-env'
import type { Config } from '../server/config'
import { loadCategories } from '../server/data/categories'
import type { Deps } from '../server/deps'
import { systemClock, type Clock } from '../server/ports/clock'
import { startServer, type RunningServer, type StartOptions } from '../server/start'
import { openControl, type Control } from './control'
import {
  GRID_JURISDICTION,
  GRID_KEY,
  PUSH_TOKEN,
  openOutside,
  TEMPLATES,
  WECHAT_APP,
  type Outside,
} from './outside'
import { bindToWechat } from './town/bind-to-wechat'
import { tellTownOnce } from './town/tell-town'

export interface MockOptions {
  host?: string
  /** Of the app; any free one when left out. The fakes and the control take free ones unless told. */
  port?: number
  ports?: { control?: number; wechat?: number; grid?: number }
  dataDir: string
  /** Tells the sample town; true unless told. */
  town?: boolean
  /** Accepted tickets go to the pretend city platform; true unless told. */
  platform?: boolean
  /** Pages of the mini-app, if messages shall be refused that lead to none. */
  pages?: readonly string[]
  webRoot?: string
  logLevel?: Config['logLevel']
  clock?: Clock
  openDatabase?: StartOptions['openDatabase']
  /** The very last word about the server's configuration. */
  config?: Partial<Config>
}

export interface RunningMock {
  url: string
  server: RunningServer
  outside: Outside
  control: Control
  close(): Promise<void>
}

/** The real server with a pretend outside world: fakes up first, then the server with their addresses. */
export const startMock = async (options: MockOptions): Promise<RunningMock> => {
  const { host = '127.0.0.1', clock = systemClock, town = true } = options
  const now = () => clock.now()
  const outside = await openOutside({
    host,
    ports: options.ports,
    services: loadCategories().map(({ id, zh, group, keywords }) => ({
      service_code: id,
      service_name: zh,
      group,
      keywords: keywords.join(','),
    })),
    ...(options.pages && { pages: options.pages }),
    now,
  })
  let control: Control | undefined
  try {
    control = await openControl(outside, { host, port: options.ports?.control, now })
    const server = await startServer(configOf(options, outside), {
      clock,
      ...(options.openDatabase && { openDatabase: options.openDatabase }),
      beforeListening: async (deps: Deps) => {
        if (!town) return
        await tellTownOnce(deps)
        await bindToWechat(deps, outside.wechat.openidOf)
      },
    })
    outside.wechat.pictures.reach(server.url)
    return running(server, outside, control)
  } catch (error) {
    await control?.close()
    await outside.close()
    throw error
  }
}

const running = (server: RunningServer, outside: Outside, control: Control): RunningMock => ({
  url: server.url,
  server,
  outside,
  control,
  close: async () => {
    // The server first: its jobs may be in the middle of a call.
    await server.close()
    await control.close()
    await outside.close()
  },
})

const configOf = (
  { host, port = 0, dataDir, town = true, platform = true, webRoot, logLevel, config }: MockOptions,
  { wechat, grid }: Outside,
): Config => ({
  ...configFromEnv({ HOST: host, PORT: String(port), DATA_DIR: dataDir }),
  isSample: town,
  logLevel: logLevel ?? 'info',
  ...(webRoot && { webRoot }),
  wechat: { ...WECHAT_APP, baseUrl: wechat.url, templates: TEMPLATES, pushToken: PUSH_TOKEN },
  gridPlatform: platform
    ? {
        kind: 'open311',
        url: grid.url,
        apiKey: GRID_KEY,
        jurisdiction: GRID_JURISDICTION,
        externalIdAttribute: 'external_id',
      }
    : { kind: 'builtin' },
  ...config,
})
