import type { Api } from '../../contract/api'
import type { Deps } from '../deps'
import type { Handlers } from '../handlers'
import { announcementHandlers } from './announcements/routes'
import { chatHandlers } from './chat/routes'
import { communityHandlers } from './communities/routes'
import { identityHandlers } from './identity/routes'
import { orderHandlers } from './order/routes'
import { placeHandlers } from './places/routes'
import { routingHandlers } from './routing/routes'
import { statisticsHandlers } from './statistics/routes'
import { ticketHandlers } from './tickets/routes'

export const allHandlers = (deps: Deps): Handlers<Api> => ({
  ...identityHandlers(deps),
  ...communityHandlers(deps),
  ...ticketHandlers(deps),
  ...placeHandlers(deps),
  ...chatHandlers(deps),
  ...announcementHandlers(deps),
  ...orderHandlers(deps),
  ...routingHandlers(),
  ...statisticsHandlers(),
})
