import type { Community, CommunityCard, Division, Invitation } from '../../../contract/communities'
import type { Membership } from '../../../contract/identity'
import { call } from '@/api/client'
import { newCommandId } from '@/platform/ids'
import { refreshMe } from '@/stores/session'
import { dropDraft, type JoinDraft } from './join-draft'

export const searchCommunities = async (q: string): Promise<CommunityCard[]> =>
  (await call('searchCommunities', { query: { q } })).items

export const findNearCommunities = async (point: {
  lat: number
  lng: number
}): Promise<CommunityCard[]> => (await call('listNearCommunities', { query: point })).items

export const listDistricts = async (): Promise<Division[]> =>
  (await call('listDistricts', {})).items
export const listStreets = async (districtCode: string): Promise<Division[]> =>
  (await call('listStreets', { params: { districtCode } })).items
export const listCommunities = async (streetCode: string): Promise<CommunityCard[]> =>
  (await call('listCommunities', { params: { streetCode } })).items

export const loadCommunity = (communityId: string): Promise<Community> =>
  call('getCommunity', { params: { communityId } })

export const loadInvitation = (code: string): Promise<Invitation> =>
  call('getInvitation', { params: { code } })

/** Hands in the form; what was begun is then no longer kept. */
export const applyToJoin = async (
  communityId: string,
  { form, commandId }: JoinDraft,
  invitationCode: string | undefined,
): Promise<void> => {
  const { building, unit, room, relation, surname, note } = form
  if (!relation) return
  await call('applyToJoin', {
    params: { communityId },
    body: {
      commandId,
      surname: surname.trim(),
      address: { building, unit, room: room.trim() },
      relation,
      ...(note.trim() && { note: note.trim() }),
      ...(invitationCode && { invitationCode }),
    },
  })
  dropDraft(communityId)
  await refreshMe()
}

export const withdrawApplication = async (
  communityId: string,
  applicationId: string,
): Promise<void> => {
  await call('withdrawApplication', {
    params: { communityId, applicationId },
    body: { commandId: newCommandId() },
  })
  await refreshMe()
}

/** Takes up the office that an invitation offers. */
export const acceptInvitation = async (code: string, surname: string): Promise<Membership> => {
  const membership = await call('acceptInvitation', {
    params: { code },
    body: { commandId: newCommandId(), surname: surname.trim() },
  })
  await refreshMe()
  return membership
}
