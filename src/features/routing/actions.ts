import type { RoutingDraft } from '../../../contract/routing'
import { call } from '@/api/client'

export const readRouting = (communityId: string) => call('listRouting', { params: { communityId } })

export const keepLine = (communityId: string, line: RoutingDraft, commandId: string) =>
  call('keepRoutingLine', { params: { communityId }, body: { commandId, line } })

export const removeLine = (communityId: string, ruleId: string, commandId: string) =>
  call('removeRoutingLine', { params: { communityId, ruleId }, body: { commandId } })

export const tryLine = (
  communityId: string,
  trial: { categoryId: string; gridCode: string | null; at?: string; draft?: RoutingDraft },
) => call('tryRouting', { params: { communityId }, body: trial })

/** Whom and what a line may name. */
export const readChoices = async (communityId: string) => {
  const [community, workers] = await Promise.all([
    call('getCommunity', { params: { communityId } }),
    call('listWorkers', { params: { communityId } }),
  ])
  return { grids: community.grids, workers: workers.items }
}
export type RoutingChoices = Awaited<ReturnType<typeof readChoices>>
