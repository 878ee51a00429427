import type { ReportIssue } from '../../../contract/tickets'
import { may } from '../../../domain/group/permissions'
import { cellOf } from '../../../domain/place/geo'
import { shanghaiDay } from '../../../domain/ticket/deadlines'
import { openTicket } from '../../../domain/ticket/machine'
import { AppError } from '../../ports/app-error'
import type { Member } from '../../ports/caller'
import type { Work } from '../../ports/work'
import { believed } from '../believed'
import { firstClock } from '../deadlines/ticket-clock'
import { findModeratorIds, tellPeople } from '../inbox/tell-person'
import { attachPhotos } from '../media/attach-photos'
import { appendStep } from './append-step'
import { placeOfIssue, type KnownPlace } from './place-of-issue'
import { mustAnswer } from './questions'
import { audienceOf } from './ticket-audience'
import { addFollower, columnsOf, findCategory } from './ticket-repository'
import { TICKET_TEXT } from './text'

/** 0.002° is about 200 m: what lies within 100 m is in the same cell or one beside it. */
export const NEAR_CELL_DEGREES = 0.002

const NOWHERE = { messageIds: [], authorIds: [] }

/** Opens a ticket from what somebody reports; answers its id. */
export const reportIssue = async (
  work: Work,
  member: Member,
  issue: ReportIssue,
  /** What it was made from, when neighbours had already told of it in a group. */
  from: { messageIds: readonly string[]; authorIds: readonly string[] } = NOWHERE,
): Promise<string> => {
  if (!may(member.role, 'issues.report')) throw new AppError('not-allowed')
  const place = await placeOfIssue(work.tx, member.communityId, issue.place)
  return openIssue(work, member, { ...issue, placeBy: issue.place.by }, place, from)
}

type Reporter = Pick<Member, 'communityId' | 'personId' | 'role'>
type IssueAt = Omit<ReportIssue, 'commandId' | 'place'> & {
  placeBy: ReportIssue['place']['by']
  /** A machine has no inbox, and asks by itself how far it is. */
  isByMachine?: true
  /** What stands in the history besides the words. */
  note?: string
}

/** The same for whoever knows the place already. */
export const openIssue = async (
  work: Work,
  member: Reporter,
  issue: IssueAt,
  place: KnownPlace,
  from: { messageIds: readonly string[]; authorIds: readonly string[] } = NOWHERE,
): Promise<string> => {
  const { tx, now } = work
  const { communityId, personId } = member
  const category = await findCategory(tx, issue.categoryId)
  if (!category) throw new AppError('unknown-category')
  const words = issue.words.trim()
  if (!words && issue.photoIds.length === 0) throw new AppError('needs-words')
  // A moderator who makes a ticket from what was said cannot answer for those who said it.
  const isRequired = from.messageIds.length === 0
  const answers = await mustAnswer(tx, category.id, issue.answers, { isRequired })

  const ticketId = work.newId()
  const day = shanghaiDay(now)
  const sequence = await work.count(communityId, `ticket-${day}`)
  const facts = openTicket(personId, place.gridCode)
  const shared = {
    community_id: communityId,
    category_id: category.id,
    reporter_id: personId,
    words,
    place_text: place.text,
    building_id: place.buildingId,
    lat: place.point?.lat ?? null,
    lng: place.point?.lng ?? null,
    is_private: issue.isPrivate,
    reported_at: now,
  }
  await tx
    .insertInto('ticket')
    .values({
      ...shared,
      ...columnsOf(facts),
      id: ticketId,
      number: `${day}-${String(sequence).padStart(4, '0')}`,
      urgency: category.urgency,
      grid_code: place.gridCode,
      cell: place.point && cellOf(place.point, NEAR_CELL_DEGREES),
      updated_at: now,
      ...(await firstClock(
        tx,
        { state: facts.state, urgency: category.urgency, categoryId: category.id },
        now,
      )),
      suspended_until: null,
      merged_into: null,
      escalated_to: null,
      photo_count: issue.photoIds.length,
      first_photo_id: issue.photoIds[0] ?? null,
    })
    .execute()
  await tx
    .insertInto('issue')
    .values({
      ...shared,
      id: work.newId(),
      ticket_id: ticketId,
      photo_ids: JSON.stringify(issue.photoIds),
      place_by: issue.placeBy,
      is_anonymous: issue.isAnonymous,
      written_at: believed(issue.writtenAt, now),
      answers: JSON.stringify(answers),
    })
    .execute()
  await appendStep(work, {
    community_id: communityId,
    ticket_id: ticketId,
    seq: facts.version,
    step: 'report',
    actor_id: personId,
    actor_role: member.role,
    to_state: facts.state,
    words: [words, issue.note].filter(Boolean).join('\n'),
    photo_ids: issue.photoIds,
  })
  await attachPhotos(tx, {
    communityId,
    ticketId,
    personId,
    photoIds: issue.photoIds,
    messageIds: from.messageIds,
  })
  if (!issue.isByMachine)
    await addFollower(tx, { communityId, ticketId, personId, why: 'reported', since: now })
  // Who told of it first is no mere onlooker: they may say whether it was solved.
  for (const authorId of from.authorIds.filter((id) => id !== personId))
    await addFollower(tx, { communityId, ticketId, personId: authorId, why: 'joined', since: now })
  await tellPeople(
    work,
    (await findModeratorIds(work, communityId)).filter((id) => id !== personId),
    {
      communityId,
      kind: 'ticket-new',
      ticketId,
      ...TICKET_TEXT.newIssue(category.name, place.text),
    },
  )
  await work.announce(
    communityId,
    { name: 'ticket.changed', ticketId, version: facts.version, state: facts.state },
    audienceOf(
      {
        is_private: issue.isPrivate,
        state: facts.state,
        grid_code: place.gridCode,
        assignee_id: null,
        reporter_id: personId,
      },
      [],
    ),
  )
  return ticketId
}
