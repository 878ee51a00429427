import type { Config } from './config'
import type { BlobStore } from './ports/blob-store'
import type { Bus } from './ports/bus'
import type { Clock } from './ports/clock'
import type { Database } from './ports/database'
import type { GridPlatform } from './ports/grid-platform'
import type { NewId } from './ports/ids'
import type { PhotoWorkshop } from './ports/photos'
import type { WeChat } from './ports/wechat'
import type { Logger } from 'pino'

/** What the server is made of; `start.ts` wires it, tests put their own in. */
export interface Deps {
  config: Config
  database: Database
  clock: Clock
  newId: NewId
  bus: Bus
  wechat: WeChat
  gridPlatform: GridPlatform
  photos: PhotoWorkshop
  blobs: BlobStore
  /** Signs the addresses of pictures; made at the first start and kept in the database. */
  urlSecret: string
  log: Logger
  /** Screens open now; absent where there is no socket. */
  countScreens?: () => number
}
