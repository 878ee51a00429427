import type { Application, Community } from '../../../contract/communities'
import type { ApplicationState } from '../../../domain/group/names'
import { ApiError } from '@/api/api-error'
import { call } from '@/api/client'
import { newCommandId } from '@/platform/ids'

/** What the desk asks the server. */

export const loadCommunity = (communityId: string): Promise<Community> =>
  call('getCommunity', { params: { communityId } })

export const findCommunities = async (q: string) =>
  (await call('searchCommunities', { query: { q } })).items

const PAGE = 30

export const loadApplications = (communityId: string, state: ApplicationState, before?: string) =>
  call('listApplications', {
    params: { communityId },
    query: { state, limit: PAGE, ...(before && { before }) },
  })

export const loadMembers = (communityId: string, q: string, before?: string) =>
  call('listMembers', {
    params: { communityId },
    query: { limit: PAGE, ...(q && { q }), ...(before && { before }) },
  })

export const makeInvitation = (communityId: string, days: number) =>
  call('makeInvitation', { params: { communityId }, body: { commandId: newCommandId(), days } })

/** What became of an application: decided by me just now, or by somebody who was quicker. */
export type Decided = { by: 'me' | 'others'; application: Application }

export const decideApplication = async (
  { communityId, applicationId }: Pick<Application, 'communityId' | 'applicationId'>,
  decision: { admit: true } | { admit: false; reason: string },
  commandId: string,
): Promise<Decided> => {
  const params = { communityId, applicationId }
  try {
    const application = decision.admit
      ? await call('admitApplicant', { params, body: { commandId } })
      : await call('refuseApplicant', { params, body: { commandId, reason: decision.reason } })
    return { by: 'me', application }
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'already-decided') throw error
    const application = await findDecided(communityId, applicationId)
    if (!application) throw error
    return { by: 'others', application }
  }
}

const DECIDED: readonly ApplicationState[] = ['admitted', 'refused', 'withdrawn']

/** Somebody was quicker: their decision is among the latest. */
const findDecided = async (
  communityId: string,
  applicationId: string,
): Promise<Application | undefined> => {
  const pages = await Promise.all(DECIDED.map((state) => loadApplications(communityId, state)))
  return pages
    .flatMap(({ items }) => items)
    .find((application) => application.applicationId === applicationId)
}
