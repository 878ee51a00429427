import type { TicketFacts } from '../../../domain/ticket/machine'
import type { TicketStep } from '../../../domain/ticket/names'
import { isPublic } from '../../../domain/ticket/visibility'
import type { FollowerTable } from '../../ports/schema'
import type { Work } from '../../ports/work'
import { findDepartmentNames } from '../departments/find-departments'
import { findWorkersOfGrid } from '../communities/list-workers'
import { findModeratorIds, tellPeople } from '../inbox/tell-person'
import type { StepAsked, StepTaker } from './advance-ticket'
import { tellOfAlarm } from './tell-of-alarm'
import {
  findCategory,
  findCommunityName,
  findOperatorIds,
  findTicket,
  type TicketRow,
} from './ticket-repository'
import { CLOSED_NEWS, STEP_NEWS, TICKET_TEXT, VOID_NEWS } from './text'

interface Told {
  row: TicketRow
  after: TicketFacts
  followers: readonly { person_id: string; why: FollowerTable['why'] }[]
  taker: StepTaker
  asked: StepAsked
}

const ALARMS: readonly TicketStep[] = ['remind', 'escalate', 'stop-waiting']

/** Steps that the desk must act on. */
const FOR_MODERATORS: readonly TicketStep[] = [
  'return',
  'dispute',
  'appeal',
  'reopen',
  'cannot-solve',
  'force-close',
  'void',
  'comment',
  'answer',
  'urge',
]
/** Steps that the worker on the ticket must know. */
const FOR_ASSIGNEE: readonly TicketStep[] = [
  'claim',
  'return',
  'suspend',
  'recategorise',
  'ask-reporter',
  'dispute',
  'reopen',
  'comment',
  'answer',
  'urge',
  'supervise',
  'agree',
  'decline',
  'resume',
  'confirm',
]
/** Steps that are told to no follower: inner matters. */
const NOT_FOR_FOLLOWERS: readonly TicketStep[] = [
  'urge',
  'supervise',
  'extend',
  'join',
  'force-close',
  'void',
  'cannot-solve',
  'decline',
  'rate',
]

/** Steps that whoever proposed something waits for. */
const SETTLES_PROPOSAL: readonly TicketStep[] = ['agree', 'decline']

/** Puts the step before those whose turn it is and those who follow; never before who took it. */
export const tellOfStep = async (
  work: Work,
  { row, after, followers, taker, asked }: Told,
): Promise<void> => {
  const { step } = asked
  if (ALARMS.includes(step)) return tellOfAlarm(work, { row, after, followers, asked })
  const category = await findCategory(work.tx, row.category_id)
  const name = category?.name ?? ''
  const about = { communityId: row.community_id, ticketId: row.id }
  const told = new Set<string | null>([taker.personId])
  const once = (ids: readonly (string | null)[]): string[] => {
    const fresh = ids.filter((id): id is string => id !== null && !told.has(id))
    for (const id of fresh) told.add(id)
    return fresh
  }
  // Who only follows what is public hears that it is no more, and then nothing further.
  const wasPublic = isPublic({ state: row.state, isPrivate: row.is_private })
  const followerIds = followers
    .filter(({ why }) => why !== 'follows' || wasPublic)
    .map(({ person_id }) => person_id)

  if (step === 'dispatch') await tellWhoGetsIt(work, row, after, once, name)
  if (after.state === 'handled' && row.state !== 'handled') {
    const mayConfirm = followers
      .filter(({ why }) => why !== 'follows')
      .map(({ person_id }) => person_id)
    await tellPeople(work, once(mayConfirm), {
      ...about,
      kind: 'ticket-to-confirm',
      ...TICKET_TEXT.toConfirm(name),
    })
  }
  const news = await newsOf(work, row, after, asked)
  if (!news) return
  const message = {
    ...about,
    // The merged one has ended; what comes next is told on the main one.
    ...(step === 'merge' && asked.intoTicketId && { ticketId: asked.intoTicketId }),
    kind: 'ticket-step' as const,
    ...TICKET_TEXT.step(name, news.done, news.words),
  }
  if (!NOT_FOR_FOLLOWERS.includes(step)) await tellPeople(work, once(followerIds), message)
  if (FOR_ASSIGNEE.includes(step))
    // Both, when one took it over from the other.
    await tellPeople(work, once([row.assignee_id, after.assigneeId]), message)
  if (SETTLES_PROPOSAL.includes(step)) await tellPeople(work, once([row.proposal_by]), message)
  if (FOR_MODERATORS.includes(step))
    await tellPeople(work, once(await findModeratorIds(work, row.community_id)), message)
}

/** The worker to whom it was given, or all who may claim it. */
const tellWhoGetsIt = async (
  work: Work,
  row: TicketRow,
  { assigneeId, departmentId, gridCode }: TicketFacts,
  once: (ids: readonly (string | null)[]) => string[],
  category: string,
): Promise<void> => {
  if (departmentId !== null) return
  const isOpen = assigneeId === null
  const ids = isOpen ? await findWorkersOfGrid(work.tx, row.community_id, gridCode) : [assigneeId]
  await tellPeople(work, once(ids), {
    communityId: row.community_id,
    ticketId: row.id,
    kind: 'ticket-dispatched',
    ...(isOpen
      ? TICKET_TEXT.open(category, row.place_text)
      : TICKET_TEXT.dispatched(category, row.place_text)),
  })
}

/** The third dispute, and every one after it, is the street's to settle. */
export const tellTheStreet = async (
  work: Work,
  row: TicketRow,
  { disputeCount }: TicketFacts,
): Promise<void> => {
  const category = await findCategory(work.tx, row.category_id)
  const community = await findCommunityName(work.tx, row.community_id)
  await tellPeople(work, await findOperatorIds(work.tx), {
    communityId: row.community_id,
    kind: 'ticket-step',
    ticketId: row.id,
    ...TICKET_TEXT.toTheStreet(category?.name ?? '', community, disputeCount),
  })
}

const newsOf = async (
  { tx }: Work,
  row: TicketRow,
  after: TicketFacts,
  { step, words: typed = '', intoTicketId }: StepAsked,
): Promise<{ done: string; words: string } | null> => {
  const words = typed.trim()
  if (after.state === 'void' && step === 'agree') return { done: VOID_NEWS, words }
  if (after.state === 'closed' && row.state !== 'closed' && after.closedHow)
    return { done: CLOSED_NEWS[after.closedHow], words }
  if (after.state === 'handled' && row.state !== 'handled') return { done: '已处置，待核查', words }
  if (step === 'dispatch') return dispatchNews(tx, after, words)
  const done = STEP_NEWS[step]
  if (!done) return null
  if (step !== 'merge' || !intoTicketId) return { done, words }
  const main = await findTicket(tx, row.community_id, intoTicketId)
  return { done, words: main ? TICKET_TEXT.merged(main.number) : words }
}

const dispatchNews = async (
  tx: Work['tx'],
  { assigneeId, departmentId }: TicketFacts,
  words: string,
): Promise<{ done: string; words: string }> => {
  if (departmentId !== null) {
    const names = await findDepartmentNames(tx, [departmentId])
    return {
      done: TICKET_TEXT.sentTo(names.get(departmentId) ?? TICKET_TEXT.aDepartment),
      words,
    }
  }
  return { done: assigneeId === null ? TICKET_TEXT.openToAll : TICKET_TEXT.sentToWorker, words }
}
