import type { AdvanceTicket } from '../../../contract/tickets'
import { distanceM } from '../../../domain/place/geo'
import {
  applyChange,
  takeStep,
  type StepAnswer,
  type Taker,
  type TakerRole,
  type TicketFacts,
} from '../../../domain/ticket/machine'
import { QUIET_STEPS } from '../../../domain/ticket/alarms'
import type { EscalatedTo } from '../../../domain/ticket/names'
import { maySeeTicket } from '../../../domain/ticket/visibility'
import { AppError } from '../../ports/app-error'
import type { Tx, Work } from '../../ports/work'
import { tellMessagesOfTicket } from '../chat/tell-messages-of-ticket'
import { nextClock } from '../deadlines/ticket-clock'
import { attachPhotos } from '../media/attach-photos'
import { keepTaken } from '../media/keep-taken'
import { findDepartments } from '../departments/find-departments'
import { findRoute } from '../routing/find-route'
import { appendStep } from './append-step'
import { mergeInto } from './merge-tickets'
import { tellOfStep, tellTheStreet } from './tell-of-step'
import { audienceOf } from './ticket-audience'
import {
  addFollower,
  columnsOf,
  factsOf,
  findCategory,
  findFollowers,
  isWorker,
  lockTicket,
  type TicketRow,
} from './ticket-repository'

/** Who takes a step: a member, the system, or the city's platform. */
export interface StepTaker {
  personId: string | null
  role: TakerRole
  gridCodes: readonly string[]
  /** The departments for which an account or a link answers. */
  departmentIds?: readonly string[]
}

const THE_RULES: StepTaker = { personId: null, role: 'system', gridCodes: [] }

export type StepAsked = Omit<AdvanceTicket, 'commandId'> & {
  /** With what the system says by itself: how far its alarms are. */
  alarm?: { level: number; escalateTo?: EscalatedTo | undefined }
}

/** Takes one step of a ticket's life: the machine decides, history gains a row and never loses one. */
export const advanceTicket = async (
  work: Work,
  taker: StepTaker,
  communityId: string,
  ticketId: string,
  asked: StepAsked,
  /** Messages of a group whose pictures are carried over, whoever took them. */
  messageIds: readonly string[] = [],
): Promise<void> => {
  const { tx, now } = work
  const row = await lockTicket(tx, communityId, ticketId)
  if (!row) throw new AppError('not-found')
  const followers = await findFollowers(tx, communityId, ticketId)
  const joinedIds = followers
    .filter(({ why }) => why === 'joined')
    .map(({ person_id }) => person_id)
  mustSee(taker, row, joinedIds)
  if (asked.seenVersion !== undefined && (await hasMovedOn(tx, row, asked.seenVersion)))
    throw new AppError('ticket-changed')

  const facts = factsOf(row, joinedIds, now)
  const metres = distanceTo(row, asked)
  const answer = takeStep(asked.step, facts, machineTaker(taker), inputOf(asked, metres), now)
  if (!answer.ok) throw new AppError(answer.reason)
  await checkTargets(work, communityId, asked)

  const after = applyChange(facts, answer)
  await storeTicket(work, row, after, answer, asked)
  await storeStep(work, row, after, taker, asked, metres)
  if (asked.photoIds && taker.personId) {
    await attachPhotos(tx, {
      communityId,
      ticketId,
      personId: taker.personId,
      photoIds: asked.photoIds,
      messageIds,
    })
    await keepTaken(work, communityId, asked)
  }
  if (asked.step === 'join' && taker.personId) await storeJoin(work, row, taker.personId, asked)
  if (asked.step === 'merge' && asked.intoTicketId) await mergeInto(work, row, asked.intoTicketId)
  await tellOfStep(work, { row, after, followers, taker, asked })
  if (asked.step === 'dispute' && answer.change.escalateTo === 'street')
    await tellTheStreet(work, row, after)
  await tellMessagesOfTicket(work, communityId, ticketId)
  await work.announce(
    communityId,
    { name: 'ticket.changed', ticketId, version: after.version, state: after.state },
    audienceOf(
      { ...row, assignee_id: after.assigneeId, state: after.state },
      followers.map(({ person_id }) => person_id),
    ),
  )
  if (asked.step === 'accept') await sendOn(work, taker, row, asked)
}

/** A ticket just accepted goes to whom the one who accepted it named, or else where the routing table sends it. */
const sendOn = async (
  work: Work,
  taker: StepTaker,
  { community_id, id, category_id, grid_code }: TicketRow,
  { toPersonId, toDepartmentId, isHeld }: StepAsked,
): Promise<void> => {
  if (toPersonId !== undefined || toDepartmentId !== undefined)
    return advanceTicket(work, taker, community_id, id, {
      step: 'dispatch',
      toPersonId,
      toDepartmentId,
    })
  if (isHeld) return
  const ticket = { categoryId: category_id, gridCode: grid_code }
  const route = await findRoute(work, community_id, ticket)
  if (route) await advanceTicket(work, THE_RULES, community_id, id, { step: 'dispatch', ...route })
}

/** Whether there is more than what was seen; the system's reminders are nothing to look at first. */
const hasMovedOn = async (tx: Tx, row: TicketRow, seenVersion: number): Promise<boolean> => {
  if (seenVersion === row.version) return false
  if (seenVersion > row.version) return true
  const news = await tx
    .selectFrom('step')
    .select('seq')
    .where('community_id', '=', row.community_id)
    .where('ticket_id', '=', row.id)
    .where('seq', '>', seenVersion)
    .where('step', 'not in', QUIET_STEPS)
    .executeTakeFirst()
  return news !== undefined
}

/** The system and the platform know of every ticket; a department is asked only about what was sent to it. */
const mustSee = (taker: StepTaker, row: TicketRow, joinedIds: readonly string[]): void => {
  const { role } = taker
  if (role === 'system' || role === 'platform' || role === 'department') return
  const isSeen = maySeeTicket(
    { personId: taker.personId ?? '', role, gridCodes: taker.gridCodes },
    {
      state: row.state,
      isPrivate: row.is_private,
      reporterId: row.reporter_id,
      joinedIds,
      assigneeId: row.assignee_id,
      gridCode: row.grid_code,
    },
  )
  if (!isSeen) throw new AppError('ticket-private')
}

const machineTaker = ({ personId, role, gridCodes, departmentIds }: StepTaker): Taker => ({
  personId: personId ?? role,
  role,
  gridCodes,
  ...(departmentIds && { departmentIds }),
})

const distanceTo = (row: TicketRow, { point }: StepAsked): number | undefined =>
  point && row.lat !== null && row.lng !== null
    ? Math.round(distanceM(point, { lat: row.lat, lng: row.lng }))
    : undefined

const inputOf = (asked: StepAsked, metres: number | undefined) => ({
  words: asked.words,
  photoCount: asked.photoIds?.length ?? 0,
  toPersonId: asked.toPersonId,
  toDepartmentId: asked.toDepartmentId,
  intoTicketId: asked.intoTicketId,
  ...(asked.untilAt && { untilAt: new Date(asked.untilAt) }),
  categoryId: asked.categoryId,
  stars: asked.stars,
  parts: asked.parts,
  escalateTo: asked.alarm?.escalateTo,
  distanceM: metres,
})

const checkTargets = async ({ tx }: Work, communityId: string, asked: StepAsked): Promise<void> => {
  if (
    asked.step === 'dispatch' &&
    asked.toPersonId &&
    !(await isWorker(tx, communityId, asked.toPersonId))
  )
    throw new AppError('needs-assignee')
  if (
    asked.step === 'dispatch' &&
    asked.toDepartmentId &&
    !(await findDepartments(tx, communityId)).some(({ id }) => id === asked.toDepartmentId)
  )
    throw new AppError('needs-assignee')
  if (
    asked.step === 'recategorise' &&
    asked.categoryId &&
    !(await findCategory(tx, asked.categoryId))
  )
    throw new AppError('unknown-category')
}

const storeTicket = async (
  { tx, now }: Work,
  row: TicketRow,
  after: TicketFacts,
  answer: StepAnswer & { ok: true },
  asked: StepAsked,
): Promise<void> => {
  const category =
    asked.step === 'recategorise' && asked.categoryId
      ? await findCategory(tx, asked.categoryId)
      : undefined
  const urgency = category?.urgency ?? row.urgency
  await tx
    .updateTable('ticket')
    .set({
      ...columnsOf(after),
      ...(await nextClock(
        tx,
        row,
        {
          ...after,
          urgency,
          categoryId: category?.id ?? row.category_id,
          isRecategorised: category !== undefined,
          isExtended: after.extensionCount > row.extension_count,
          alarmLevel: asked.alarm?.level,
        },
        now,
      )),
      updated_at: now,
      photo_count: row.photo_count + (asked.photoIds?.length ?? 0),
      first_photo_id: row.first_photo_id ?? asked.photoIds?.[0] ?? null,
      suspended_until:
        asked.step === 'suspend' && asked.untilAt
          ? new Date(asked.untilAt)
          : after.state === 'suspended'
            ? row.suspended_until
            : null,
      ...(category && { category_id: category.id, urgency }),
      // What the street knows of does not become the committee's alone again.
      ...(answer.change.escalateTo &&
        row.escalated_to !== 'street' && { escalated_to: answer.change.escalateTo }),
      ...(asked.step === 'merge' && { merged_into: asked.intoTicketId ?? null }),
    })
    .where('community_id', '=', row.community_id)
    .where('id', '=', row.id)
    .execute()
}

const storeStep = (
  work: Work,
  row: TicketRow,
  after: TicketFacts,
  taker: StepTaker,
  asked: StepAsked,
  metres: number | undefined,
) =>
  appendStep(work, {
    community_id: row.community_id,
    ticket_id: row.id,
    seq: after.version,
    step: asked.step,
    actor_id: taker.personId,
    actor_role: taker.role,
    from_state: row.state,
    to_state: after.state,
    words: asked.words?.trim() ?? '',
    photo_ids: asked.photoIds ?? [],
    lat: asked.point?.lat ?? null,
    lng: asked.point?.lng ?? null,
    distance_m: metres ?? null,
    to_person_id: asked.step === 'dispatch' ? (asked.toPersonId ?? null) : null,
    to_department_ids:
      asked.step === 'dispatch' && asked.toDepartmentId ? [asked.toDepartmentId] : [],
    department_id: taker.role === 'department' ? row.department_id : null,
    stars: asked.step === 'rate' ? (asked.stars ?? null) : null,
    closed_how: after.state === 'closed' && row.state !== 'closed' ? after.closedHow : null,
  })

/** "Me too" is an issue of its own in the same ticket. */
const storeJoin = async (
  { tx, now, newId }: Work,
  row: TicketRow,
  personId: string,
  asked: StepAsked,
): Promise<void> => {
  await tx
    .insertInto('issue')
    .values({
      community_id: row.community_id,
      id: newId(),
      ticket_id: row.id,
      reporter_id: personId,
      category_id: row.category_id,
      words: asked.words?.trim() ?? '',
      photo_ids: JSON.stringify(asked.photoIds ?? []),
      place_by: 'pin',
      building_id: row.building_id,
      place_text: row.place_text,
      lat: row.lat,
      lng: row.lng,
      is_anonymous: true,
      is_private: row.is_private,
      reported_at: now,
      written_at: null,
    })
    .execute()
  await addFollower(tx, {
    communityId: row.community_id,
    ticketId: row.id,
    personId,
    why: 'joined',
    since: now,
  })
}
