import type { TicketFacts } from '../../../domain/ticket/machine'
import type { FollowerTable } from '../../ports/schema'
import type { Work } from '../../ports/work'
import { findWorkersOfGrid } from '../communities/list-workers'
import { findModeratorIds, tellPeople } from '../inbox/tell-person'
import type { StepAsked } from './advance-ticket'
import { ALARM_NEWS, TICKET_TEXT } from './text'
import {
  findCategory,
  findCommunityName,
  findOperatorIds,
  type TicketRow,
} from './ticket-repository'

interface Rung {
  row: TicketRow
  after: TicketFacts
  followers: readonly { person_id: string; why: FollowerTable['why'] }[]
  asked: StepAsked
}

/** Whom a reminder or an escalation is for: each rung of the ladder tells those below it as well. */
export const tellOfAlarm = async (
  work: Work,
  { row, after, followers, asked }: Rung,
): Promise<void> => {
  const { step, words = '', alarm } = asked
  const name = (await findCategory(work.tx, row.category_id))?.name ?? ''
  const about = { communityId: row.community_id, ticketId: row.id }
  const concerned = followers.filter(({ why }) => why !== 'follows').map((one) => one.person_id)
  if (step === 'remind' && after.state === 'handled') {
    const told = { ...about, kind: 'ticket-to-confirm' as const, title: ALARM_NEWS.toConfirm(name) }
    return tellPeople(work, concerned, { ...told, words })
  }
  const step_ = { ...about, kind: 'ticket-step' as const, words }
  const responsible = await whoseTurn(work, row, after)
  if (step === 'remind')
    return tellPeople(work, responsible, { ...step_, title: ALARM_NEWS.due(name) })
  if (step === 'stop-waiting')
    return tellPeople(work, [...responsible, ...concerned], {
      ...step_,
      title: ALARM_NEWS.stopWaiting(name),
    })
  const moderators = await findModeratorIds(work, row.community_id)
  await tellPeople(work, [...responsible, ...moderators], {
    ...step_,
    title: ALARM_NEWS.late(name),
  })
  if (alarm?.escalateTo === 'street')
    await tellPeople(work, await findOperatorIds(work.tx), {
      ...step_,
      ...TICKET_TEXT.lateAtTheStreet(name, await findCommunityName(work.tx, row.community_id)),
    })
}

/** Whoever has it, or may claim it; where that is a department or nobody yet, the committee. */
const whoseTurn = async (
  work: Work,
  row: TicketRow,
  { state, assigneeId, departmentId, gridCode }: TicketFacts,
): Promise<string[]> => {
  if (assigneeId !== null) return [assigneeId]
  const workers =
    state === 'dispatched' && departmentId === null
      ? await findWorkersOfGrid(work.tx, row.community_id, gridCode)
      : []
  return workers.length > 0 ? workers : findModeratorIds(work, row.community_id)
}
