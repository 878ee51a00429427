import { announcementRoutes } from './announcements'
import { chatRoutes } from './chat'
import { communityRoutes } from './communities'
import { identityRoutes } from './identity'
import { orderRoutes } from './order'
import { placeRoutes } from './places'
import type { RouteDef } from './route'
import { routingRoutes } from './routing'
import { statisticsRoutes } from './statistics'
import { ticketRoutes } from './tickets'

/** Every route of the server's own API. The server and the docs import this value; the phone imports only its type. */
export const api = {
  ...identityRoutes,
  ...communityRoutes,
  ...ticketRoutes,
  ...placeRoutes,
  ...chatRoutes,
  ...announcementRoutes,
  ...orderRoutes,
  ...routingRoutes,
  ...statisticsRoutes,
} satisfies Record<string, RouteDef>

export type Api = typeof api
export type RouteName = keyof Api
