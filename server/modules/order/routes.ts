import type { orderRoutes } from '../../../contract/order'
import type { Deps } from '../../deps'
import type { Handlers } from '../../handlers'
import { answerMessageAppeal, appealMessage } from './hidden-messages'
import { judgeMessage, reportMessage } from './judge-message'
import { addKeywordRule, listKeywordRules, removeKeywordRule } from './keyword-rules'
import { listOrderActs, listOrderQueue, listSanctions, myOrderRecord } from './read-order'
import { answerAppeal, appealSanction, liftSanction, sanctionMember } from './sanction-member'

export const orderHandlers = ({ urlSecret }: Deps): Handlers<typeof orderRoutes> => ({
  reportMessage: async ({ member, params, body }, work) => {
    await reportMessage(work, { member, groupId: params.groupId, seq: params.seq }, body)
    return { ok: true }
  },
  judgeMessage: ({ member, params, body }, work) =>
    judgeMessage(work, { member, groupId: params.groupId, seq: params.seq, urlSecret }, body),
  appealMessage: ({ member, params, body }, work) =>
    appealMessage(work, { member, ...params, urlSecret }, body.words),
  answerMessageAppeal: ({ member, params, body }, work) =>
    answerMessageAppeal(work, { member, ...params, urlSecret }, body),
  listOrderQueue: ({ member }, { db, now }) => listOrderQueue({ db, now, urlSecret, member }),
  sanctionMember: ({ member, params, body }, work) =>
    sanctionMember(work, { member, personId: params.personId }, body),
  listSanctions: async ({ member }, { db, now }) => ({
    items: await listSanctions({ db, now, urlSecret, member }),
  }),
  liftSanction: ({ member, params, body }, work) =>
    liftSanction(work, { member, sanctionId: params.sanctionId }, body.words),
  appealSanction: ({ member, params, body }, work) =>
    appealSanction(work, { member, sanctionId: params.sanctionId }, body.words),
  answerAppeal: ({ member, params, body }, work) =>
    answerAppeal(work, { member, sanctionId: params.sanctionId }, body),
  listKeywordRules: async ({ params }, { db }) => ({
    items: await listKeywordRules(db, params.communityId),
  }),
  addKeywordRule: async ({ member, body }, work) => ({
    items: await addKeywordRule(work, member, body.words),
  }),
  removeKeywordRule: async ({ member, params }, work) => ({
    items: await removeKeywordRule(work, member, params.ruleId),
  }),
  listOrderActs: ({ member, query }, { db, now }) =>
    listOrderActs({ db, now, urlSecret, member }, query),
  myOrderRecord: ({ member }, { db, now }) => myOrderRecord({ db, now, urlSecret, member }),
})
