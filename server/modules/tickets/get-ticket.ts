import type { Selectable } from 'kysely'
import type { Photo, StepView, TicketDetail } from '../../../contract/tickets'
import { distanceM, type GeoPoint } from '../../../domain/place/geo'
import { stepsOpenTo } from '../../../domain/ticket/machine'
import {
  isHandling,
  maySeePlatform,
  maySeeReporter,
  maySeeTicket,
} from '../../../domain/ticket/visibility'
import { AppError } from '../../ports/app-error'
import type { PhotoTable } from '../../ports/schema'
import type { Db } from '../../ports/work'
import { presentPhoto } from '../media/picture-address'
import { findDepartmentNames } from '../departments/find-departments'
import { ticketCards, type CardRow } from './card-repository'
import { presentCard, seenFacts, viewerOf, type Eyes } from './present'
import { factsOf } from './ticket-repository'
import { TICKET_TEXT } from './text'

const findSteps = (db: Db, communityId: string, ticketId: string) =>
  db
    .selectFrom('step')
    .leftJoin('membership as actor', (join) =>
      join
        .onRef('actor.community_id', '=', 'step.community_id')
        .onRef('actor.person_id', '=', 'step.actor_id'),
    )
    .leftJoin('membership as receiver', (join) =>
      join
        .onRef('receiver.community_id', '=', 'step.community_id')
        .onRef('receiver.person_id', '=', 'step.to_person_id'),
    )
    .selectAll('step')
    .select(['actor.nickname as actor_name', 'receiver.nickname as to_name'])
    .where('step.community_id', '=', communityId)
    .where('step.ticket_id', '=', ticketId)
    .orderBy('seq')
    .execute()

/** A ticket's own issues, and those of the tickets that were merged into it. */
const findIssues = (db: Db, communityId: string, ticketId: string) =>
  db
    .selectFrom('issue')
    .leftJoin('membership', (join) =>
      join
        .onRef('membership.community_id', '=', 'issue.community_id')
        .onRef('membership.person_id', '=', 'issue.reporter_id'),
    )
    .selectAll('issue')
    .select('membership.nickname')
    .where('issue.community_id', '=', communityId)
    .where((eb) =>
      eb.or([
        eb('issue.ticket_id', '=', ticketId),
        eb(
          'issue.ticket_id',
          'in',
          eb
            .selectFrom('ticket')
            .select('id')
            .where('community_id', '=', communityId)
            .where('merged_into', '=', ticketId),
        ),
      ]),
    )
    .orderBy('issue.id')
    .execute()

const findPhotos = async (
  db: Db,
  { urlSecret, now }: Eyes,
  { community_id: communityId, lat, lng }: Pick<CardRow, 'community_id' | 'lat' | 'lng'>,
  photoIds: readonly string[],
): Promise<Map<string, Photo>> => {
  if (photoIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('photo')
    .select(['community_id', 'id', 'width', 'height', 'taken_at', 'taken_lat', 'taken_lng'])
    .where('community_id', '=', communityId)
    .where('id', 'in', photoIds)
    .where('deleted_at', 'is', null)
    .execute()
  const scene = lat === null || lng === null ? null : { lat, lng }
  return new Map(
    rows.map((row) => [row.id, { ...presentPhoto(urlSecret, row, now), ...takenOf(row, scene) }]),
  )
}

/** Where the photographer stood is told as the distance from the scene only. */
const takenOf = (
  row: Pick<Selectable<PhotoTable>, 'taken_at' | 'taken_lat' | 'taken_lng'>,
  scene: GeoPoint | null,
): Pick<Photo, 'taken'> => {
  const point =
    row.taken_lat === null || row.taken_lng === null
      ? null
      : { lat: row.taken_lat, lng: row.taken_lng }
  if (!row.taken_at && !point) return {}
  return {
    taken: {
      at: row.taken_at?.toISOString() ?? null,
      distanceM: scene && point ? Math.round(distanceM(scene, point)) : null,
    },
  }
}

/** A ticket with its history, cut to this viewer, and what they may do with it. */
export const getTicket = async (db: Db, eyes: Eyes, ticketId: string): Promise<TicketDetail> => {
  const { member, now } = eyes
  const { communityId } = member
  const row = await ticketCards(db, communityId, member.personId)
    .where('ticket.id', '=', ticketId)
    .executeTakeFirst()
  if (!row) throw new AppError('not-found')
  if (!maySeeTicket(viewerOf(member), seenFacts(row, member.personId)))
    throw new AppError('ticket-private')

  const steps = await findSteps(db, communityId, ticketId)
  const issues = (await findIssues(db, communityId, ticketId)).filter((issue) =>
    maySeeIssue(row, issue, eyes),
  )
  const photos = await findPhotos(
    db,
    eyes,
    row,
    [...steps, ...issues].flatMap(({ photo_ids }) => photo_ids),
  )
  const pick = (ids: readonly string[]): Photo[] => ids.flatMap((id) => photos.get(id) ?? [])
  const departments = await findDepartmentNames(
    db,
    steps.flatMap((step) => [step.department_id ?? [], step.to_department_ids].flat()),
  )
  const hidden = hiddenPeople(row, issues, eyes)
  const joinedIds = row.my_part === 'joined' ? [member.personId] : []
  return {
    ...presentCard(row, eyes),
    issues: issues.map((issue) => ({
      issueId: issue.id,
      words: issue.words,
      photos: pick(issue.photo_ids),
      reportedAt: issue.reported_at.toISOString(),
      reporterName:
        issue.reporter_id !== null && hidden.has(issue.reporter_id) ? null : issue.nickname,
      isMine: issue.reporter_id === member.personId,
      answers: issue.answers.map(({ question, shown }) => ({ question, answer: shown })),
    })),
    timeline: steps.map((step) => presentStep(step, { hidden, departments }, pick, eyes)),
    offers: stepsOpenTo(factsOf(row, joinedIds, now), { ...viewerOf(member) }, now).map(
      ({ step, ok, reason, needs }) => ({
        step,
        ok,
        reason: reason ?? null,
        needs: [...needs],
      }),
    ),
    disputeCount: row.dispute_count,
    stars: row.stars,
    mergedIntoId: row.merged_into,
    suspendedUntil: row.suspended_until?.toISOString() ?? null,
    proposal: proposalOf(row, steps, { hidden, departments }, member.personId),
    isCalendarKnown: row.is_calendar_known,
    ...(await platformOf(db, eyes, ticketId)),
  }
}

/** Whether the city's platform has it, for those who answer for that. */
const platformOf = async (
  db: Db,
  { member }: Eyes,
  ticketId: string,
): Promise<Pick<TicketDetail, 'platform'>> => {
  if (!maySeePlatform(member)) return {}
  const outside = await db
    .selectFrom('outside_ticket')
    .select(['state', 'at', 'outside_id'])
    .where('community_id', '=', member.communityId)
    .where('ticket_id', '=', ticketId)
    .executeTakeFirst()
  if (!outside) return {}
  const { state, at, outside_id: number } = outside
  return { platform: { state, since: at.toISOString(), number } }
}

type StepRow = Awaited<ReturnType<typeof findSteps>>[number]
type IssueRow = Awaited<ReturnType<typeof findIssues>>[number]

/** A private report that was merged into this ticket is still between its reporter and the staff. */
const maySeeIssue = (row: CardRow, issue: IssueRow, { member }: Eyes): boolean =>
  !issue.is_private ||
  issue.ticket_id === row.id ||
  issue.reporter_id === member.personId ||
  isHandling(viewerOf(member), seenFacts(row, member.personId))

/** Whoever reported anonymously stays unnamed in everything they do on this ticket: one named step would give them away. */
const hiddenPeople = (
  row: CardRow,
  issues: readonly IssueRow[],
  { member }: Eyes,
): ReadonlySet<string> => {
  const viewer = viewerOf(member)
  const facts = seenFacts(row, member.personId)
  if (isHandling(viewer, facts)) return new Set()
  return new Set(
    issues.flatMap(({ reporter_id, is_anonymous }) =>
      reporter_id !== null &&
      !maySeeReporter(viewer, facts, { reporterId: reporter_id, isAnonymous: is_anonymous })
        ? [reporter_id]
        : [],
    ),
  )
}

interface Names {
  /** Who reported anonymously. */
  hidden: ReadonlySet<string>
  departments: ReadonlyMap<string, string>
}

const presentStep = (
  step: StepRow,
  names: Names,
  pick: (ids: readonly string[]) => Photo[],
  { member }: Eyes,
): StepView => ({
  seq: step.seq,
  step: step.step,
  at: step.at.toISOString(),
  actorName: actorName(step, names),
  actorRole: isHidden(step, names.hidden) ? 'resident' : step.actor_role,
  isMe: step.actor_id === member.personId,
  fromState: step.from_state,
  toState: step.to_state,
  words: step.words,
  photos: pick(step.photo_ids),
  toName:
    step.to_name ??
    (step.to_department_ids.flatMap((id) => names.departments.get(id) ?? []).join('、') || null),
  distanceM: step.distance_m,
  stars: step.stars,
  closedHow: step.closed_how,
})

/** An office would give away who it was where only one or two hold it. */
const isHidden = ({ actor_id }: StepRow, hidden: ReadonlySet<string>): boolean =>
  actor_id !== null && hidden.has(actor_id)

const actorName = (step: StepRow, { hidden, departments }: Names): string => {
  if (step.actor_role === 'system') return TICKET_TEXT.system
  if (step.actor_role === 'platform') return TICKET_TEXT.platform
  if (step.actor_role === 'operator') return TICKET_TEXT.street
  if (step.department_id !== null)
    return departments.get(step.department_id) ?? TICKET_TEXT.aDepartment
  if (isHidden(step, hidden)) return TICKET_TEXT.aResident
  return step.actor_name ?? TICKET_TEXT.aResident
}

const proposalOf = (
  row: CardRow,
  steps: readonly StepRow[],
  names: Names,
  viewerId: string,
): TicketDetail['proposal'] => {
  if (!row.proposal_step) return null
  const proposed = steps.findLast(({ step }) => step === row.proposal_step)
  return {
    step: row.proposal_step,
    byName: proposed ? actorName(proposed, names) : TICKET_TEXT.street,
    byMe: row.proposal_by === viewerId,
  }
}
