import QRCode from 'qrcode'
import type { Invitation } from '../../../contract/communities'
import type { Membership } from '../../../contract/identity'
import type { Role } from '../../../domain/group/names'
import { AppError } from '../../ports/app-error'
import type { Db, Tx, Work } from '../../ports/work'
import { changeSurname } from '../identity/change-surname'
import { listMyMemberships } from '../identity/present-me'
import { hashOf, newCode, normalCode } from '../identity/secrets'
import { mustSay } from '../must-say'
import { findCommunityCard, findInvitation } from './community-repository'
import { takeUpOffice } from './take-up-office'

const DAY_MS = 24 * 3_600_000
/** A poster in the stairwell serves a whole building. */
const RESIDENTS_A_CODE = 200

interface NewInvitation {
  communityId: string
  kind: Role
  gridCodes?: readonly string[]
  madeBy: string | null
  days: number
  now: Date
}

/** A code is shown once; only its hash is kept. */
export const addInvitation = async (
  tx: Tx,
  { communityId, kind, gridCodes = [], madeBy, days, now }: NewInvitation,
): Promise<{ code: string; expiresAt: Date }> => {
  const code = newCode()
  const expiresAt = new Date(now.getTime() + days * DAY_MS)
  await tx
    .insertInto('invitation')
    .values({
      code_hash: hashOf(code),
      community_id: communityId,
      kind,
      grid_codes: JSON.stringify(gridCodes),
      made_by: madeBy,
      created_at: now,
      expires_at: expiresAt,
      uses_left: kind === 'resident' ? RESIDENTS_A_CODE : 1,
    })
    .execute()
  return { code, expiresAt }
}

/** For neighbours: the code, the link and the QR picture to print or share. */
export const makeInvitation = async (
  { tx, now }: Work,
  asked: { communityId: string; madeBy: string; days: number; publicUrl: string },
) => {
  const { code, expiresAt } = await addInvitation(tx, { ...asked, kind: 'resident', now })
  const link = `${asked.publicUrl}/#/resident/join/index?code=${code}`
  return {
    code,
    link,
    expiresAt: expiresAt.toISOString(),
    qrPng: await QRCode.toDataURL(link, { width: 480, margin: 2 }),
  }
}

export const getInvitation = async (db: Db, code: string, now: Date): Promise<Invitation> => {
  const invitation = await findInvitation(db, hashOf(normalCode(code)), now)
  const community = invitation && (await findCommunityCard(db, invitation.community_id))
  if (!community) throw new AppError('invitation-over')
  return {
    code: normalCode(code),
    kind: invitation.kind,
    community: community.card,
    expiresAt: invitation.expires_at.toISOString(),
  }
}

/** Somebody who is signed in takes up the office that an invitation offers. */
export const acceptInvitation = async (
  work: Work,
  asked: { code: string; personId: string; surname: string },
): Promise<Membership> => {
  const surname = mustSay(asked.surname, 'surname')
  const { communityId } = await takeUpOffice(work.tx, {
    codeHash: hashOf(normalCode(asked.code)),
    personId: asked.personId,
    surname,
    now: work.now,
  })
  await changeSurname(work, asked.personId, surname)
  const memberships = await listMyMemberships(work.tx, asked.personId)
  const membership = memberships.find((one) => one.communityId === communityId)
  if (!membership) throw new AppError('invitation-over')
  return membership
}
