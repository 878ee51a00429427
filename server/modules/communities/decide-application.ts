import type { Application } from '../../../contract/communities'
import { decide, type Decision } from '../../../domain/group/joining'
import { groupNickname } from '../../../domain/group/nickname'
import { AppError } from '../../ports/app-error'
import type { Work } from '../../ports/work'
import { tellPeople } from '../inbox/tell-person'
import { findApplication, lockApplication } from './application-repository'
import { findCommunityCard } from './community-repository'
import { COMMUNITY_TEXT } from './text'

interface Deciding {
  communityId: string
  applicationId: string
  decision: Decision
  byId: string
  reason?: string
}

/** Admits, refuses or withdraws, once; the applicant hears of it. */
export const decideApplication = async (work: Work, asked: Deciding): Promise<Application> => {
  const { communityId, applicationId, decision, byId, reason } = asked
  const { tx, now } = work
  const application = await lockApplication(tx, communityId, applicationId)
  // Somebody else's application is nobody's to withdraw, nor to know of.
  if (!application || (decision === 'withdraw' && application.person_id !== byId))
    throw new AppError('not-found')
  const decided = decide(application.state, decision)
  if (!decided.ok) throw new AppError(decided.reason)
  if (decision === 'refuse' && !reason?.trim()) throw new AppError('needs-words')

  await tx
    .updateTable('application')
    .set({ state: decided.to, decided_at: now, decided_by: byId, reason: reason?.trim() ?? null })
    .where('community_id', '=', communityId)
    .where('id', '=', applicationId)
    .execute()
  if (decision === 'admit') await makeMember(work, application)
  if (decision !== 'withdraw')
    await tellApplicant(work, application, decision, reason?.trim() ?? '')
  await work.announce(
    communityId,
    { name: 'application.changed', applicationId, state: decided.to },
    { moderators: true, personIds: [application.person_id] },
  )
  const after = await findApplication(tx, communityId, applicationId)
  if (!after) throw new AppError('not-found')
  return after
}

type Row = NonNullable<Awaited<ReturnType<typeof lockApplication>>>

const nicknameOf = (row: Row): string =>
  groupNickname({ role: 'resident', surname: row.surname, building: row.building, unit: row.unit })

/** A moderator or grid worker who also lives here keeps the office, and has an address from now on. */
const makeMember = async (work: Work, row: Row): Promise<void> => {
  const address = {
    building: row.building,
    unit: row.unit,
    room: row.room,
    relation: row.relation,
  }
  const asResident = {
    ...address,
    role: 'resident' as const,
    nickname: nicknameOf(row),
    joined_at: work.now,
    left_at: null,
  }
  const holder = await work.tx
    .selectFrom('membership')
    .select('role')
    .where('community_id', '=', row.community_id)
    .where('person_id', '=', row.person_id)
    .where('left_at', 'is', null)
    .executeTakeFirst()
  await work.tx
    .insertInto('membership')
    .values({ community_id: row.community_id, person_id: row.person_id, ...asResident })
    .onConflict((conflict) =>
      conflict.columns(['community_id', 'person_id']).doUpdateSet(holder ? address : asResident),
    )
    .execute()
  await work.announce(
    row.community_id,
    { name: 'membership.changed' },
    { personIds: [row.person_id] },
  )
}

const tellApplicant = async (
  work: Work,
  row: Row,
  decision: 'admit' | 'refuse',
  reason: string,
): Promise<void> => {
  const community = await findCommunityCard(work.tx, row.community_id)
  const name = community?.card.name ?? ''
  await tellPeople(work, [row.person_id], {
    communityId: row.community_id,
    kind: decision === 'admit' ? 'application-admitted' : 'application-refused',
    applicationId: row.id,
    ...(decision === 'admit'
      ? COMMUNITY_TEXT.admitted(name, nicknameOf(row))
      : COMMUNITY_TEXT.refused(name, reason)),
  })
}
