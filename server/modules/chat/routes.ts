import type { chatRoutes } from '../../../contract/chat'
import type { Deps } from '../../deps'
import type { Handlers, InTwoSteps } from '../../handlers'
import { contentChecksOf, type ContentChecks } from '../content-check/promise-checks'
import {
  changeGroup,
  getGroup,
  joinGroup,
  leaveGroup,
  listGroupMembers,
  makeGroup,
  setGroupForMe,
} from './groups'
import { markGroupRead } from './mark-read'
import { deleteMessageForMe, recallMessage } from './own-messages'
import { decideMessage, keepMessages, type DecidedMessage } from './post-message'
import { getMessage, listMessages, searchMessages } from './read-messages'
import { getTalkRules, setTalkRules } from './talk-rules'
import { vouchForMember } from './vouch-for-member'
import { turnIntoTicket } from './turn-into-ticket'

const done = { ok: true } as const

/** A whole group talks at once, and all who do wait for its one row of numbers. */
const postingIn = (
  urlSecret: string,
  checks: ContentChecks,
): InTwoSteps<(typeof chatRoutes)['postMessage'], DecidedMessage> => ({
  placeOf: ({ params }) => params.groupId,
  decide: ({ member, params, body }, reading) =>
    decideMessage(reading, { member, groupId: params.groupId, checks }, body),
  keep: (work, decided) => keepMessages(work, decided, { urlSecret, checks }),
})

export const chatHandlers = ({ urlSecret, config }: Deps): Handlers<typeof chatRoutes> => ({
  makeGroup: ({ member, body }, work) => makeGroup(work, member, body),
  changeGroup: ({ member, params, body }, work) =>
    changeGroup(work, { member, groupId: params.groupId }, body),
  getGroup: ({ member, params }, { db, now }) =>
    getGroup(db, { member, groupId: params.groupId, now }),
  getTalkRules: ({ params }, { db }) => getTalkRules(db, params.communityId),
  setTalkRules: ({ member, body: { rules, welcome } }, work) =>
    setTalkRules(work, member, { rules, welcome }),
  joinGroup: ({ member, params }, work) => joinGroup(work, { member, groupId: params.groupId }),
  leaveGroup: ({ member, params }, work) => leaveGroup(work, { member, groupId: params.groupId }),
  setGroupForMe: ({ member, params, body }, work) =>
    setGroupForMe(work, { member, groupId: params.groupId }, body),
  markGroupRead: async ({ member, params, body }, work) => {
    await markGroupRead(work, { member, groupId: params.groupId, seq: body.seq })
    return done
  },
  listGroupMembers: async ({ member, params, query }, { db, now }) => ({
    items: await listGroupMembers(db, { member, groupId: params.groupId, now }, query.q),
  }),
  listMessages: ({ member, params, query }, { db, now }) =>
    listMessages({ db, now, urlSecret, member, groupId: params.groupId }, query),
  getMessage: ({ member, params }, { db, now }) =>
    getMessage({ db, now, urlSecret, member, groupId: params.groupId }, params.seq),
  searchMessages: ({ member, params, query }, { db, now }) =>
    searchMessages({ db, now, urlSecret, member, groupId: params.groupId }, query),
  postMessage: postingIn(urlSecret, contentChecksOf(config)),
  turnIntoTicket: ({ member, params, body }, work) =>
    turnIntoTicket(work, { member, groupId: params.groupId, urlSecret }, body),
  recallMessage: ({ member, params }, work) =>
    recallMessage(work, { member, ...params, urlSecret }),
  vouchForMember: async ({ member, params }, work) => {
    await vouchForMember(work, { member, personId: params.personId })
    return done
  },
  deleteMessageForMe: async ({ member, params }, work) => {
    await deleteMessageForMe(work, { member, ...params })
    return done
  },
})
