import type { FastifyRequest } from 'fastify'
import type { Access } from '../contract/route'
import type { Deps } from './deps'
import { findMember } from './modules/communities/find-member'
import { findCaller } from './modules/identity/find-caller'
import { AppError } from './ports/app-error'
import type { Caller, Member } from './ports/caller'

/** Who sends this, by the session token; null when none was sent, refused when it no longer holds. */
export const callerOf = async (deps: Deps, request: FastifyRequest): Promise<Caller | null> => {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (!token) return null
  const caller = await findCaller(deps.database.db, token, deps.clock.now())
  if (!caller) throw new AppError('session-ended')
  return caller
}

/** The door of a route: throws unless who calls may come in, and says who they are in the path's community. */
export const memberOf = async (
  deps: Deps,
  access: Access,
  caller: Caller | null,
  communityId: string | undefined,
): Promise<Member | null> => {
  if (access === 'public') return null
  if (access === 'sample') {
    if (!deps.config.isSample) throw new AppError('sample-off')
    return null
  }
  if (!caller) throw new AppError('sign-in-first')
  if (access === 'signed-in') return null
  if (access === 'operator') {
    if (!caller.isOperator) throw new AppError('not-allowed')
    return null
  }
  if (!communityId) throw new Error(`a route for ${access}s needs a community in its path`)
  const member = await findMember(deps.database.db, caller, communityId)
  if (!member) throw new AppError('not-a-member')
  if (access === 'moderator' && member.role !== 'moderator' && member.role !== 'operator')
    throw new AppError('not-allowed')
  if (access === 'staff' && member.role === 'resident') throw new AppError('not-allowed')
  return member
}
