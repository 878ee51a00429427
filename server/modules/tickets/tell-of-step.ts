import type { TicketFacts } from '../../../domain/ticket/machine'
import type { TicketStep } from '../../../domain/ticket/names'
import type { FollowerTable } from '../../ports/schema'
import type { Work } from '../../ports/work'
import { findModeratorIds, tellPeople } from '../inbox/tell-person'
import type { StepAsked, StepTaker } from './advance-ticket'
import { findCategory, findTicket, type TicketRow } from './ticket-repository'
import { CLOSED_NEWS, STEP_NEWS, TICKET_TEXT } from './text'

interface Told {
  row: TicketRow
  after: TicketFacts
  followers: readonly { person_id: string; why: FollowerTable['why'] }[]
  taker: StepTaker
  asked: StepAsked
}

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
  'withdraw',
]

/** Puts the step before those whose turn it is and those who follow; never before who took it. */
export const tellOfStep = async (
  work: Work,
  { row, after, followers, taker, asked }: Told,
): Promise<void> => {
  const { step } = asked
  const category = await findCategory(work.tx, row.category_id)
  const name = category?.name ?? ''
  const about = { communityId: row.community_id, ticketId: row.id }
  const told = new Set<string | null>([taker.personId])
  const once = (ids: readonly (string | null)[]): string[] => {
    const fresh = ids.filter((id): id is string => id !== null && !told.has(id))
    for (const id of fresh) told.add(id)
    return fresh
  }
  const followerIds = followers.map(({ person_id }) => person_id)

  if (step === 'dispatch')
    await tellPeople(work, once([after.assigneeId]), {
      ...about,
      kind: 'ticket-dispatched',
      ...TICKET_TEXT.dispatched(name, row.place_text),
    })
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
    kind: 'ticket-step' as const,
    ...TICKET_TEXT.step(name, news.done, news.words),
  }
  if (!NOT_FOR_FOLLOWERS.includes(step)) await tellPeople(work, once(followerIds), message)
  if (FOR_ASSIGNEE.includes(step))
    await tellPeople(work, once([after.assigneeId ?? row.assignee_id]), message)
  if (FOR_MODERATORS.includes(step))
    await tellPeople(work, once(await findModeratorIds(work, row.community_id)), message)
}

const newsOf = async (
  { tx }: Work,
  row: TicketRow,
  after: TicketFacts,
  { step, words = '', intoTicketId }: StepAsked,
): Promise<{ done: string; words: string } | null> => {
  if (after.state === 'closed' && row.state !== 'closed' && after.closedHow)
    return { done: CLOSED_NEWS[after.closedHow], words }
  if (after.state === 'handled' && row.state !== 'handled') return { done: '已处置，待核查', words }
  const done = STEP_NEWS[step]
  if (!done) return null
  if (step !== 'merge' || !intoTicketId) return { done, words }
  const main = await findTicket(tx, row.community_id, intoTicketId)
  return { done, words: main ? TICKET_TEXT.merged(main.number) : words }
}
