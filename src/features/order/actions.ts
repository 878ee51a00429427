import type { HiddenMessage, KeywordRule, Sanction } from '../../../contract/order'
import type { Message } from '../../../contract/chat'
import type { ReportReason, SanctionKind } from '../../../domain/group/names'
import type { Judgement, MuteTime } from '../../../domain/group/order'
import { call } from '@/api/client'
import { keepQueue } from './store'

/** What keeping order asks the server. Commands are given their id, so that one sent again is one. */

export interface MessagePlace {
  communityId: string
  groupId: string
  seq: number
}

export const readQueue = async (communityId: string): Promise<void> =>
  keepQueue(communityId, await call('listOrderQueue', { params: { communityId } }))

export const reportMessage = (
  params: MessagePlace,
  said: { reason: ReportReason; words: string },
  commandId: string,
): Promise<unknown> => call('reportMessage', { params, body: { commandId, ...said } })

export const judgeMessage = (
  params: MessagePlace,
  { act, reason }: { act: Judgement; reason: string },
  commandId: string,
): Promise<Message> =>
  call('judgeMessage', { params, body: { commandId, act, ...(reason && { reason }) } })

export const appealMessage = (
  params: MessagePlace,
  words: string,
  commandId: string,
): Promise<HiddenMessage> => call('appealMessage', { params, body: { commandId, words } })

export const answerMessageAppeal = (
  params: MessagePlace,
  said: { answer: 'restore' | 'keep'; words: string },
  commandId: string,
): Promise<HiddenMessage> => call('answerMessageAppeal', { params, body: { commandId, ...said } })

export const judgeComment = (
  params: { communityId: string; announcementId: string; commentId: string },
  { act, reason }: { act: 'let-through' | 'refuse'; reason: string },
  commandId: string,
): Promise<unknown> =>
  call('judgeAnnouncementComment', { params, body: { commandId, act, ...(reason && { reason }) } })

export interface SanctionAsked {
  kind: SanctionKind
  time: MuteTime
  /** Null: in all groups of the community. */
  groupId: string | null
  reason: string
}

export const sanctionMember = (
  params: { communityId: string; personId: string },
  { kind, time, groupId, reason }: SanctionAsked,
  commandId: string,
): Promise<Sanction> =>
  call('sanctionMember', {
    params,
    body: {
      commandId,
      kind,
      reason,
      ...(kind === 'mute' && { time }),
      ...(groupId !== null && { groupId }),
    },
  })

export const readSanctions = async (communityId: string): Promise<Sanction[]> =>
  (await call('listSanctions', { params: { communityId } })).items

interface SanctionPlace {
  communityId: string
  sanctionId: string
}

export const liftSanction = (
  params: SanctionPlace,
  words: string,
  commandId: string,
): Promise<Sanction> =>
  call('liftSanction', { params, body: { commandId, ...(words && { words }) } })

export const answerAppeal = (
  params: SanctionPlace,
  said: { answer: 'uphold' | 'lift'; words: string },
  commandId: string,
): Promise<Sanction> => call('answerAppeal', { params, body: { commandId, ...said } })

export const appealSanction = (
  params: SanctionPlace,
  words: string,
  commandId: string,
): Promise<Sanction> => call('appealSanction', { params, body: { commandId, words } })

export const readKeywords = async (communityId: string): Promise<KeywordRule[]> =>
  (await call('listKeywordRules', { params: { communityId } })).items

export const addKeyword = (
  communityId: string,
  words: string,
  commandId: string,
): Promise<unknown> =>
  call('addKeywordRule', { params: { communityId }, body: { commandId, words } })

export const removeKeyword = (
  communityId: string,
  ruleId: string,
  commandId: string,
): Promise<unknown> =>
  call('removeKeywordRule', { params: { communityId, ruleId }, body: { commandId } })

const PAGE = 30

export const readLog = (communityId: string, before?: string) =>
  call('listOrderActs', {
    params: { communityId },
    query: { limit: PAGE, ...(before && { before }) },
  })

export const readMyRecord = (communityId: string) =>
  call('myOrderRecord', { params: { communityId } })
