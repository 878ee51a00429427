import type { routingRoutes } from '../../../contract/routing'
import type { Handlers } from '../../handlers'
import { keepRoutingLine, listRouting, removeRoutingLine } from './edit-routing'
import { tryRouting } from './try-routing'

export const routingHandlers = (): Handlers<typeof routingRoutes> => ({
  listRouting: ({ params }, { db }) => listRouting(db, params.communityId),
  keepRoutingLine: ({ member, body }, work) => keepRoutingLine(work, member, body.line),
  removeRoutingLine: ({ member, params }, work) => removeRoutingLine(work, member, params.ruleId),
  tryRouting: ({ params, body: { at, ...trial } }, { db, now }) =>
    tryRouting(db, params.communityId, { ...trial, at: at ? new Date(at) : now }),
})
