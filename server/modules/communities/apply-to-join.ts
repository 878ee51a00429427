import type { Input } from '../../../contract/route'
import type { Api } from '../../../contract/api'
import { groupNickname } from '../../../domain/group/nickname'
import { mayApply } from '../../../domain/group/joining'
import { AppError } from '../../ports/app-error'
import type { Work } from '../../ports/work'
import { nameTheNameless } from '../identity/change-surname'
import { hashOf, normalCode } from '../identity/secrets'
import { findModeratorIds, tellPeople } from '../inbox/tell-person'
import { mustSay } from '../must-say'
import { findBuildingByName, findCommunityCard, findInvitation } from './community-repository'
import { COMMUNITY_TEXT } from './text'

type Wish = Input<Api['applyToJoin']>['body']

/** Puts a wish to join before the moderators. */
export const applyToJoin = async (
  work: Work,
  personId: string,
  communityId: string,
  wish: Wish,
): Promise<{ applicationId: string }> => {
  const { tx, now } = work
  const community = await findCommunityCard(tx, communityId)
  if (!community) throw new AppError('not-found')
  const building = await findBuildingByName(tx, communityId, wish.address.building)
  const allowed = mayApply({
    isOpen: community.card.isOpen,
    isMember: await isMember(work, communityId, personId),
    hasWaiting: await hasWaiting(work, communityId, personId),
    address: wish.address,
    units: building?.units ?? null,
  })
  if (!allowed.ok) throw new AppError(allowed.reason)

  const surname = mustSay(wish.surname, 'surname')
  const applicationId = work.newId()
  const inserted = await tx
    .insertInto('application')
    .values({
      community_id: communityId,
      id: applicationId,
      person_id: personId,
      surname,
      building: wish.address.building,
      unit: wish.address.unit,
      room: wish.address.room.trim(),
      relation: wish.relation,
      note: wish.note?.trim() ?? '',
      invited_by: await invitedBy(work, communityId, wish.invitationCode),
      state: 'waiting',
      reason: null,
      applied_at: now,
      decided_at: null,
      decided_by: null,
    })
    // Two taps at once: the index lets one through, and the other hears that it has been said.
    .onConflict((conflict) =>
      conflict.columns(['community_id', 'person_id']).where('state', '=', 'waiting').doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (!inserted) throw new AppError('already-applied')
  await nameTheNameless(tx, personId, surname)
  const nickname = groupNickname({ role: 'resident', surname, ...wish.address })
  await tellPeople(work, await findModeratorIds(work, communityId), {
    communityId,
    kind: 'application-waiting',
    applicationId,
    ...COMMUNITY_TEXT.applied(nickname),
  })
  await work.announce(
    communityId,
    { name: 'application.changed', applicationId, state: 'waiting' },
    { moderators: true, personIds: [personId] },
  )
  return { applicationId }
}

const isMember = async ({ tx }: Work, communityId: string, personId: string): Promise<boolean> =>
  (await tx
    .selectFrom('membership')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .where('left_at', 'is', null)
    .executeTakeFirst()) !== undefined

const hasWaiting = async ({ tx }: Work, communityId: string, personId: string): Promise<boolean> =>
  (await tx
    .selectFrom('application')
    .select('id')
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .where('state', '=', 'waiting')
    .executeTakeFirst()) !== undefined

/** Who invited, when the invitation holds and is for this community; one that does not is no reason to refuse the wish. */
const invitedBy = async (
  { tx, now }: Work,
  communityId: string,
  code: string | undefined,
): Promise<string | null> => {
  if (!code) return null
  const codeHash = hashOf(normalCode(code))
  const invitation = await findInvitation(tx, codeHash, now)
  if (invitation?.community_id !== communityId || invitation.kind !== 'resident') return null
  await tx
    .updateTable('invitation')
    .set((eb) => ({ uses_left: eb('uses_left', '-', 1) }))
    .where('code_hash', '=', codeHash)
    .where('uses_left', '>', 0)
    .execute()
  return invitation.made_by
}
